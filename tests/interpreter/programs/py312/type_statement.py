type Name = str
type Tree[T] = T | list[Tree[T]]
type Lazy = NotDefinedYet


def depth(tree: Tree[int]) -> int:
    return 1 + max(map(depth, tree), default=0) if isinstance(tree, list) else 0


print(depth([1, [2, [3]]]), Name, Name.__value__, Tree[int], Tree.__type_params__)
type = "still a name"
print(type, Name.__name__)
Lazy.__value__
