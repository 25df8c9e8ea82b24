def counter(start=0, step=1):
    value = start

    def advance():
        nonlocal value
        value += step
        return value

    def reset():
        nonlocal value
        value = start

    advance.reset = reset
    return advance


tick = counter()
tock = counter(100, -10)
print(tick(), tick(), tick(), tock(), tock())
tick.reset()
(tick(), tock())
