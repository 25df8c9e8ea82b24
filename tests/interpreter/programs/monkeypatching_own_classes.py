class Duck:
    def quack(self):
        return "quack"


original = Duck.quack


def louder(self):
    return original(self).upper() + "!"


duck = Duck()
Duck.quack = louder
print(duck.quack())
duck.quack = lambda: "mine alone"
print(duck.quack(), Duck().quack())
del duck.quack
Duck.quack = original
Duck.legs = property(lambda self: 2)
print(duck.quack(), duck.legs, "legs" in vars(Duck))


class Goose:
    def honk(self):
        return f"honk from {type(self).__name__}"


duck.__class__ = Goose
print(duck.honk(), isinstance(duck, Duck))
del Duck.quack
Duck().quack()
