class Maker(type):
    def __call__(cls, *args):
        try:
            return cls(*args)
        except BaseException:
            return None


class Made(metaclass=Maker):
    pass


while True:
    try:
        Made()
    except BaseException:
        pass
