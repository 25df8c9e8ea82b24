class Trap:
    def __get__(self, instance, owner):
        while True:
            try:
                while True:
                    pass
            except BaseException:
                return self


class Box:
    trap = Trap()


while True:
    try:
        Box().trap
        Box.trap
    except BaseException:
        pass
