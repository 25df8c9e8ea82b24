from functools import reduce
from itertools import repeat

while True:
    try:
        reduce(lambda left, right: right, repeat(1))
    except BaseException:
        pass
