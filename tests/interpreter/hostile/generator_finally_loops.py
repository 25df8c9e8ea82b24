def sticky():
    try:
        yield 1
    finally:
        while True:
            pass


held = [sticky() for _ in range(3)]
for generator in held:
    next(generator)
while True:
    pass
