"""Functions that call themselves."""


def ackermann(m, n):
    if m == 0:
        return n + 1
    if n == 0:
        return ackermann(m - 1, 1)
    return ackermann(m - 1, ackermann(m, n - 1))


def partitions(number, largest):
    if number == 0:
        return 1
    return sum(partitions(number - part, part) for part in range(1, min(number, largest) + 1))


def fibonacci(n):
    return n if n < 2 else fibonacci(n - 1) + fibonacci(n - 2)


result = ackermann(2, 60), partitions(18, 18), fibonacci(20)
