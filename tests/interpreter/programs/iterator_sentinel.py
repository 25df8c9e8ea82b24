import random

rolls = random.Random(3)
seen = list(iter(lambda: rolls.randint(1, 6), 6))
print(all(roll != 6 for roll in seen), len(seen) >= 0)
stack = [3, 2, 1, 0, -1]
print(list(iter(stack.pop, 3)))
next(iter([]))
