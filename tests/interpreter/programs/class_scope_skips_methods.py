name = "module"


class Box:
    name = "class"

    def global_name(self):
        return name

    def class_name(self):
        return self.name

    size = len(name)
    pick = lambda self: name


box = Box()
print(box.global_name(), box.class_name(), Box.size, box.pick())


def build():
    name = "function"

    class Inner:
        seen = name
        name = "inner"
        def look(self):
            return name
    return Inner


build()
