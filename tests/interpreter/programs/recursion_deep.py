class Node:
    def __init__(self, value, below=None):
        self.value, self.below = value, below

    def depth(self):
        return 1 + (self.below.depth() if self.below else 0)

    def __iter__(self):
        yield self.value
        if self.below:
            yield from self.below


chain = None
for value in range(150):
    chain = Node(value, chain)


def total(n):
    return n and n + total(n - 1)


def endless():
    return [endless() for _ in range(1)]


print(chain.depth(), sum(chain), total(600))
try:
    endless()
except RecursionError as error:
    print(type(error).__name__)
total(10)
