from pprint import pformat, pprint

data = {"fruits": ["apple", "banana", "cherry"] * 4, "numbers": {i: "x" * i for i in range(1, 9)}, "b": (1, {2}), "a": None}
pprint(data)
pprint(data, width=40, depth=1, sort_dicts=False)
pprint([["nested", ["deep", ["deeper"]]]], indent=2, width=20)
pformat({"z": 1, "a": [2, 3]}, compact=True)
