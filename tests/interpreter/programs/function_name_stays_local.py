def greet():
    return "global greet"


def build():
    def greet():
        return "local greet"

    return greet()


class Person:
    def greet(self):
        return "method greet"

    def both(self):
        return greet(), self.greet()


print(build())
print(greet())
Person().both()
