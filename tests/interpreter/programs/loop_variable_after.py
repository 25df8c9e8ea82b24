for i in range(3):
    pass
for letter in "":
    pass
print(i)
for i, (a, *b) in enumerate([(1, 2, 3), "xyz"]):
    print(i, a, b)
squares = {}
for squares["latest"] in range(4):
    squares[squares["latest"]] = squares["latest"] ** 2
print(squares)


class Cursor:
    position = None


for Cursor.position in "ab":
    print(Cursor.position)
letter
