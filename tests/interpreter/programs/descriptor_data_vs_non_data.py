class NonData:
    def __get__(self, instance, owner):
        return "from class"


class Data(NonData):
    def __set__(self, instance, value):
        print("refused", value)


class Thing:
    soft = NonData()
    hard = Data()


thing = Thing()
thing.__dict__["soft"] = "from instance"
thing.__dict__["hard"] = "from instance"
print(thing.soft, "|", thing.hard)
thing.hard = 5
thing.soft = 6
print(thing.soft, sorted(thing.__dict__.items()))


class Once:
    def __init__(self, function):
        self.function = function

    def __set_name__(self, owner, name):
        self.name = name

    def __get__(self, instance, owner):
        print("computing", self.name)
        value = instance.__dict__[self.name] = self.function(instance)
        return value


class Page:
    @Once
    def words(self):
        return ["a", "b"]


page = Page()
(page.words, page.words is page.words)
