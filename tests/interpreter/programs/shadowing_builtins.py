list = [1, 2]
max = lambda *values: "my max"
print(list, max(1, 2))
del list
print(list("ab"))


def sum(values):
    return "sum of " + str(len(values))


def local():
    len = 5
    return len


print(sum([1, 2]), local(), len("abc"))
str = "text"
str(5)
