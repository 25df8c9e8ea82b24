class Base:
    def __init__(self, **rest):
        print("Base", rest)

    def path(self):
        return ["Base"]


class Left(Base):
    def __init__(self, left, **rest):
        super().__init__(**rest)
        self.left = left

    def path(self):
        return ["Left", *super().path()]


class Right(Base):
    def __init__(self, right, **rest):
        super().__init__(**rest)
        self.right = right

    def path(self):
        return ["Right", *super().path()]


class Both(Left, Right):
    def path(self):
        return ["Both", *super().path()]


both = Both(left=1, right=2, extra=3)
print(both.left, both.right, [c.__name__ for c in Both.__mro__])
both.path()
