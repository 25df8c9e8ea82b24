class Turn:
    def __await__(self):
        while True:
            try:
                yield
            except BaseException:
                pass


async def talk():
    await Turn()


coroutine = talk()
while True:
    try:
        coroutine.send(None)
        coroutine.throw(ValueError)
    except BaseException:
        pass
