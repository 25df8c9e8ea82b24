class Countdown:
    def __init__(self, start):
        self.start = start

    def __iter__(self):
        return CountdownIterator(self.start)


class CountdownIterator:
    def __init__(self, value):
        self.value = value

    def __iter__(self):
        return self

    def __next__(self):
        if self.value == 0:
            raise StopIteration
        self.value -= 1
        return self.value + 1


countdown = Countdown(3)
print(list(countdown), list(countdown), 2 in countdown)
a, b, c = countdown
print(a, b, c, max(countdown), dict(zip(countdown, "xyz")))
for x in countdown:
    if x == 2:
        break
a, b = countdown
