def key(item):
    try:
        while True:
            pass
    except BaseException:
        return 0


while True:
    try:
        sorted(range(100), key=key)
        [3, 2, 1].sort(key=key)
    except BaseException:
        pass
