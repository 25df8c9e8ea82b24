nothing, three, numbers, text, letters = None, 3, [1, 2], "abc", {"a", "b"}
pairs = [
    lambda: 1 + "a",
    lambda: "a" + 1,
    lambda: [1] + (2,),
    lambda: "a" * 1.5,
    lambda: -"x",
    lambda: 5 @ 2,
    lambda: 1 in 5,
    lambda: nothing[0],
    lambda: three(2),
    lambda: {} < {},
    lambda: 3 % 0,
    lambda: 1 // 0.0,
    lambda: 0 ** -1,
    lambda: 1 << -1,
    lambda: "%d" % "x",
    lambda: "%s %s" % "x",
    lambda: numbers["a"],
    lambda: text[1.0],
    lambda: (1, 2) - 1,
    lambda: not_defined + 1,
    lambda: letters[0],
    lambda: max([]),
    lambda: sorted([1, "a"]),
    lambda: sum(["a"]),
]
for number, pair in enumerate(pairs):
    try:
        print(number, pair())
    except Exception as error:
        print(number, type(error).__name__, error)
