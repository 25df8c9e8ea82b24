def find(items, wanted):
    for index, item in enumerate(items):
        if item == wanted:
            break
    else:
        return "missing"
    return index


def search(n):
    while n > 0:
        n -= 3
        if n == 0:
            break
    else:
        return "not a multiple"
    return "multiple"


for i in []:
    pass
else:
    print("empty loop still runs else")
for outer in range(2, 8):
    for inner in range(2, outer):
        if outer % inner == 0:
            break
    else:
        print(outer, "is prime")
(find("abc", "b"), find("abc", "z"), search(9), search(10))
