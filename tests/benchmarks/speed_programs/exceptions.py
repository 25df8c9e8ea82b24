"""Errors that are raised, handled, and cleaned up after."""


class Invalid(ValueError):
    pass


def parsed(text):
    try:
        return int(text)
    except ValueError as error:
        raise Invalid(f"{text!r} is no number") from error


class Counting:
    def __init__(self):
        self.entered = 0

    def __enter__(self):
        self.entered += 1
        return self

    def __exit__(self, kind, error, trace):
        return kind is Invalid


counting = Counting()
total = cleaned = 0
for number in range(6_000):
    with counting:
        try:
            total += parsed(str(number) if number % 3 else f"x{number}")
        finally:
            cleaned += 1
result = total, cleaned, counting.entered
