class Node[T = Later, **P = [int]]:
    pass


class Row[*Ts = *tuple[int, str]]:
    pass


first, second = Node.__type_params__
print(first.__name__, second.__default__, Row.__type_params__[0].__default__, first.has_default())
try:
    first.__default__
except NameError as error:
    print(error)
Later = float
print(first.__default__)
first.__default__("x")
