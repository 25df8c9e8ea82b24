class Key:
    def __hash__(self):
        return 1

    def __eq__(self, other):
        try:
            while True:
                pass
        except BaseException:
            return False


table = {}
while True:
    try:
        table[Key()] = 1
        table.get(Key())
    except BaseException:
        pass
