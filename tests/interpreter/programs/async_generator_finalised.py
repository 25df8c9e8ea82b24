async def rows():
    try:
        for i in range(3):
            yield i
    finally:
        print("rows closed")


async def first(source):
    async for item in source:
        return item


source = rows()
print(await first(source))
await source.aclose()
print([row async for row in source])
failing = rows()
await failing.asend(None)
await failing.athrow(ValueError("stop now"))
