def override():
    try:
        return "try"
    finally:
        return "finally"


def swallow():
    try:
        1 / 0
    finally:
        return "swallowed"


def value_kept():
    value = "before"
    try:
        return value
    finally:
        value = "after"


def loop():
    for i in range(5):
        try:
            if i == 1:
                continue
            if i == 3:
                break
            print("body", i)
        finally:
            print("finally", i)
    return i


def parse(text):
    try:
        return int(text)
    except Exception:
        return None


print(override(), swallow(), value_kept(), loop())
(parse("5"), parse("x"))
