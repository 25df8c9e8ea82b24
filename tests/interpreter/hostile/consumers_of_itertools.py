from collections import Counter, deque
from itertools import count, cycle, repeat

while True:
    for consume in (sum, max, all, set, Counter, deque(maxlen=0).extend):
        try:
            consume(repeat(1))
            consume(iter(int, 1))
        except BaseException:
            pass
