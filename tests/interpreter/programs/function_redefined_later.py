def price(item):
    return base(item) * 2


def base(item):
    return len(item)


print(price("apple"))


def base(item):
    return 100


print(price("apple"))
del base
price("pear")
