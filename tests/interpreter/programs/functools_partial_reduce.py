from functools import cached_property, cmp_to_key, partial, partialmethod, reduce
from operator import mul


def power(base, exponent, *, mod=None):
    return pow(base, exponent, mod)


cube = partial(power, exponent=3)
print(cube(2), cube(2, mod=5), partial(power, 2)(8), cube.keywords, cube.args)
print(reduce(mul, range(1, 6)), reduce(lambda a, b: b + a, "abc"), reduce(mul, [], 7))
print(sorted(["b", "A", "c"], key=cmp_to_key(lambda x, y: (x.lower() > y.lower()) - (x.lower() < y.lower()))))


class Report:
    def __init__(self):
        self.reads = 0

    @cached_property
    def rows(self):
        self.reads += 1
        return [1, 2, 3]

    def show(self, style):
        return f"{style}:{sum(self.rows)}"

    show_plain = partialmethod(show, "plain")


report = Report()
print(report.show_plain(), report.rows, report.reads)
reduce(mul, [])
