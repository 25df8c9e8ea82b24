class Slow:
    def __lt__(self, other):
        try:
            while True:
                pass
        except BaseException:
            return True


while True:
    try:
        min(sorted([Slow() for _ in range(50)]))
    except BaseException:
        pass
