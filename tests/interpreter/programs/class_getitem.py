class Matrix:
    def __class_getitem__(cls, shape):
        return type(f"Matrix{shape[0]}x{shape[1]}", (cls,), {"shape": shape})

    def cells(self):
        return self.shape[0] * self.shape[1]


Small = Matrix[2, 3]
print(Small.__name__, Small().cells(), issubclass(Small, Matrix))
print(list[int], dict[str, list[int]])
int[3]
