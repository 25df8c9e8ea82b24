class Guard:
    def __init__(self, *kinds):
        self.kinds = kinds

    def __enter__(self):
        return "guarded"

    def __exit__(self, kind, error, traceback):
        print("exit", kind and kind.__name__, error, traceback is not None)
        return kind in self.kinds


with Guard(ZeroDivisionError) as word:
    print(word)
    1 / 0
print("continues")


def leave():
    for i in range(3):
        with Guard():
            if i == 0:
                continue
            return i


print(leave())


def swallow():
    with Guard(ValueError):
        raise ValueError("gone")
    return "after"


print(swallow())
with Guard(KeyError), Guard(ValueError):
    raise KeyError("k")
with Guard(KeyError):
    raise IndexError("through")
