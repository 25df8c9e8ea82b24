class Plugin:
    known = {}

    def __init_subclass__(cls, /, name=None, **rest):
        super().__init_subclass__(**rest)
        Plugin.known[name or cls.__name__.lower()] = cls


class Reader(Plugin):
    pass


class Writer(Plugin, name="pen"):
    def run(self):
        return "writing"


print(sorted(Plugin.known))
print(Plugin.known["pen"]().run())


class Broken(Plugin, colour="red"):
    pass
