class Step:
    def __init__(self, label):
        self.label = label

    def __await__(self):
        answer = yield self.label
        return answer


async def talk():
    first = await Step("first?")
    second = await Step(f"second after {first}?")
    return first + second


coroutine = talk()
print(coroutine.send(None))
print(coroutine.send(10))
try:
    coroutine.send(5)
except StopIteration as stop:
    print("result", stop.value)
coroutine.send(1)
