from contextlib import contextmanager


@contextmanager
def patient():
    try:
        yield
    except BaseException:
        pass


while True:
    with patient():
        while True:
            pass
