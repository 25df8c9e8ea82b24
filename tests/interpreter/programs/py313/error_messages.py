attempts = [
    lambda: "abc".split(seb=","),
    lambda: int("x" * 3),
    lambda: sorted([1], reversed=True),
    lambda: {}["k"],
]
for attempt in attempts:
    try:
        attempt()
    except Exception as error:
        print(type(error).__name__, error)


class Fixed:
    __static_attributes__ = ("kept",)

    def __init__(self):
        self.a = 1


print(Fixed().a)
"abc".split(maxsplits=1)
