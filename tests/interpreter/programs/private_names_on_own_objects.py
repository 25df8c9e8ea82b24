class Stack:
    _made = 0
    __limit = 3

    def __init__(self):
        self._items = []
        Stack._made += 1

    def push(self, item):
        if len(self._items) == self.__limit:
            raise OverflowError(f"no more than {self.__limit}")
        self._items.append(item)
        return self

    def _peek(self):
        return self._items[-1]


class Audited(Stack):
    def push(self, item):
        self._log = getattr(self, "_log", []) + [item]
        return super().push(item)


_helper = lambda stack: stack._peek() * 2
s = Audited().push(1).push(2)
setattr(s, "_note", "kept")
print(s._items, s._log, _helper(s), Stack._made, s._note, hasattr(s, "__limit"), s._Stack__limit, vars(s))
print("{0._items} {0._note!r}".format(s), f"{s._log}", [n for n in vars(s) if n.startswith("_")])
s.push(3).push(4)
