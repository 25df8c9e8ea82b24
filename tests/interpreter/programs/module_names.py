"""Names of the module scope, however they are bound, read, annotated and deleted."""

from __future__ import annotations

from math import *

total = 0
for i in range(3):
    total += i
print(total, i, [i for i in range(5)], i, {i: i for i in "ab"}, i)

count: int = 1
count += 1
print(count, __annotations__)

later: str
try:
    later
except NameError as error:
    print(error)

global declared
declared = 4
del declared
try:
    declared
except NameError as error:
    print(error)
try:
    del declared
except NameError as error:
    print(error)
try:
    error
except NameError as again:
    print(again)

print([last := n * total for n in range(4)], last)
if (size := len("abc")) > 2:
    print(size, floor(2.5))


class Holder:
    total = total + 1
    i = [i for i in range(total)]
    global shared
    shared = total


print(Holder.total, Holder.i, shared, total)

match {"key": [1, 2, 3]}:
    case {"key": [first, *rest], **others}:
        print(first, rest, others)

len = lambda text: -1
print(len("abc"))
del len
print(len("abc"), globals()["total"], "total" in vars(), locals() is globals())


def count():
    return total


total = "new"
count()
