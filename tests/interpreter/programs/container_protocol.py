class Shelf:
    def __init__(self, *books):
        self._books = list(books)

    def __len__(self):
        return len(self._books)

    def __getitem__(self, index):
        if isinstance(index, slice):
            return Shelf(*self._books[index])
        return self._books[index]

    def __setitem__(self, index, book):
        self._books[index] = book

    def __delitem__(self, index):
        del self._books[index]

    def __contains__(self, book):
        return book.lower() in (b.lower() for b in self._books)

    def __reversed__(self):
        return iter(self._books[::-1])

    def __repr__(self):
        return f"Shelf{tuple(self._books)!r}"


shelf = Shelf("Emma", "Dune", "Ulysses", "Middlemarch")
shelf[1] = "Dubliners"
del shelf[0]
print(shelf, len(shelf), "ULYSSES" in shelf, shelf[1:], list(reversed(shelf)))
shelf[0] += "!"
print(shelf[::-1], bool(Shelf()))
shelf[7]
