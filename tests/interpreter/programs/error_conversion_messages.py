attempts = [
    lambda: int("12.5"),
    lambda: int("ff", 10),
    lambda: int("z", 40),
    lambda: float("one"),
    lambda: complex("1+"),
    lambda: int(None),
    lambda: float([]),
    lambda: chr(-1),
    lambda: ord("ab"),
    lambda: bytes([300]),
    lambda: "é".encode("ascii"),
    lambda: b"\xff".decode("utf-8"),
    lambda: dict([1]),
    lambda: dict([(1, 2, 3)]),
    lambda: int(float("inf")),
    lambda: list(5),
    lambda: range("a"),
    lambda: bytearray("text"),
]
for attempt in attempts:
    try:
        print(attempt())
    except Exception as error:
        print(type(error).__name__, "|", error)
