i = "outer"
squares = [i * i for i in range(4)]
print(i, squares)
matrix = [[row * 10 + column for column in range(3)] for row in range(2)]
print(matrix, [cell for line in matrix for cell in line if cell % 2])
print({word: len(word) for word in ("a", "bb")}, {n % 3 for n in range(10)})


def local():
    factor = 3
    return [factor * n for n in range(3)], [(lambda: n)() for n in range(2)], [f() for f in [lambda: n for n in range(2)]]


print(local())
print([x for x in range(20) if x % 2 if x % 3])
[row for rows in matrix]
