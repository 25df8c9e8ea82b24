from itertools import count

while True:
    try:
        list(filter(lambda n: False, count()))
    except BaseException:
        pass
