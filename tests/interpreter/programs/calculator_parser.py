import re

TOKEN = re.compile(r"\s*(?:(\d+\.?\d*)|(.))")


class Parser:
    def __init__(self, text):
        self.tokens = [(float(n) if n else op) for n, op in TOKEN.findall(text)]

    def peek(self):
        return self.tokens[0] if self.tokens else None

    def expression(self):
        value = self.term()
        while (op := self.peek()) in ("+", "-"):
            self.tokens.pop(0)
            value = value + self.term() if op == "+" else value - self.term()
        return value

    def term(self):
        value = self.factor()
        while (op := self.peek()) in ("*", "/"):
            self.tokens.pop(0)
            right = self.factor()
            value = value * right if op == "*" else value / right
        return value

    def factor(self):
        match self.tokens.pop(0):
            case float(number):
                return number
            case "(":
                value = self.expression()
                assert self.tokens.pop(0) == ")"
                return value
            case "-":
                return -self.factor()
            case other:
                raise SyntaxWarning(f"unexpected {other!r}")


for text in ("1 + 2 * 3", "(1 + 2) * 3 / 4", "-2 * -(3 - 1)"):
    print(text, "=", Parser(text).expression())
Parser("2 * * 3").expression()
