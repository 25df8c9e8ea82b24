class Later:
    def __init__(self, value):
        self.value = value

    def __await__(self):
        yield
        return self.value


async def double(x):
    return 2 * await Later(x)


first = await double(4)
print("first", first)
values = [await double(x) for x in range(3)]
print(values)
await double(first)
