class Cached:
    def __init__(self, function):
        self.function = function
        self.memory = {}

    def __call__(self, *args):
        if args not in self.memory:
            self.memory[args] = self.function(*args)
        return self.memory[args]

    def __get__(self, instance, owner):
        return lambda *args: self(instance, *args)


@Cached
def fibonacci(n):
    return n if n < 2 else fibonacci(n - 1) + fibonacci(n - 2)


print(fibonacci(60))
print(len(fibonacci.memory))


class Wallet:
    @Cached
    def times(self, n):
        print("computing")
        return n * 3


wallet = Wallet()
(wallet.times(2), wallet.times(2))
