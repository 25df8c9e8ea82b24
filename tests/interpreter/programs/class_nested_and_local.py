class Tree:
    class Node:
        def __init__(self, value, *children):
            self.value, self.children = value, children

        def __iter__(self):
            yield self.value
            for child in self.children:
                yield from child

    def __init__(self, root):
        self.root = root

    def total(self):
        return sum(self.root)


node = Tree.Node
tree = Tree(node(1, node(2, node(3)), node(4)))
print(tree.total(), list(tree.root), Tree.Node.__qualname__)


def factory(n):
    class Local:
        size = n

        def __repr__(self):
            return f"<{type(self).__qualname__} {self.size}>"
    return Local


print(factory(3)(), factory(4)())
Tree.Leaf
