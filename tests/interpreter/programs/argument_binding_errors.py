def move(x, y, speed=1):
    return x, y, speed


calls = [
    lambda: move(),
    lambda: move(1),
    lambda: move(1, 2, 3, 4),
    lambda: move(1, x=2),
    lambda: move(1, 2, sped=3),
    lambda: move(*5),
    lambda: move(**[1]),
    lambda: (lambda: 0)(1),
    lambda: len(),
    lambda: "text".upper(1),
]
for number, call in enumerate(calls):
    try:
        print(number, call())
    except TypeError as error:
        print(number, error)
