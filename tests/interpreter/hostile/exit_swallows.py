class Keep:
    def __enter__(self):
        return self

    def __exit__(self, *details):
        return True


while True:
    with Keep():
        while True:
            pass
