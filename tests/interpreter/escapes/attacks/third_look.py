# %% group_split_again: crash
# What derive makes of a group is split by the next except*.
class Evil(ExceptionGroup):
    def split(self, kinds):
        return "no pair"


class G(ExceptionGroup):
    def derive(self, errors):
        return Evil("m", errors)


try:
    raise G("m", [ValueError(1), TypeError(2)])
except* ValueError:
    pass
except* TypeError:
    pass
[0] * 1000


# %% group_split_poisoned_at_once: crash
# The same where the first one is evaluated.
class G(ExceptionGroup):
    pass


def poison():
    G.split = lambda self, *kinds: f"no pair {kinds}"
    return TypeError


try:
    raise G("m", [TypeError(2)])
except* poison():
    pass
[0] * 1000


# %% looked_at_before_the_iterable: host
# A receiver is looked at before its loop, whose iterable binds it anew.
# % host: host_object.x == "PWNED"
class A:
    pass


def f(a):
    for i in (a := host_object, 1):
        a.x = "PWNED"


f(A())


# %% looked_at_before_the_target: host
# The target of the loop itself, an item of a nested one.
# % host: host_object.x == "PWNED"
class A:
    pass


def f(a):
    for i in range(2):
        a.x = "PWNED"
        for _, [*_, a] in [(1, [host_object])]:
            pass


f(A())


# %% looked_at_before_the_pattern: host
# A pattern binds it, as a rest, a star or a name.
# % host: host_object.x == "PWNED"
class A:
    pass


def f(a):
    for i in range(2):
        a.x = "PWNED"
        match [host_object]:
            case [[] as a] | [a]:
                pass


f(A())


# %% looked_at_before_the_comprehension: host
# A walrus in a comprehension binds it, in the other scope.
# % host: host_object.x == "PWNED"
class A:
    pass


def f(a):
    for i in range(2):
        a.x = "PWNED"
        [(lambda: 0, a := host_object) for _ in "a"]


f(A())


# %% looked_at_before_the_nested_function: host
# Two functions down, nonlocal binds it.
# % host: host_object.x == "PWNED"
class A:
    pass


def f(a):
    def g():
        def h():
            nonlocal a
            a = host_object

        h()

    for i in range(2):
        a.x = "PWNED"
        g()


f(A())


# %% looked_at_before_the_else: host
# The loop before has bound it in its else.
# % host: host_object.x == "PWNED"
class A:
    pass


def f(a):
    while True:
        for i in "a":
            a.x = 1
        else:
            a = host_object
        for i in "a":
            a.x = "PWNED"
        break


f(A())


# %% looked_at_before_the_generator: host
# A generator is left in its loop, and what it holds becomes another class's.
# % host: host_object.x == "PWNED"
class A:
    pass


class B(type(host_object)):
    def __setattr__(self, name, value):
        super().__setattr__.__self__.host.x = value


def f(a):
    for i in range(2):
        yield a
        a.x = "PWNED"


steps = f(A())
a = next(steps)
a.__class__ = B
a.__dict__["host"] = host_object
next(steps)


# %% looked_at_before_the_finally: host
# It is bound by a finally that a continue leaves through.
# % host: host_object.x == "PWNED"
class A:
    pass


def f(a):
    for i in range(3):
        try:
            a.x = "PWNED"
            continue
        finally:
            with __import__("contextlib").nullcontext(host_object) as a:
                pass


f(A())
