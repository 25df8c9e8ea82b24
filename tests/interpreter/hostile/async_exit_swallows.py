class Keep:
    async def __aenter__(self):
        return self

    async def __aexit__(self, *details):
        return True


while True:
    async with Keep():
        while True:
            pass
