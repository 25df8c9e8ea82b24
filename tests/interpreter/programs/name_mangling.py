class Vault:
    __secret = 42

    def __init__(self):
        self.__items = []
        self.__dunder__ = "kept"

    def add(self, item):
        self.__items.append(item)
        return self.__count()

    def __count(self):
        return len(self.__items) + self.__secret


class Child(Vault):
    def peek(self):
        return self.__items


child = Child()
print(child.add("gold"), child._Vault__items, child._Vault__secret, child.__dunder__)
child.peek()
