class Clingy:
    def __del__(self):
        while True:
            pass


while True:
    Clingy()
