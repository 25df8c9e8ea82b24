def stubborn():
    while True:
        try:
            yield
        except BaseException:
            pass


for _ in iter(int, 1):
    generator = stubborn()
    next(generator)
    generator.throw(ValueError)
