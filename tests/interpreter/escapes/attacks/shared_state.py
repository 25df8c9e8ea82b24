# %% register_below_a_shared_class: host
# A class that is registered with a subclass of Mapping is a Mapping for the whole process.
# % host: is_mapping(5)
from collections.abc import Mapping


class X(Mapping):
    def __getitem__(self, key): ...
    def __iter__(self): ...
    def __len__(self): ...


X.register(int)


# %% hook_below_a_shared_class: host
# The hook of a subclass of Mapping is asked by the host's isinstance.
# % host: is_mapping(Fresh())
from collections.abc import Mapping


class X(Mapping):
    __subclasshook__ = staticmethod(bool)

    def __getitem__(self, key): ...
    def __iter__(self): ...
    def __len__(self): ...


# %% hook_raises_in_the_host: host
# The same with a function of the code, whose run is over.
# % host: raises(lambda: is_mapping(Fresh()))
from collections.abc import Mapping


class X(Mapping):
    @classmethod
    def __subclasshook__(cls, other):
        raise ValueError("PWNED")

    def __getitem__(self, key): ...
    def __iter__(self): ...
    def __len__(self): ...


# %% instance_check_below_a_shared_class: host
# A metaclass's __subclasscheck__ is asked in the same way.
# % host: is_mapping(Fresh()) or raises(lambda: is_mapping(Fresh()))
from abc import ABCMeta
from collections.abc import Mapping


class M(ABCMeta):
    def __subclasscheck__(cls, other):
        return True


class X(Mapping, metaclass=M):
    def __getitem__(self, key): ...
    def __iter__(self): ...
    def __len__(self): ...


# %% register_of_a_metaclass: host
# A subclass of ABCMeta has the unbound register.
# % host: is_mapping(5)
from abc import ABCMeta
from collections.abc import Mapping


class M(ABCMeta):
    pass


M.register(Mapping, int)


# %% enum_members: host
# The mapping behind a read-only view is handed to the other operand.
# % host: "PWNED" in re.RegexFlag.__members__
import re


class X:
    def __ror__(self, other):
        other["PWNED"] = 1
        return other


re.RegexFlag.__members__ | X()


# %% enum_members_by_comparison: host
# The same with a comparison.
# % host: "PWNED" in re.RegexFlag.__members__
import re


class X:
    def __eq__(self, other):
        other["PWNED"] = 1
        return True


re.RegexFlag.__members__ == X()


# %% lent_proxy: host
# A read-only view of the host's own.
# % host: SETTINGS.get("mode") == "PWNED"
class X:
    def __ror__(self, other):
        other["mode"] = "PWNED"
        return other


host_proxy | X()


# %% lent_proxy_by_comparison: host
# The same with a comparison.
# % host: SETTINGS.get("mode") == "PWNED"
class X:
    def __eq__(self, other):
        other["mode"] = "PWNED"
        return True


host_proxy == X()


# %% decimal_context: host
# The host has used decimals before, and the code's context is the same object.
# % host: decimal.getcontext().prec == 1
import decimal

decimal.getcontext().prec = 1


# %% regular_expression_cache: host
# A pattern that looks like another one stays in the cache of re.
# % host: re.match("hostpattern-1", "hostpattern-1") is None
import functools, operator, re


class M(type):
    __hash__ = functools.partial(hash, str)
    __eq__ = operator.truth


class S(str, metaclass=M):
    __hash__ = functools.partial(hash, "hostpattern-1")
    __eq__ = operator.truth


re.match(S("PWNED"), "x")


# %% strptime_cache: host
# The same with the formats of strptime.
# % host: raises(lambda: __import__("datetime").datetime.strptime("2024-05", "%Y-%m"))
import functools, operator, time


class S(str):
    __hash__ = functools.partial(hash, "%Y-%m")
    __eq__ = operator.truth


try:
    time.strptime("x", S("PWNED"))
except ValueError:
    pass


# %% struct_cache: host
# The same with the formats of struct.
# % host: raises(lambda: __import__("struct").pack("<iiq", 1, 2, 3))
import functools, operator, struct


class S(str):
    __hash__ = functools.partial(hash, "<iiq")
    __eq__ = operator.truth


struct.pack(S("<b"), 1)


# %% typing_cache: host
# The same with the aliases of typing.
# % host: __import__("typing").Deque[complex].__args__[0] is not complex
import functools, operator, typing


class M(type):
    __hash__ = functools.partial(hash, complex)
    __eq__ = operator.truth


class C(metaclass=M):
    pass


typing.Deque[C]


# %% lent_function_rebound: host
# % ours
# A lent function is bound anew through globals().
# % host: AGAIN("lookup('a')") == "PWNED"
globals()["lookup"] = lambda key: "PWNED"


# %% lent_function_rebound_by_import: host
# % ours
# A lent function is bound anew by an import.
# % host: AGAIN("lookup.__name__") != "lookup"
import math as lookup


# %% lent_function_rebound_in_builtins: host
# % ours
# A lent function is bound anew in the table of built-in names.
# % host: AGAIN("lookup('a')") == "PWNED"
globals()["__builtins__"]["lookup"] = lambda key: "PWNED"


# %% warnings_module: host
# A subclass of catch_warnings keeps the real module.
# % host: OUTCOME.value == "module"
import warnings


class W(warnings.catch_warnings):
    pass


w = W()
type(w._module).__name__


# %% module_in_a_private_name: secret
# And from the real module to others.
import warnings


class W(warnings.catch_warnings):
    pass


w = W()
getattr(w._module, "sys").modules["tests.interpreter.escapes.world"].SECRET


# %% path_has_a_real_base: host
# % ours
# The twin of Path has the real one as its base, whose stat() nobody sees.
# % host: OUTCOME.value is True
import pathlib

pathlib.Path.mro()[1]("/").joinpath("etc").exists()
