class Traced:
    def __init__(self):
        self.value = 7

    def __getattribute__(self, name):
        if name != "value":
            print("get", name)
        return super().__getattribute__(name)

    def double(self):
        return self.value * 2


traced = Traced()
print(traced.double())
traced.missing
