class Pet:
    kind = "pet"

    def __init__(self):
        self.name = "Tom"


pet = Pet()
print(isinstance(True, int), isinstance(1, (str, int)), isinstance([], list | tuple), issubclass(bool, int))
print(getattr(pet, "name"), getattr(pet, "age", 3), hasattr(pet, "kind"), vars(pet), [n for n in dir(pet) if n[0] != "_"])
setattr(pet, "age", 5)
delattr(pet, "name")
print(pet.__dict__, type(pet).__name__, type(3) is int, id(pet) == id(pet), type(None).__name__)
print("pet" in globals(), "nothing" in globals(), (lambda a, b=2: sorted(locals()))(1))
print(callable(Pet), Pet.__doc__, Pet.__module__ == __name__, pet.__class__ is Pet)
isinstance(1, "int")
