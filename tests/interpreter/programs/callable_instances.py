class Multiplier:
    def __init__(self, factor):
        self.factor = factor

    def __call__(self, *values, offset=0):
        return [value * self.factor + offset for value in values]


triple = Multiplier(3)
print(triple(1, 2), triple(5, offset=1), callable(triple), callable(triple.factor))
print(list(map(Multiplier(2), [1, 2])))
triple.factor(3)
