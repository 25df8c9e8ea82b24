n = 3
squares = (i * n for i in range(4))
n = 10
print(list(squares))
pairs = ((x, y) for x in range(3) for y in range(x))
print(list(pairs))
source = [1, 2, 3]
lazy = (x for x in source if source.count(x) > 0)
source = [2]
print(list(lazy))
print(sum(x * x for x in range(10) if x % 2), max((len(w) for w in ["a", "bbb"]), default=0))
try:
    (1 / 0 for _ in [])
    (x for x in 1 / 0)
except ZeroDivisionError as error:
    print("at once:", error)
x
