# %% abstract_class_says_yes: secret
# An abstract class of the code has an honest metaclass and a lying hook.
from abc import ABC


class A(ABC):
    __match_args__ = ("_token",)

    @classmethod
    def __subclasshook__(cls, other):
        return True


match host_object:
    case A(token):
        pass
token


# %% registered_class: secret
# The same where the host's class is registered.
from abc import ABC


class A(ABC):
    __match_args__ = ("_token",)


A.register(type(host_object))
match host_object:
    case A(token):
        pass
token


# %% keyword_of_an_abstract_class: secret
# The same with a keyword, of a method's globals.
from abc import ABC


class A(ABC):
    pass


A.register(type(type(host_object).run))
match type(host_object).run:
    case A(__globals__=names):
        pass
names["SECRET"]


# %% runtime_protocol: secret
# A protocol is met by whatever has its members.
from typing import Protocol, runtime_checkable


@runtime_checkable
class P(Protocol):
    x: int


match host_object:
    case P(_token=token):
        pass
token


# %% hidden_name_rebound: secret
# % ours
# The checked class of a pattern stands in the globals, where the subject's expression changes it.
class Honest:
    __match_args__ = ("x",)


class M(type):
    def __instancecheck__(cls, other):
        return True


class Liar(metaclass=M):
    __match_args__ = ("_token",)


def subject():
    for name in list(globals()):
        if name.startswith("."):
            globals()[name] = Liar
    return host_object


match subject():
    case Honest(token):
        pass
token


# %% hidden_name_rebound_in_eq: secret
# % ours
# The same in the middle of a pattern, by an __eq__.
class Honest:
    __match_args__ = ("x",)


class M(type):
    def __instancecheck__(cls, other):
        return True


class Liar(metaclass=M):
    __match_args__ = ("_token",)


class V:
    class Value:
        def __eq__(self, other):
            for name in list(globals()):
                if name.startswith("."):
                    globals()[name] = Liar
            return True

    value = Value()


match [1, host_object]:
    case [V.value, Honest(token)]:
        pass
token


# %% hidden_name_in_a_prepared_body: secret
# % ours
# A class body stores into a mapping of the code's own, which gives back what it likes.
class Honest:
    __match_args__ = ("x",)


class I(type):
    def __instancecheck__(cls, other):
        return True


class Liar(metaclass=I):
    __match_args__ = ("_token",)


class Names(dict):
    def __setitem__(self, name, value):
        super().__setitem__(name, Liar if name.startswith(".") else value)


class M(type):
    @classmethod
    def __prepare__(cls, name, bases):
        return Names()


class Body(metaclass=M):
    match host_object:
        case Honest(token):
            pass


Body.token


# %% class_attribute_that_changes: secret
# % ours
# A metaclass gives other positional names the second time.
class M(type):
    asked = 0

    @property
    def __match_args__(cls):
        M.asked += 1
        return ("x",) if M.asked < 3 else ("_token",)

    def __instancecheck__(cls, other):
        return True


class A(metaclass=M):
    pass


match host_object:
    case A(token):
        pass
token


# %% names_changed_after_the_check: secret
# The positional names are set between the check and the match.
from abc import ABC


class A(ABC):
    __match_args__ = ("x",)


A.register(type(host_object))


def subject():
    A.__match_args__ = ("_token",)
    return host_object


match subject():
    case A(token):
        pass
token
