class Mirror:
    @property
    def left(self):
        try:
            return self.right
        except BaseException:
            return self.right

    @property
    def right(self):
        try:
            return self.left
        except BaseException:
            return self.left


while True:
    try:
        Mirror().left
    except BaseException:
        pass
