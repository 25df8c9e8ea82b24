class Box:
    def __init__(self, **contents):
        for name, value in contents.items():
            setattr(self, name, value)


def look(box):
    match box:
        case Box(apple=a, pear=p):
            return f"{a} apples, {p} pears"
        case Box(apple=a):
            return f"{a} apples"
        case Box():
            return "something else"
    return "not a box"


print(look(Box(apple=1, pear=2)), look(Box(apple=3)), look(Box()), look([]))
match 5:
    case number():
        pass
