def mean(values):
    """Return the arithmetic mean.

    Empty input is an error.
    """
    return sum(values) / len(values)


class Point:
    """A point in the plane."""


print(mean.__doc__.splitlines()[0])
print(Point.__doc__)
print((lambda: 0).__name__, mean.__name__, Point.__name__, Point.__qualname__)
mean([])
