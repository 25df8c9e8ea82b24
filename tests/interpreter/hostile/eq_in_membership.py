class Never:
    def __eq__(self, other):
        for _ in range(1000):
            pass
        return False


crowd = [Never() for _ in range(100)]
while True:
    try:
        1 in crowd
        crowd.count(2)
        crowd.index(3)
    except BaseException:
        pass
