# %% names_set_in_the_middle: secret
# An __eq__ in the middle of a match in a function gives a class that is matched by now other positional names.
from abc import ABC


class A(ABC):
    __match_args__ = ("x",)


class V:
    class Value:
        def __eq__(self, other):
            A.__match_args__ = ("_token",)
            return True

    value = Value()


A.register(type(host_object))


def matched(subject):
    match subject:
        case [A(number), V.value, A(token)]:
            return token


matched([host_object, 1, host_object])


# %% names_set_by_type: secret
# They are set by type.__setattr__, in a property that a pattern reads, once the class was matched often.
class A:
    __match_args__ = ("level",)


class Liar(type(host_object)):
    __class__ = A

    @property
    def level(self):
        type.__setattr__(A, "__match_args__", ("_token",))
        return 1


def matched(subject):
    match subject:
        case [A(1), A(token)]:
            return token


liar = Liar()
matched([liar, liar]) or matched([liar, liar])


# %% names_set_in_the_raw_dictionary: secret
# A comparison hands the dictionary behind a class's view to the code, and no guard sees what is stored there.
class A:
    __match_args__ = ("x",)


class Liar(type(host_object)):
    __class__ = A


class Taker:
    def __eq__(self, other):
        other["__match_args__"] = ("_token",)
        return True


class V:
    class Value:
        def __eq__(self, other):
            A.__dict__ == Taker()
            A.renewed = True
            return True

    value = Value()


def matched(subject):
    match subject:
        case [A(x=1), V.value, A(token)]:
            return token


liar = Liar()
matched([liar, 1, liar])


# %% fields_of_a_dataclass: secret
# The fields of a dataclass are its positional names.
from abc import ABC
from dataclasses import dataclass


@dataclass
class A(ABC):
    _token: object


A.register(type(host_object))


def matched(subject):
    match subject:
        case A(token):
            return token


matched(host_object)


# %% fields_that_come_later: secret
# A class that was matched becomes a dataclass, or is copied onto.
from abc import ABC
from dataclasses import dataclass


class A(ABC):
    _token: object


A.register(type(host_object))


def matched(subject):
    match subject:
        case A(x=0):
            pass
        case A(x=1) if dataclass(A):
            pass
    match subject:
        case A(token):
            return token


matched(host_object)


# %% another_class_by_its_hash: secret
# % ours
# A class that says it equals one that was matched takes the other's place; another one is below the host's class.
class Honest:
    __match_args__ = ("_token",)


class M(type):
    def __hash__(cls):
        return hash(Honest)

    def __eq__(cls, other):
        return other is Honest or cls is other

    def __instancecheck__(cls, other):
        return True


class Liar(metaclass=M):
    __match_args__ = ("_token",)


class Below(type(host_object), metaclass=M):
    pass


def matched(subject, cls):
    match subject:
        case cls(token):
            return token


honest = Honest()
honest._token = 1
matched(honest, Honest)
[matched(subject, cls) for subject in (host_object, Below()) for cls in (Honest, Liar, Below)]


# %% private_names_of_a_class_that_lies: secret
# A subject whose class hashes as one of the code's own is asked about all the same.
class Honest:
    __match_args__ = ("_token",)
    _token = 1


class M(type):
    def __hash__(cls):
        return hash(Honest)

    def __eq__(cls, other):
        return True


class Liar(type(host_object), metaclass=M):
    __class__ = Honest


def matched(subject):
    match subject:
        case Honest(token):
            return token


matched(Honest()), matched(Honest())
matched(Liar())


# %% matcher_taken_from_the_names: secret
# % ours
# The function of a module's match stands in its globals: it is called with other subjects, and put into other places.
class Honest:
    __match_args__ = ("_token",)


class M(type):
    def __instancecheck__(cls, other):
        return True


class Liar(metaclass=M):
    __match_args__ = ("_token",)


token = found = None
for subject in [Honest(), Honest(), Honest()]:
    for name in list(globals()):
        if name.startswith("."):
            matcher = globals()[name]
            for cls in (Honest, Liar):
                Honest = cls
                try:
                    matcher(host_object)
                    found = matcher.__globals__, matcher.__code__, matcher.__closure__
                except Exception:
                    pass
            globals()[name] = lambda subject: 0
    match subject:
        case Honest(token):
            found = token
        case Liar(token):
            found = token
token, found


# %% names_that_are_no_plain_text: secret
# The positional names are texts of a class that says something else each time, in a tuple that does.
from abc import ABC


class Text(str):
    __hash__ = str.__hash__

    def __eq__(self, other):
        return str.__eq__("x", other)

    def __getitem__(self, index):
        return "x"[index]


class Names(tuple):
    def __iter__(self):
        return iter(("x",))


class A(ABC):
    __match_args__ = ("_token",)


A.register(type(host_object))


def matched(subject):
    match subject:
        case A(token):
            return token


tokens = []
for names in [(Text("_token"),), Names(("_token",)), ("_token",)]:
    A.__match_args__ = names
    try:
        tokens.append(matched(host_object))
    except TypeError:
        pass
tokens


# %% private_name_once_all_are_open: secret
# Once a class's private names were found open, an object of the host is matched by the same pattern.
from abc import ABC


class A(ABC):
    __match_args__ = ("_token",)


class Own(A):
    _token = 1


A.register(type(host_object))


def matched(subject):
    match subject:
        case A(token):
            return token


[matched(subject) for subject in [Own(), Own(), host_object]][-1]
