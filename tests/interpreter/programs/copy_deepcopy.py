import copy


class Node:
    def __init__(self, value, children=()):
        self.value, self.children = value, list(children)


class Custom:
    def __init__(self, n):
        self.n = n

    def __copy__(self):
        return Custom(self.n + 1)

    def __deepcopy__(self, memo):
        return Custom(self.n + 100)


tree = Node(1, [Node(2)])
shallow, deep = copy.copy(tree), copy.deepcopy(tree)
tree.children[0].value = 99
tree.children.append(Node(3))
print(shallow.children[0].value, len(shallow.children), deep.children[0].value, len(deep.children))
nested = [[1], {"a": [2]}]
nested.append(nested)
clone = copy.deepcopy(nested)
print(clone, clone[2] is clone, clone[0] is nested[0], copy.copy((1, [2])))
print(copy.copy(Custom(1)).n, copy.deepcopy([Custom(1)])[0].n)
copy.deepcopy(x for x in [1])
