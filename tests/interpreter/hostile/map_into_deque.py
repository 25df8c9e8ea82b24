from collections import deque
from itertools import count

while True:
    try:
        deque(map(lambda n: n, count()), maxlen=0)
    except BaseException:
        pass
