class Greedy(dict):
    def __missing__(self, key):
        try:
            return self[key + 1]
        except BaseException:
            return 0


while True:
    try:
        Greedy()[0]
    except BaseException:
        pass
