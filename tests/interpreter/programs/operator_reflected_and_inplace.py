class Money:
    def __init__(self, amount):
        self.amount = amount

    def __repr__(self):
        return f"{self.amount} CHF"

    def __radd__(self, other):
        print("radd", other)
        return Money(other + self.amount)

    def __iadd__(self, other):
        print("iadd", other)
        self.amount += other
        return self

    def __sub__(self, other):
        return NotImplemented

    def __floordiv__(self, other):
        return Money(self.amount // other)

    def __divmod__(self, other):
        return self // other, self.amount % other

    def __rpow__(self, base):
        return base ** self.amount

    def __lshift__(self, other):
        self.amount = other
        return self


purse = Money(5)
same = purse
print(1 + purse)
purse += 10
print(purse, same is purse, divmod(purse, 4), 2 ** Money(3))
print(purse << 99)
purse //= 10
print(purse, same)
purse - 1
