from collections import Counter

votes = Counter("abracadabra")
print(votes.most_common(2), votes["z"], sum(votes.values()), votes.total())
votes.update("zzz")
votes.subtract({"a": 2})
print(votes, sorted(votes.elements())[:4])
a, b = Counter(x=3, y=1), Counter(x=1, y=2)
print(a + b, a - b, a & b, a | b, +Counter(n=-1, p=1), a == Counter({"y": 1, "x": 3}))
del a["x"]
del a["never there"]
print(dict(a), Counter(["x", "y", "x"]) >= Counter("x"))
Counter.fromkeys("ab")
