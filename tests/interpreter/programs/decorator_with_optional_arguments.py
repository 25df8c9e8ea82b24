import functools


def retry(function=None, *, times=2):
    if function is None:
        return functools.partial(retry, times=times)

    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        for attempt in range(1, times + 1):
            try:
                return function(*args, **kwargs)
            except ValueError as error:
                print(f"attempt {attempt}: {error}")
        raise RuntimeError(f"{function.__name__} failed {times} times")
    return wrapper


@retry
def flaky(box):
    box.append(1)
    if len(box) < 2:
        raise ValueError("too early")
    return box


@retry(times=3)
def broken():
    raise ValueError("always")


print(flaky([]))
broken()
