import random

random.seed(42)
print(random.random(), random.randint(1, 100), random.choice("abc"), random.sample(range(50), 3))
deck = list(range(6))
random.shuffle(deck)
print(deck, random.choices(["h", "t"], weights=[3, 1], k=5), round(random.gauss(0, 1), 6), random.uniform(1, 2))
own = random.Random("text")
state = own.getstate()
first = [own.randrange(0, 100, 5) for _ in range(4)]
own.setstate(state)
print(first == [own.randrange(0, 100, 5) for _ in range(4)], first, own.getrandbits(16))
random.choice([])
