# %% names_bound_anew
# A receiver that is bound anew by each kind of statement.
import contextlib
class O:
    pass
def f(o):
    o.a = 1
    first = o
    [o := O() for _ in [0]]
    o.b = 2
    from types import SimpleNamespace as o
    o = o()
    o.c = 3
    with contextlib.nullcontext(first) as o:
        o.d = 4
    for o in [O()]:
        o.e = 5
    match first:
        case o:
            o.f = 6
    try:
        raise ValueError
    except ValueError as o:
        o.g = 7
    return vars(first)
f(O())


# %% nested_scopes
# Receivers of scopes around.
class O:
    pass
def f():
    o = O()
    def g():
        nonlocal o
        o.x = 1
        o = O()
        o._y = 2
        return o._y
    g()
    return o._y, [p._y for p in [o]], (lambda q: q._y)(o)
module = O()
module._z = 1
module._z += 1
def h():
    global module
    module = O()
    module._z = 5
h()
f(), module._z


# %% class_bodies
# Stores and private reads in class bodies.
class O:
    _k = 1
class A:
    o = O()
    o.x = 1
    o._y = 2
    total = o.x + o._y + O._k
A.total


# %% imports_in_functions
# Names that imports bind.
def f(x):
    import math as m, collections.abc
    from functools import reduce as r
    return m.floor(x), r(lambda a, b: a + b, [1, 2]), collections.abc.Mapping.__name__
f(1.5)


# %% builtins_table
# What a notebook does with globals().
globals()["made"] = 5
def f():
    return made, "made" in globals(), len(locals())
f(), sorted(name for name in globals() if name == "made"), callable(globals().get("f"))


# %% final_clauses
# finally and with that print after an error was handled.
log = []
class C:
    def __enter__(self):
        return self
    def __exit__(self, kind, error, trace):
        log.append(kind.__name__)
        return True
with C():
    try:
        1 / 0
    finally:
        log.append("finally")
log


# %% error_details
# What the code may see of an error.
import traceback
try:
    try:
        {}["k"]
    except KeyError as inner:
        raise ValueError("outer") from inner
except ValueError as error:
    error.add_note("note")
    seen = type(error.__cause__).__name__, error.__notes__, error.__traceback__ is not None, traceback.format_exception_only(error)
seen


# %% groups_of_errors
# Exception groups split, derived and handled.
class G(ExceptionGroup):
    def derive(self, errors):
        return G(self.message, errors)
found = []
try:
    raise G("g", [ValueError(1), TypeError(2), G("h", [ValueError(3)])])
except* ValueError as group:
    found.append(type(group).__name__)
except* TypeError as group:
    found.append(len(group.exceptions))
found, ExceptionGroup("e", [ValueError(1), KeyError(2)]).split(ValueError)[0].exceptions
