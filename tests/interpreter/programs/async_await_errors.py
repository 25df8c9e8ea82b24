async def hello():
    return "hello"


async def failing():
    yield 1
    raise LookupError("after one")


print(await hello())
try:
    async for item in failing():
        print(item)
except LookupError as error:
    print(error)
try:
    await 5
except TypeError as error:
    print(error)
try:
    async for item in [1, 2]:
        pass
except TypeError as error:
    print(error)
squares = {x: x * x async for x in failing() if x}
