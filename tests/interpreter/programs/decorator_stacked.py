def log(name):
    def decorate(function):
        def wrapper(*args, **kwargs):
            print(f"{name}: {args} {kwargs}")
            return function(*args, **kwargs)
        return wrapper
    return decorate


def twice(function):
    return lambda *args: [function(*args), function(*args)]


@log("outer")
@twice
@log("inner")
def add(a, b=1):
    return a + b


add(2)
