data = {"a": 1}


def attempt(function, kind):
    try:
        function()
    except kind as error:
        return f"{type(error).__name__}: {error}"
    return "nothing"


print(attempt(lambda: data["x"], KeyError))
print(attempt(lambda: [][0], IndexError))
print(attempt(lambda: undefined_name, NameError))
print(attempt(lambda: [].foo(), AttributeError))
print(attempt(lambda: 1 / 0, ArithmeticError))
print(attempt(lambda: int("x"), ValueError))
print(attempt(lambda: None + 1, TypeError))
print(attempt(lambda: data["x"], LookupError))
numbers = {1: 2}
numbers["k"]
