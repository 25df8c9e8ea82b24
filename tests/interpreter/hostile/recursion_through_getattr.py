class Echo:
    def __getattr__(self, name):
        try:
            return getattr(self, name + "a")
        except BaseException:
            return None


while True:
    try:
        Echo().x
    except BaseException:
        pass
