class Animal:
    def __init__(self, name):
        self.name = name

    def speak(self):
        return f"{self.name} makes a sound"


class Dog(Animal):
    def __init__(self, name, tricks=()):
        super().__init__(name)
        self.tricks = list(tricks)

    def speak(self):
        return super().speak() + ": woof"


class Puppy(Dog):
    def speak(self):
        return super(Puppy, self).speak().lower() + "?"


print(Animal("Cow").speak())
print(Dog("Rex").speak(), Dog("Rex", ["sit"]).tricks)
print(Puppy("Tiny").speak())
Dog()
