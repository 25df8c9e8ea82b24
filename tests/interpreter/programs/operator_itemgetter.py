from operator import add, attrgetter, contains, itemgetter, methodcaller, neg, not_, setitem, truediv


class Book:
    def __init__(self, title, year, author):
        self.title, self.year, self.author = title, year, author


class Author:
    def __init__(self, name):
        self.name = name


books = [Book("Emma", 1815, Author("Austen")), Book("Dune", 1965, Author("Herbert"))]
print([b.title for b in sorted(books, key=attrgetter("year"), reverse=True)])
print(list(map(attrgetter("author.name", "title"), books)), attrgetter("author.name")(books[0]))
print(itemgetter(1)("abc"), itemgetter(2, 0)("abc"), itemgetter("k")({"k": 5}), itemgetter(slice(1, 3))("abcd"))
print(methodcaller("upper")("x"), methodcaller("split", ",", maxsplit=1)("a,b,c"), add(1, 2), neg(3), not_([]), contains("abc", "b"))
table = {}
setitem(table, "a", truediv(1, 4))
print(table)
attrgetter("author.age")(books[0])
