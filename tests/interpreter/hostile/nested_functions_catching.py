def inner():
    while True:
        try:
            while True:
                pass
        except BaseException:
            return


def middle():
    while True:
        try:
            inner()
        except BaseException:
            continue


def outer():
    while True:
        try:
            middle()
        except BaseException:
            continue


outer()
