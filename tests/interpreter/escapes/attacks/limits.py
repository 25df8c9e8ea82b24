# %% swallow_in_c: end
# Every end is swallowed in C, by one statement after another.
from contextlib import suppress


def f():
    while True:
        with suppress(BaseException):
            while True:
                pass


with suppress(BaseException):
    f()
with suppress(BaseException):
    f()
note("STILL")


# %% recursion_at_the_checkpoints: end
# Checkpoints that fail at the recursion limit, until a lane is used up.
def down():
    try:
        down()
    except RecursionError:
        for _ in range(3000):
            pass
        down()


def deeper(n):
    try:
        return deeper(n + 1)
    except RecursionError:
        while True:
            try:
                list(x for x in range(1000))
            except RecursionError:
                pass


while True:
    try:
        deeper(0)
    except RecursionError:
        pass


# %% sort_that_swallows: end
# A key function whose errors a C function swallows.
class K:
    def __init__(self, x):
        self.x = x

    def __lt__(self, other):
        try:
            for i in range(10**9):
                pass
        except BaseException:
            return True


for _ in range(10**9):
    hasattr(type("T", (), {"p": property(lambda self: sorted([K(1), K(2)]))})(), "p")


# %% destructors_breed: end
# A destructor that makes the next one.
class X:
    def __del__(self):
        X()
        for _ in range(10**9):
            pass


X()
while True:
    X()


# %% deque_of_an_endless_map: end
# A function in C calls a function of the code for ever.
from collections import deque

deque(map(lambda x: x, iter(int, 1)), maxlen=0)
