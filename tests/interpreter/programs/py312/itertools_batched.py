from itertools import batched

print(list(batched("ABCDEFG", 3)))
for month in batched(range(1, 13), 4):
    print(sum(month))
batched("x", 0)
