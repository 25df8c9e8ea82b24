def speak(self):
    return f"{self.name} speaks"


Animal = type("Animal", (), {"speak": speak, "name": "somebody"})
Cat = type("Cat", (Animal,), dict(name="cat", lives=9))
cat = Cat()
print(Cat.__name__, cat.speak(), cat.lives, isinstance(cat, Animal), Cat.__bases__[0].__name__)
cat.name = "Tom"
print(cat.speak())
type("Bad", (Animal, int, str), {})
