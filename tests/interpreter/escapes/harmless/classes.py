# %% metaclass_with_subclasses
# The subclasses of a class of the code's own.
class Base:
    pass
class A(Base):
    pass
class B(Base):
    pass
[cls.__name__ for cls in Base.__subclasses__()]


# %% metaclass_registry
# A metaclass that keeps a list of its classes.
class Registry(type):
    made = []
    def __new__(mcs, name, bases, namespace, **options):
        cls = super().__new__(mcs, name, bases, namespace)
        mcs.made.append(cls)
        return cls
    def __init__(cls, name, bases, namespace, **options):
        super().__init__(name, bases, namespace)
class A(metaclass=Registry, flag=True):
    pass
class B(A):
    pass
[cls.__name__ for cls in Registry.made], A.__mro__[-1].__name__, A.__bases__[0].__name__


# %% metaclass_with_equality
# A metaclass that compares classes by name.
class ByName(type):
    def __eq__(cls, other):
        return cls.__name__ == getattr(other, "__name__", None)
    def __hash__(cls):
        return hash(cls.__name__)
class A(metaclass=ByName):
    def __init__(self):
        self._x = 1
    def bump(self):
        self._x += 1
        return self._x
a = A()
a.y = 5
a.bump(), a.y, A == A, len({A, A}), a._x


# %% prepared_namespace
# A class body that stores into an ordered mapping.
class Ordered(type):
    @classmethod
    def __prepare__(mcs, name, bases):
        return {"counter": []}
class A(metaclass=Ordered):
    counter.append(1)
    point = type("P", (), {})()
    point.x = 3
    point._y = 4
    total = point.x + point._y
A.counter, A.total


# %% cooperative_super
# super() with methods, properties and private names through three classes.
class A:
    def __init__(self, **options):
        super().__init__(**options)
        self._names = ["A"]
    @property
    def names(self):
        return self._names
class B(A):
    def __init__(self, **options):
        super().__init__(**options)
        self._names.append("B")
class C(B):
    def __init__(self):
        super(C, self).__init__()
        self._names.append("C")
    @property
    def names(self):
        return super().names + ["!"]
C().names


# %% super_of_str
# A text class whose format and centre call those of str.
class Shout(str):
    def format(self, *args, **values):
        return super().format(*args, **values).upper()
    def center(self, width, fill=" "):
        return "<" + super().center(width, fill) + ">"
    def format_map(self, mapping):
        return super().format_map(mapping) + "!"
Shout("{} and {name}").format("a", name="b"), Shout("x").center(5, "-"), Shout("{k}").format_map({"k": 1})


# %% property_extended
# A property of a base extended by its setter, in both ways.
class Base:
    def __init__(self):
        self._v = 0
    @property
    def v(self):
        return self._v
    @v.setter
    def v(self, value):
        self._v = value
class A(Base):
    @property
    def v(self):
        return super().v + 1
    @v.setter
    def v(self, value):
        Base.v.fset(self, value * 2)
class B(Base):
    @Base.v.setter
    def v(self, value):
        Base.v.__set__(self, value * 3)
a, b = A(), B()
a.v = b.v = 5
a.v, b.v


# %% descriptor_protocol
# Descriptors of the code with all of their methods, called directly too.
class Typed:
    def __set_name__(self, owner, name):
        self.name = "_" + name
    def __get__(self, obj, owner=None):
        return self if obj is None else obj.__dict__.get(self.name)
    def __set__(self, obj, value):
        obj.__dict__[self.name] = value
    def __delete__(self, obj):
        del obj.__dict__[self.name]
class P:
    x = Typed()
p = P()
p.x = 3
P.x.__set__(p, 4)
first = p.x
del p.x
first, p.x, vars(p), P.__dict__["x"].name


# %% slots_and_descriptors
# Slots are descriptors that a class of the code may use.
class P:
    __slots__ = ("x", "_y")
    def __init__(self):
        self.x, self._y = 1, 2
p = P()
P.x.__set__(p, 5)
P.__dict__["_y"].__set__(p, 6)
P.x.__delete__(p)
hasattr(p, "x"), p._y


# %% class_assignment
# An object changes its class.
class A:
    def who(self):
        return "A"
class B:
    def who(self):
        return "B"
x = A()
x.__class__ = B
for x.__class__ in [A, B]:
    pass
x.who(), type(x).__name__


# %% getattribute_of_a_base
# object.__getattribute__ and __setattr__ in hooks of the code.
class Watched:
    seen = []
    def __getattribute__(self, name):
        Watched.seen.append(name)
        return object.__getattribute__(self, name)
    def __setattr__(self, name, value):
        object.__setattr__(self, name, value * 2)
w = Watched()
w.x = 2
w.x, Watched.seen[-1]


# %% reduce_of_an_own_class
# A class that says how it is rebuilt, and asks what object would say.
import copy
class P:
    def __init__(self, x):
        self.x = x
    def __reduce__(self):
        return P, (self.x + 1,)
class Q:
    def __getstate__(self):
        return {"x": 7}
    def __setstate__(self, state):
        self.__dict__.update(state)
class R:
    def __init__(self):
        self.y = 1
copy.copy(P(1)).x, copy.copy(Q()).x, R().__reduce_ex__(2)[2]


# %% type_calls
# Classes made by type(), types.new_class and a metaclass.
import types
A = type("A", (), {"x": 1, "get": lambda self: self.x})
B = types.new_class("B", (A,), {}, lambda names: names.update(y=2))
class M(type):
    pass
C = M("C", (A,), {})
A.z = 3
B().get(), B.y, C().z, type(C).__name__


# %% class_dict_and_vars
# What a class and an object hold.
class A:
    k = 1
    def __init__(self):
        self._p = 2
sorted(name for name in vars(A) if name[:2] != "__"), A.__dict__["k"], A().__dict__, vars(A())


# %% instances_compare_like_anything
# An object that equals whatever it is compared with.
class Any:
    def __eq__(self, other):
        return True
    def __hash__(self):
        return 1
class Nothing:
    def __ror__(self, other):
        return len(other)
[Any()].index(5), len({Any(): 1}), {"a": 1} | Nothing(), {1: 2} == Any()


# %% static_and_class_methods
# Subclasses of staticmethod and classmethod.
class traced(staticmethod):
    calls = 0
    def __get__(self, obj, owner=None):
        traced.calls += 1
        return super().__get__(obj, owner)
class A:
    @traced
    def f(x):
        return x + 1
A.f(1), A().f(2), traced.calls, traced(len).__wrapped__("abc")


# %% function_attributes
# A function's own attributes, its dict and its defaults.
def f(a, b=2):
    "doc"
    return a + b
f.calls = 3
f.__dict__["more"] = 4
f.__defaults__ = (5,)
f.calls, f.more, f(1), f.__name__, f.__doc__, vars(f)


# %% inherited_private_names
# Private names that a base and a subclass mangle.
class A:
    def __init__(self):
        self.__x = 1
        self._y = 2
    def get(self):
        return self.__x, self._y
class B(A):
    def __init__(self):
        super().__init__()
        self.__x = 3
    def both(self):
        return self.get(), self.__x, self._A__x
B().both()
