from itertools import groupby

animals = ["ant", "bee", "bat", "cat", "cow", "ape"]
for initial, group in groupby(sorted(animals), key=lambda word: word[0]):
    print(initial, list(group))
print([(bit, len(list(run))) for bit, run in groupby("0001101")])
print([key for key, _ in groupby([1, 1.0, True, 2])])
groups = groupby("aab")
key, first = next(groups)
next(groups)
print(key, list(first))
next(groups)
