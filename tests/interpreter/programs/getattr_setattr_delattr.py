class Record:
    def __init__(self):
        object.__setattr__(self, "log", [])

    def __setattr__(self, name, value):
        self.log.append(f"set {name}")
        super().__setattr__(name, value)

    def __delattr__(self, name):
        self.log.append(f"del {name}")
        super().__delattr__(name)


record = Record()
record.a = 1
setattr(record, "b", 2)
record.a += 5
del record.b
print(record.log, record.a, getattr(record, "b", None), hasattr(record, "a"))
print(getattr(record, "nope", [1]))
getattr(record, "nope")
