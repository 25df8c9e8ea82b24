class Node[T = Later, *Ts = *tuple[int, str], **P = [int]]:
    pass


first, second, third = Node.__type_params__
print(first.__name__, second.__default__, third.__default__, first.has_default())
try:
    first.__default__
except NameError as error:
    print(error)
Later = float
print(first.__default__)
first.__default__("x")
