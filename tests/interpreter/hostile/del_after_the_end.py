class Clingy:
    def __del__(self):
        while True:
            pass


kept = [Clingy() for _ in range(5)]
cycle = Clingy()
cycle.itself = cycle
while True:
    pass
