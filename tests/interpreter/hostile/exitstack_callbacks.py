from contextlib import ExitStack


def swallow(*details):
    while True:
        return True


while True:
    with ExitStack() as stack:
        for _ in range(10):
            stack.push(swallow)
        while True:
            pass
