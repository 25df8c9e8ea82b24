def area(width, height=1, /, *, unit="cm"):
    return f"{width * height} {unit}^2"


print(area(2))
print(area(2, 3, unit="m"))


def tag(name, /, **attributes):
    return name, attributes


print(tag("a", name="link", href="#"))
area(2, height=3)
