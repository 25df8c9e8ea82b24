# %% rebound_by_import: host
# A store is let through unseen once its name was checked, and an import binds the name anew.
# % host: statistics.NormalDist.cdf == "PWNED"
class Own:
    pass


def f(o):
    o.x = 1
    from statistics import NormalDist as o

    o.cdf = "PWNED"


f(Own())


# %% rebound_in_a_comprehension: host
# The same with a walrus in a comprehension, which binds in the function around it.
# % host: host_object.x == "PWNED"
class Own:
    pass


def f(o):
    o.x = 1
    [o := host_object for _ in [0]]
    o.x = "PWNED"


f(Own())


# %% rebound_in_a_generator_expression: host
# The same in a generator expression that runs later.
# % host: host_object.x == "PWNED"
class Own:
    pass


def f(o):
    o.x = 1
    any((o := host_object) is None for _ in [0])
    o.x = "PWNED"


f(Own())


# %% rebound_in_a_loop: host
# The name is bound anew at the end of a loop's body.
# % host: host_object.x == "PWNED"
class Own:
    pass


def f(o):
    for _ in range(2):
        o.x = "PWNED"
        [o := host_object for _ in [0]]


f(Own())


# %% rebound_by_except: host
# An except clause binds it.
# % host: HostObject.run == "PWNED"
class Own(Exception):
    pass


def f(o):
    o.x = 1
    try:
        raise Own
    except Own as o:
        pass
    o = type(host_object)
    o.run = "PWNED"


try:
    f(Own())
except Exception:
    pass


# %% rebound_by_match: host
# A pattern binds it.
# % host: host_object.x == "PWNED"
class Own:
    pass


def f(o):
    o.x = 1
    match host_object:
        case o:
            pass
    o.x = "PWNED"


f(Own())


# %% rebound_by_nonlocal: host
# A nested function binds it.
# % host: host_object.x == "PWNED"
class Own:
    pass


def f(o):
    def g():
        nonlocal o
        o = host_object

    o.x = 1
    g()
    o.x = "PWNED"


f(Own())


# %% rebound_by_with: host
# A with statement binds it.
# % host: host_object.x == "PWNED"
import contextlib


class Own:
    pass


def f(o):
    o.x = 1
    with contextlib.nullcontext(host_object) as o:
        o.x = "PWNED"


f(Own())


# %% rebound_in_a_chain: host
# One assignment binds the name and stores on it.
# % host: host_object.x == "PWNED"
class Own:
    pass


def f(o):
    o.x = 1
    o = o.x = host_object
    o, o.x = host_object, "PWNED"


f(Own())


# %% globals_change_in_hash: host
# % ours
# The receiver is loaded twice, and the metaclass of its class runs code in between.
# % host: host_object.x == "PWNED"
class A:
    pass


a = A()
a.y = 1


class M(type):
    armed = False

    def __hash__(cls):
        global o
        if M.armed:
            o = host_object
        return hash(A)

    def __eq__(cls, other):
        return True


class E(metaclass=M):
    pass


o = E()
a.y = 2
M.armed = True
o.x = "PWNED"


# %% metaclass_lies_about_its_hash: secret
# A mixed class looks equal to one that is known to be the code's own.
class A:
    def __init__(self):
        self._y = 1

    def get(self):
        return self._y


A().get()


class M(type):
    def __hash__(cls):
        return hash(A)

    def __eq__(cls, other):
        return True


class E(type(host_object), metaclass=M):
    pass


e = E()
a = A()
a._y = 1
a._y
e._token


# %% prepared_names: host
# % ours
# In a class body names come from a mapping of the code's own, which gives another object each time.
# % host: host_object.x == "PWNED"
class A:
    pass


a = A()
a.y = 1


class Names(dict):
    asked = 0

    def __getitem__(self, name):
        if name != "o":
            return super().__getitem__(name)
        Names.asked += 1
        return a if Names.asked % 2 else host_object


class M(type):
    @classmethod
    def __prepare__(cls, name, bases):
        return Names(o=1)


class Body(metaclass=M):
    a.y = 2
    o.x = "PWNED"


# %% prepared_names_read: secret
# % ours
# The same for a read of an underscored name.
class A:
    pass


a = A()
a.y = 1


class Names(dict):
    asked = 0

    def __getitem__(self, name):
        if name != "o":
            return super().__getitem__(name)
        Names.asked += 1
        return a if Names.asked % 2 else host_object


class M(type):
    @classmethod
    def __prepare__(cls, name, bases):
        return Names(o=1)


class Body(metaclass=M):
    a.y = 2
    token = o._token


Body.token


# %% augmented_class: host
# An augmented assignment sets __class__ to what __iadd__ gives.
# % host: isinstance(OUTCOME.value, HostObject)
class M(type):
    def __add__(cls, other):
        return other


class R(metaclass=M):
    pass


r = R()
r.__class__ += type(host_object)
r
