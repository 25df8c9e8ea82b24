class Box[T = int]:
    pass


def wrap[T, U = str](value: T) -> U:
    return str(value)


type Pair[A, B = A] = tuple[A, B]
print(Box.__type_params__[0].__default__, wrap.__type_params__[1].__default__, wrap(5))
print(Pair.__type_params__, Box[str], Box[int]() is not None)
Pair.__type_params__[0].__default__.missing
