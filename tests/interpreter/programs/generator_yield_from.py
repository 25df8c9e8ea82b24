def inner(name):
    received = yield f"{name} ready"
    print(name, "got", received)
    return name.upper()


def outer():
    first = yield from inner("one")
    second = yield from inner("two")
    rest = yield from [10, 20]
    return first, second, rest


flow = outer()
print(next(flow))
print(flow.send("apple"))
print(flow.send("pear"))
print(next(flow))
try:
    next(flow)
except StopIteration as stop:
    result = stop.value
result
