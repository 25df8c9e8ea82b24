def describe(value):
    match value:
        case 0:
            return "zero"
        case 1 | 2 | 3:
            return "small"
        case -1.5:
            return "negative"
        case "hello":
            return "greeting"
        case True:
            return "never for 1"
        case None:
            return "nothing"
        case b"x":
            return "bytes"
        case 3 + 4j:
            return "complex"
        case _:
            return "other"


[describe(v) for v in (0, 2, -1.5, "hello", True, None, b"x", 3 + 4j, 99, False)]
