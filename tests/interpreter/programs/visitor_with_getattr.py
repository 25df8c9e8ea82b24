from dataclasses import dataclass


@dataclass
class Number:
    value: float


@dataclass
class Binary:
    op: str
    left: object
    right: object


class Visitor:
    def visit(self, node):
        method = getattr(self, f"visit_{type(node).__name__.lower()}", self.generic)
        return method(node)

    def generic(self, node):
        raise NotImplementedError(f"no visit_{type(node).__name__.lower()} in {type(self).__name__}")


class Show(Visitor):
    def visit_number(self, node):
        return f"{node.value:g}"

    def visit_binary(self, node):
        return f"({self.visit(node.left)} {node.op} {self.visit(node.right)})"


class Evaluate(Visitor):
    OPS = {"+": lambda a, b: a + b, "*": lambda a, b: a * b}

    def visit_number(self, node):
        return node.value

    def visit_binary(self, node):
        return self.OPS[node.op](self.visit(node.left), self.visit(node.right))


tree = Binary("+", Number(1), Binary("*", Number(2), Number(3.5)))
print(Show().visit(tree), "=", Evaluate().visit(tree))
print(tree)
Show().visit("text")
