from contextlib import AsyncExitStack, asynccontextmanager


@asynccontextmanager
async def lease(name, log):
    log.append(f"+{name}")
    try:
        yield name
    except ValueError as error:
        log.append(f"{name}:{error}")
        raise KeyError(name) from error
    finally:
        log.append(f"-{name}")


log = []
try:
    async with lease("a", log) as a, lease("b", log) as b:
        raise ValueError(a + b)
except KeyError as error:
    print(log, error, repr(error.__cause__))
async with AsyncExitStack() as stack:
    names = [await stack.enter_async_context(lease(n, log)) for n in "xy"]
    print(names)
print(log[-4:])
async with lease("last", log):
    raise ValueError("uncaught")
