a = [1, 2]
d = {"x": 1, "y": 2}
print([*a, 3, *a], (*a, 3), {*a, 2, 5}, {**d, "y": 9, **{"z": 0}})
print([*"hi", *range(2)], *a, sep="-")
print({"y": 0, **d}, [*d, *d.values()], dict(**d, w=5))
t = *a, *a
print(t)


def spread():
    return *a, 0


for item in *a, "end":
    print(item, end=" ")
print(spread(), {(*a, "k"): 1})
[*map(str, a)] + [*{**d}]
