class Wait:
    def __await__(self):
        yield


async def fetch(name):
    await Wait()
    if name == "c":
        raise LookupError(f"no {name}")
    return name


async def gather(names):
    return [await fetch(name) for name in names]


print(await gather("ab"))
await gather("abc")
