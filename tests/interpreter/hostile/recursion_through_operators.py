class Tower:
    def __add__(self, other):
        try:
            return self + other
        except BaseException:
            return self - other

    def __sub__(self, other):
        try:
            return self + other
        except BaseException:
            return self


while True:
    Tower() + 1
