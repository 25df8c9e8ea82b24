class Even(int):
    def __new__(cls, value):
        if value % 2:
            raise ValueError(f"{value} is odd")
        return super().__new__(cls, value)

    def half(self):
        return Even(self // 2)


class Odd:
    def __new__(cls, flag):
        return object.__new__(cls) if flag else "not an instance"

    def __init__(self, flag):
        print("init", flag)


print(Even(8) + 1, Even(8).half(), type(Even(8) + 2).__name__)
print(isinstance(Odd(True), Odd), Odd(False))
Even(8).half().half().half()
