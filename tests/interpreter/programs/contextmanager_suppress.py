from contextlib import contextmanager, suppress


@contextmanager
def section(name, swallow=()):
    print("begin", name)
    try:
        yield name.upper()
    except swallow as error:
        print("swallowed", error)
    finally:
        print("end", name)


with section("one") as title:
    print(title)
with suppress(KeyError, IndexError):
    [].pop()
    print("never")
with section("two", ValueError):
    int("x")


@section("decorator")
def job():
    return "job done"


print(job())
with section("three"):
    raise LookupError("not swallowed")
