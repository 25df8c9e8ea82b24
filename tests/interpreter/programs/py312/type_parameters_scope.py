x = "global"


def outer():
    x = "outer"

    class Box[T]:
        here = x
        kind = T

        def get[V](self, value: V) -> V:
            return value, T, V

    return Box


Box = outer()
print(Box.here, Box.kind, Box().get(3))
type Alias[A, B: int] = dict[A, B]
print(Alias.__value__, Alias[str, int].__args__)
isinstance("x", Alias)
