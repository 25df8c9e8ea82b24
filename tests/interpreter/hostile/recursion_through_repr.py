class Deep:
    def __repr__(self):
        try:
            return f"{self!r}{self!r}"
        except BaseException:
            return repr([self])


while True:
    try:
        str([Deep()])
    except BaseException:
        pass
