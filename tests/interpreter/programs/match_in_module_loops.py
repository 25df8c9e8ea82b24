"""Matches in loops of a module: what is bound when, in which order things are looked at, and where errors are."""

from collections import namedtuple

Point = namedtuple("Point", "x y")


class Noisy:
    __match_args__ = ("first", "second")

    def __init__(self, first, second):
        self.values = first, second

    @property
    def first(self):
        print("first", sorted(name for name in ("a", "b", "whole") if name in globals()))
        return self.values[0]

    @property
    def second(self):
        print("second")
        return self.values[1]


def asked(text, answer):
    print("asked", text, {name: globals().get(name) for name in ("a", "b", "rest")})
    return answer


for subject in [Noisy(1, 2), Noisy(2, 2), [Noisy(3, 4), 5, 6], Point(0, 7), {"p": Point(1, 1), "q": 2}, Point(8, 8), "end"]:
    for again in range(2):
        match subject:
            case Noisy(1, b) if asked("no", False):
                print("never")
            case Noisy(a, 2) as whole:
                print("noisy", a, whole is subject)
                if again:
                    continue
            case [Noisy(a, b), *rest] if asked("yes", True):
                print("list", a, b, rest)
                match rest:
                    case [int(inner), _] if asked("inner", inner == 5):
                        print("inner", inner)
                    case _:
                        print("no inner")
            case Point(0, y) | Point(y, 0):
                print("axis", y)
            case {"p": Point(x, y), **more} if asked("a", False) or asked("b", True):
                print("mapping", x, y, more)
                break
            case Point(x, y):
                print("point", x, y)
            case str(text):
                print(text)
        print("after", again)
    else:
        print("both")

count = 3
while count:
    match Point(count, count):
        case Point(3, y):
            y -= 1
        case Point(x=2) as two:
            del y
        case Point(x, Point.y):
            print("a property")
        case other:
            print("other", other, "y" in globals())
    count -= 1
else:
    match count:
        case int(zero):
            print("else", zero, two)


def changes():
    global Point
    Point = str
    return "text"


for _ in range(2):
    match changes():
        case Point(text):
            print("the class is looked up after the subject", text)

for kind in [int, missing_soon := None]:
    try:
        match 5:
            case kind(n):
                print("five", n)
            case absent(n):
                print("never")
    except (TypeError, NameError) as error:
        print(type(error).__name__, error, error.__context__)


class Body:
    for value in [1, "one", [2, "two"], None]:
        match value:
            case int(number):
                print("number", number)
            case str(text) if text != "two":
                print("text", text)
            case [int(number), str(text)]:
                print("both", number, text)
            case _:
                print("none")
    print(sorted(name for name in vars() if name[0] != "_"))


match [Noisy("p", "q")]:
    case [Noisy(p, q)]:
        print(p, q)

for each in (1, Noisy(1, 2)):
    match each:
        case int():
            pass
        case str():
            pass
        case Noisy(one, two, three):
            pass
