def twice(n):
    try:
        twice(n + 1)
    except BaseException:
        pass
    finally:
        twice(n + 1)


twice(0)
