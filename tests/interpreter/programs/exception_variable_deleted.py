error = "outer value"
try:
    raise ValueError("x")
except ValueError as error:
    print("caught", error)
try:
    error
except NameError as missing:
    message = str(missing)
print(message)


def inside():
    try:
        1 / 0
    except ZeroDivisionError as problem:
        kept = problem
    print(type(kept).__name__, kept.args)
    return problem


inside()
