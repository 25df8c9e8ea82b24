class Key:
    def __hash__(self):
        while True:
            try:
                while True:
                    pass
            except BaseException:
                return 1


while True:
    try:
        {Key(), Key()}
    except BaseException:
        pass
