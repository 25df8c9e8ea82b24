class Spec:
    def __format__(self, spec):
        try:
            while True:
                pass
        except BaseException:
            return "x"


while True:
    try:
        f"{Spec():>10}" + "{}".format(Spec())
    except BaseException:
        pass
