def transpose(rows):
    return [list(column) for column in zip(*rows)]


def multiply(a, b):
    return [[sum(x * y for x, y in zip(row, column)) for column in transpose(b)] for row in a]


def neighbours(grid, r, c):
    for dr in (-1, 0, 1):
        for dc in (-1, 0, 1):
            if (dr or dc) and 0 <= r + dr < len(grid) and 0 <= c + dc < len(grid[0]):
                yield grid[r + dr][c + dc]


def life(grid):
    return [[int((n := sum(neighbours(grid, r, c))) == 3 or (cell and n == 2)) for c, cell in enumerate(row)] for r, row in enumerate(grid)]


print(transpose([[1, 2, 3], [4, 5, 6]]), multiply([[1, 2], [3, 4]], [[0, 1], [1, 0]]))
world = [[0, 1, 0], [0, 1, 0], [0, 1, 0]]
for _ in range(2):
    world = life(world)
    print("\n".join("".join(".#"[cell] for cell in row) for row in world), end="\n\n")
multiply([[1]], [2])
