import functools


def shout(function):
    @functools.wraps(function)
    def wrapper(*args):
        return function(*args).upper()
    return wrapper


@shout
def greet(name):
    """Greet somebody."""
    return f"hello {name}"


print(greet.__name__, greet.__doc__)
print(greet("ada"))
greet.__wrapped__("bob")
