class ShapeError(Exception):
    def __init__(self, wanted, got):
        self.wanted, self.got = wanted, got

    def __str__(self):
        return f"wanted {self.wanted}, got {self.got}"


class Quiet(Exception):
    pass


for error in (ShapeError(1, 2), Quiet(), Quiet("a", "b"), Exception("one"), Exception()):
    try:
        raise error
    except Exception as caught:
        print(repr(caught), "|", str(caught), "|", caught.args)
raise ShapeError((2, 3), (3, 2))
