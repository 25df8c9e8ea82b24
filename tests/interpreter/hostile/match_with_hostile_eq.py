class Chameleon:
    def __eq__(self, other):
        try:
            while True:
                pass
        except BaseException:
            return False


while True:
    try:
        match Chameleon():
            case 1 | 2 | 3:
                pass
    except BaseException:
        pass
