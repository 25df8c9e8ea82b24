class Squares:
    def __getitem__(self, index):
        print("asked", index)
        if index > 3:
            raise IndexError(index)
        return index * index


print(list(Squares()))
print(4 in Squares())
first, *rest = Squares()
rest
