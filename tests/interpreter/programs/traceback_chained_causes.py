def load(text):
    try:
        return int(text)
    except ValueError as error:
        raise KeyError("bad number") from error


def lookup(text):
    try:
        return load(text)
    except KeyError:
        raise RuntimeError("lookup failed")


try:
    lookup("x")
except RuntimeError as error:
    print(type(error.__context__).__name__, type(error.__context__.__cause__).__name__)
try:
    raise ValueError("silent") from None
except ValueError as error:
    print(error.__cause__, error.__suppress_context__)
lookup("y")
