stock = {"apple": 3, "pear": 0}
print(stock.get("kiwi"), stock.get("kiwi", 7), stock.setdefault("plum", []), stock.pop("pear"), stock.popitem())
stock.update(apple=4, fig=1)
stock.update([("date", 2)])
print(stock, list(stock.items()), list(reversed(stock)))
print(dict.fromkeys("ab", 0), dict(zip("xy", (1, 2)), z=3), {"a": 1} | {"a": 2, "b": 3})
keys = stock.keys()
stock["grape"] = 9
print(keys, keys & {"fig", "grape"} == {"fig", "grape"}, ("fig", 1) in stock.items(), len(keys))
print({1: "int", True: "bool", 1.0: "float"}, {(1, 2): {3: 4}}[1, 2][3])
print({"a": 1, "b": 2} == {"b": 2, "a": 1}, sorted(stock, key=stock.get))
stock.clear()
stock.popitem()
