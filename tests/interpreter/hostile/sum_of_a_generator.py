from itertools import count

while True:
    try:
        sum(n for n in count())
    except BaseException:
        pass
