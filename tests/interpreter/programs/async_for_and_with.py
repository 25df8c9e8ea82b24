class Session:
    def __init__(self, name):
        self.name = name

    async def __aenter__(self):
        print("enter", self.name)
        return self

    async def __aexit__(self, kind, error, traceback):
        print("exit", self.name, kind and kind.__name__)
        return kind is KeyError


class Ticker:
    def __init__(self, n):
        self.n = n

    def __aiter__(self):
        return self

    async def __anext__(self):
        if not self.n:
            raise StopAsyncIteration
        self.n -= 1
        return self.n


async with Session("a") as a, Session("b"):
    async for tick in Ticker(3):
        print(tick, end=" ")
    else:
        print("done")
async with Session("swallow"):
    {}["gone"]
async with Session("fails"):
    raise ValueError("inside")
