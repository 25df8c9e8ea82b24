from itertools import repeat

while True:
    try:
        max(map(lambda n: n, repeat(1)), key=lambda n: -n)
    except BaseException:
        pass
