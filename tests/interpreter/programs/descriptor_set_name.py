class Positive:
    def __set_name__(self, owner, name):
        print("named", name, "in", owner.__name__)
        self.slot = "_" + name

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        return getattr(instance, self.slot, 0)

    def __set__(self, instance, value):
        if value <= 0:
            raise ValueError(f"{self.slot[1:]} must be positive, not {value}")
        setattr(instance, self.slot, value)


class Parcel:
    weight = Positive()
    length = Positive()

    def __init__(self, weight, length):
        self.weight = weight
        self.length = length


parcel = Parcel(3, 4)
print(parcel.weight, parcel.length, isinstance(Parcel.weight, Positive))
parcel.weight -= 5
