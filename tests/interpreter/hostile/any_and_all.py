from itertools import count

while True:
    try:
        any(n < 0 for n in count())
    except BaseException:
        pass
    try:
        all(n >= 0 for n in count())
    except BaseException:
        pass
