import re


def replace(match):
    try:
        while True:
            pass
    except BaseException:
        return "b"


while True:
    try:
        re.sub("a", replace, "a" * 100)
    except BaseException:
        pass
