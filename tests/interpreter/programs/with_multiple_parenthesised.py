class Step:
    def __init__(self, n, fail=False):
        self.n, self.fail = n, fail

    def __enter__(self):
        print("in", self.n)
        if self.fail:
            raise OSError(f"step {self.n}")
        return self.n, [self.n, self.n + 1]

    def __exit__(self, *_):
        print("out", self.n)


holder = {}
with (
    Step(1) as (one, [*both]),
    Step(2) as holder["two"],
):
    print(one, both, holder)
with Step(3), Step(4, fail=True):
    print("never")
