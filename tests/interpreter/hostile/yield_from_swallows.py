def inner():
    while True:
        try:
            yield
        except BaseException:
            continue


def outer():
    while True:
        try:
            yield from inner()
        except BaseException:
            continue


for _ in outer():
    pass
