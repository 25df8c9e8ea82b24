a = [1, 2]
b = a
c = a[:]
b.append(3)
print(a, c, a is b, a is c, a == c)
grid = [[0] * 2] * 2
grid[0][0] = 1
print(grid)
proper = [[0] * 2 for _ in range(2)]
proper[0][0] = 1
print(proper)


def change(items, number):
    items.append("changed")
    items = ["rebound"]
    number += 1
    return items


n = 1
print(change(a, n), a, n)
x, y = 1, 2
x, y = y, x + y
i = 0
slots = [0, 0]
i, slots[i] = 1, "written after i changed"
(x, y, i, slots)
