class Count:
    def __init__(self, n):
        self.n = n

    def __index__(self):
        return self.n

    def __int__(self):
        return self.n * 10

    def __float__(self):
        return self.n / 2

    def __len__(self):
        return self.n

    def __round__(self, digits=None):
        return ("rounded", digits)

    def __complex__(self):
        return complex(self.n, 1)


two = Count(2)
print("abcd"[two], [0, 1, 2, 3][two:], hex(two), int(two), float(two), complex(two), round(two, 1), round(two))
print(bool(Count(0)), list(range(two)), "x" * two)


class Liar:
    def __bool__(self):
        return "yes"


if Liar():
    print("unreachable")
