async def echo():
    reply = None
    while True:
        word = yield reply
        if word is None:
            return
        reply = word[::-1]


conversation = echo()
print(await conversation.asend(None))
print(await conversation.asend("hello"))
print(await conversation.asend("world"))
try:
    await conversation.asend(None)
except StopAsyncIteration as stop:
    print("over", stop.args)


async def numbers(n):
    for i in range(n):
        yield i


[x * x async for x in numbers(5) if x % 2 == 0]
