compose = lambda *functions: lambda x: x if not functions else compose(*functions[1:])(functions[0](x))
increment = lambda x: x + 1
print(compose(increment, increment, str)(1))
print((lambda x, /, y=2, *, z=3: (x, y, z))(1, z=9))
print(sorted(["bb", "a", "ccc"], key=lambda word: -len(word)))
print([f(3) for f in (lambda x: x * x, lambda x: x + x)])
factorial = lambda n: 1 if n < 2 else n * factorial(n - 1)
print(factorial(10))
(lambda: missing_name)()
