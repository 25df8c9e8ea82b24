import collections.abc
import math as m, string
from itertools import chain as joined, count
from json import (
    dumps,
    loads,
)


def local():
    import textwrap
    from math import floor as down
    return textwrap.shorten("a b c", 4, placeholder="~"), down(2.7)


print(m.floor(2.5), string.digits, list(joined([1], [2])), next(count(7)), loads(dumps([1])), local())
print(isinstance([], collections.abc.Sequence), collections.Counter("aa"), m.__name__)
try:
    from math import no_such_function
except ImportError as error:
    print(type(error).__name__, error.name)
textwrap.dedent("x")
