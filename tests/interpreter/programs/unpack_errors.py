attempts = [
    lambda: [0 for a, b in [(1, 2, 3)]],
    lambda: [0 for a, b in [(1,)]],
    lambda: [0 for a, b in [5]],
    lambda: [0 for a, *b in [()]],
    lambda: [0 for a, b in ["xyz"]],
    lambda: [*5],
    lambda: {**[1]},
    lambda: print(*None),
]
for attempt in attempts:
    try:
        attempt()
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)
a, b, c = 1, 2
