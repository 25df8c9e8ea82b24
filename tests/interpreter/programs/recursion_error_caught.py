def forever(n):
    return forever(n + 1)


try:
    forever(0)
except RecursionError as error:
    print("caught", str(error)[:32])


def flatten(nested):
    for item in nested:
        if isinstance(item, list):
            yield from flatten(item)
        else:
            yield item


list(flatten([1, [2, [3, [4, []]]], 5]))
