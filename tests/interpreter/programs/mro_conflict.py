class A: pass
class B(A): pass
class C(A): pass
class D(B, C): pass


print([cls.__name__ for cls in D.__mro__], issubclass(D, A))


class Impossible(A, B):
    pass
