from collections import ChainMap, OrderedDict, defaultdict

groups = defaultdict(list)
for word in ["apple", "avocado", "bean", "beet", "corn"]:
    groups[word[0]].append(word)
print(dict(groups), groups["z"], "q" in groups, len(groups))
tree = lambda: defaultdict(tree)
root = tree()
root["a"]["b"]["c"] = 1
print(root["a"]["b"].keys(), groups.get("nope"))
order = OrderedDict(a=1, b=2, c=3)
order.move_to_end("a")
print(list(order), order.popitem(last=False), order == OrderedDict(a=1, c=3), order == {"a": 1, "c": 3})
chain = ChainMap({"x": 1}, {"x": 9, "y": 2})
chain["z"] = 3
print(chain["x"], chain["y"], chain.maps[0], dict(chain.new_child({"y": 0})))
defaultdict(None)["missing"]
