x = 4


class Grid:
    y = x + 1
    width, height = 3, 2
    cells = []
    for i in range(width):
        cells.append(i * 2)
    if width > 2:
        wide = True
    else:
        narrow = True
    *head, tail = cells
    squares = [c * c for c in cells]
    try:
        broken = 1 / 0
    except ZeroDivisionError:
        broken = None

    def size(self, scale=width * 10):
        return self.width * self.height * scale


print(Grid.y, Grid.width, Grid.height, Grid.cells, Grid.i, Grid.wide, hasattr(Grid, "narrow"))
print(Grid.head, Grid.tail, Grid.squares, Grid.broken, Grid().size())


class Wrong:
    factor = 2
    table = [n * factor for n in range(3)]
