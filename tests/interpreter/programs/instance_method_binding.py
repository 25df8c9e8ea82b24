class Robot:
    def __init__(self, name):
        self.name = name

    def hello(self, *words):
        return f"{self.name}: {' '.join(words)}"


def goodbye(self):
    return f"{self.name} leaves"


r = Robot("R2")
bound = r.hello
print(bound("beep"), Robot.hello(r, "boop"), bound.__self__ is r, bound.__name__)
Robot.goodbye = goodbye
print(r.goodbye())
r.wave = lambda: "waving"
print(r.wave())
print(list(map(str.upper, ["a", "b"])), list(map(r.hello, ["x", "y"])))
Robot.hello()
