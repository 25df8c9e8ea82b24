async def stubborn():
    while True:
        try:
            yield
        except BaseException:
            pass


while True:
    try:
        async for _ in stubborn():
            pass
    except BaseException:
        pass
