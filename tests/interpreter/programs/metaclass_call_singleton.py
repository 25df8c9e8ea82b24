class Single(type):
    made = {}

    def __call__(cls, *args, **kwargs):
        if cls not in cls.made:
            cls.made[cls] = super().__call__(*args, **kwargs)
        return cls.made[cls]

    def __len__(cls):
        return len(cls.made)

    def __getitem__(cls, key):
        return f"{cls.__name__}[{key}]"


class Config(metaclass=Single):
    def __init__(self, value):
        self.value = value


a = Config(1)
b = Config(2)
print(a is b, b.value, len(Config), Config["x"])


class Other(type):
    pass


class Clash(Config, metaclass=Other):
    pass
