def raiser(what):
    try:
        raise what
    except BaseException as error:
        return f"{type(error).__name__} {error.args}"


class Custom(Exception):
    def __init__(self, code, *, hint=""):
        super().__init__(f"code {code}")
        self.code, self.hint = code, hint


print(raiser(ValueError), raiser(ValueError("a", 1)), raiser(5), raiser(int), raiser(None))
try:
    raise Custom(7, hint="look left")
except Custom as error:
    print(error, error.code, error.hint)
try:
    raise
except RuntimeError as error:
    print(error)
raise Custom("final")
