class AppError(Exception):
    pass


class NotFound(AppError, LookupError):
    pass


def classify(make):
    try:
        raise make
    except (KeyError, IndexError) as e:
        return f"lookup {e!r}"
    except AppError as e:
        return f"app {e!r}"
    except OSError:
        return "os"
    except Exception as e:
        return f"other {type(e).__name__}"


print([classify(e) for e in (KeyError("k"), NotFound("n"), FileNotFoundError(2, "gone"), ValueError, IndexError())])
kinds = (ValueError, TypeError)
try:
    int("x")
except kinds as e:
    print(e)
try:
    raise NotFound("here")
except "not a class":
    print("never")
