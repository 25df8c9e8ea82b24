def route(command):
    match command:
        case []:
            return "empty"
        case [single]:
            return f"one {single}"
        case ["go", ("north" | "south") as where]:
            return f"going {where}"
        case ["drop", *items] if len(items) > 2:
            return f"dropping many: {items}"
        case ["drop", *items]:
            return f"dropping {items}"
        case [first, *_, last] if first == last:
            return f"same ends {first}"
        case (a, (b, c)):
            return f"nested {a} {b} {c}"
        case _:
            return "unknown"


for command in ([], ["x"], ["go", "north"], ["go", "up"], ["drop", 1, 2, 3], ["drop", 1], (7, 8, 7), (1, (2, 3)), "go", {1, 2}):
    print(route(command))
match [1, 2, 3]:
    case [a, b]:
        print("no")
    case [a, *b]:
        rest = b
(a, rest)
