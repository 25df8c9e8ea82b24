# %% super_format: secret
# super().format is the real method of str.
class S(str):
    def go(self, *args):
        return super().format(*args)


S("{0.run.__globals__[SECRET]}").go(host_object)


# %% super_format_map: secret
# The same with format_map, and super() of two arguments.
class S(str):
    pass


super(S, S("{o.run.__globals__[SECRET]}")).format_map({"o": host_object})


# %% user_string: secret
# collections.UserString formats with the real method.
from collections import UserString

UserString("{0.run.__globals__[SECRET]}").format(host_object)


# %% user_string_unbound: secret
# The same, unbound and with format_map.
from collections import UserString

UserString.format_map(UserString("{o._token}"), {"o": host_object})


# %% user_string_subclass: secret
# The same in a subclass, through super().
from collections import UserString


class U(UserString):
    def go(self, *args):
        return super().format(*args)


U("{0._token}").go(host_object)


# %% formatter_base: secret
# % ours
# The twin of string.Formatter has the real one as its base.
import string

string.Formatter.mro()[1]().format("{0.run.__globals__[SECRET]}", host_object)


# %% formatter_super: secret
# % ours
# The same through super() in a subclass.
import string


class F(string.Formatter):
    def go(self, name, *args):
        return super(F.__mro__[1], self).get_field(name, args, {})[0]


F().go("0._token", host_object)


# %% format_in_pattern: secret
# A pattern reads the real format of an instance of the code's own class.
class S(str):
    pass


match S("{0._token}"):
    case S(format=f):
        pass
f(host_object)


# %% format_by_update_wrapper: secret
# update_wrapper copies the real method to a function of the code.
import functools


def f():
    pass


class S(str):
    pass


functools.update_wrapper(f, S("{0._token}"), ("format",), ())
f.format(host_object)


# %% format_by_asdict: secret
# asdict reads the names that forged fields give.
import dataclasses


@dataclasses.dataclass
class D:
    x: int = 1


class S(str):
    __dataclass_fields__ = dict(D.__dataclass_fields__)


S.__dataclass_fields__["x"].name = "format"
dataclasses.asdict(S("{0._token}"))["format"](host_object)


# %% format_of_a_lying_class: secret
# An object that says that it is no text.
class S(str):
    __class__ = int


S("{0._token}").format(host_object)


# %% format_through_type_call: secret
# format of a class that type() made.
T = type("T", (str,), {})
getattr(T, "for" + "mat")(T("{0._token}"), host_object)


# %% nested_width_field: secret
# A guarded name in the width of a field.
"{0:{1._token}}".format("x", host_object)


# %% vformat_of_a_subclass: secret
# A subclass whose get_field calls its base's with a text of its own kind.
import string


class S(str):
    def __str__(self):
        return "0.x"


class F(string.Formatter):
    def get_field(self, name, args, kwargs):
        return super().get_field(S(name), args, kwargs)


F().vformat("{0._token}", (host_object,), {})


# %% template_pattern: secret
# string.Template with a mapping that reads attributes.
import string


class M(dict):
    def __missing__(self, key):
        return "{0._token}".format(host_object)


string.Template("$x").substitute(M())
