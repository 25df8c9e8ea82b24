class Stay:
    def __enter__(self):
        return self

    def __exit__(self, *details):
        while True:
            pass


with Stay(), Stay(), Stay():
    while True:
        pass
