def trace(value):
    print(value, end=" ")
    return value


print(trace(0) or trace("") or trace([]))
print(trace(1) and trace("x") and trace(None) and trace(5))
print(not trace(3), trace("yes") if trace(0) else trace("no"))
print((None or {}) == {}, 0 or None, "" and 1, 1 and 2 or 3)


class Fussy:
    def __bool__(self):
        raise RuntimeError("do not ask")


print(bool([Fussy()]), None is not Fussy())
Fussy() or 1
