def show(value):
    print("eval", value)
    return value


print(1 < 2 < 3, 1 < 3 > 2, 1 < 2 > 5, 3 > 2 > 1 == 1)
print(show(1) < show(5) < show(3) < show(10))
print(show(5) < show(1) < show(0))
print(1 in [1, 2] == [1, 2], "a" < "b" != "c" > "B")
print((1 < 2) == True, 1 < 2 == True)
1 < "2" < 3
