"""Pipelines of generators, one of which is sent values."""

from itertools import islice


def numbers():
    value = 1
    while True:
        yield value
        value = (value * 7_919 + 13) % 100_003


def odd(values):
    for value in values:
        if value % 2:
            yield value


def running_mean():
    total, count, mean = 0, 0, None
    while True:
        total += yield mean
        count += 1
        mean = total / count


def flattened(tree):
    for item in tree:
        if isinstance(item, list):
            yield from flattened(item)
        else:
            yield item


mean = running_mean()
next(mean)
for value in islice(odd(numbers()), 20_000):
    last = mean.send(value)
result = round(last, 6), sum(flattened([[1, [2, [3, [number]]]] for number in range(3_000)]))
