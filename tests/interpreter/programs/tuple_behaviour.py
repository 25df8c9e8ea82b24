point = 1, 2
single = 3,
print(point + single, point * 2, point[::-1], (), (0,) < point, single)
print(point.index(2), point.count(1), hash(point) == hash((1, 2)), tuple("ab"), point == [1, 2])
nested = ([], 1)
nested[0].append("changed")
print(nested)
try:
    hash(nested)
except TypeError as error:
    print(error)
point[0] = 5
