def inner():
    raise ValueError("deep")


def outer():
    try:
        inner()
    except ValueError:
        print("noticed")
        raise


def replaced():
    try:
        outer()
    except ValueError as error:
        error.add_note("seen in replaced")
        raise error


try:
    replaced()
except ValueError as error:
    print(error, error.__notes__)
outer()
