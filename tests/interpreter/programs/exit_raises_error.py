class Noisy:
    def __enter__(self):
        return self

    def __exit__(self, kind, error, traceback):
        raise RuntimeError("exit failed")


class NoEnter:
    pass


try:
    with Noisy():
        raise ValueError("body failed")
except RuntimeError as error:
    print(error, "|", error.__context__)
try:
    with NoEnter():
        pass
except TypeError as error:
    print(error)
with Noisy():
    print("body fine")
