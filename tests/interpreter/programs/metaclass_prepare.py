class Recorder(dict):
    def __init__(self):
        self.order = []

    def __setitem__(self, name, value):
        self.order.append(name)
        super().__setitem__(name, value)


class Ordered(type):
    @classmethod
    def __prepare__(mcs, name, bases, **options):
        print("prepare", name, options)
        return Recorder()

    def __new__(mcs, name, bases, namespace, **options):
        cls = super().__new__(mcs, name, bases, dict(namespace))
        cls.order = [n for n in namespace.order if not n.startswith("__")]
        return cls

    def __init__(cls, name, bases, namespace, **options):
        super().__init__(name, bases, namespace)


class Form(metaclass=Ordered, strict=True):
    name = 1
    age = 2
    name = 3

    def check(self):
        return True


print(type(Form).__name__)
Form.order
