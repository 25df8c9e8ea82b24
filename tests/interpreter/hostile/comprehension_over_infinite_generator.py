from itertools import count

while True:
    try:
        [n for n in count() if n < 0]
        {n for n in iter(lambda: 0, 1)}
    except BaseException:
        pass
