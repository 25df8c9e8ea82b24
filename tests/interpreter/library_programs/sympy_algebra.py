import sympy as sp
from sympy import Eq, Function, Matrix, Rational, diff, dsolve, expand, factor, integrate, latex, limit, oo, sin, solve, symbols

x, y = symbols("x y")
n = sp.Symbol("n", integer=True, positive=True)
print(solve(Eq(x**2 - 5 * x + 6, 0), x), factor(x**3 - 1), expand((x + y) ** 3))
print(diff(sin(x) * x, x), integrate(1 / (1 + x**2), (x, -oo, oo)), limit(sin(x) / x, x, 0))
print(Matrix([[1, 2], [3, 4]]).inv(), latex(Rational(1, 3) * x), sp.simplify(sin(x) ** 2 + sp.cos(x) ** 2))
f = Function("f")
print(dsolve(f(x).diff(x) - f(x), f(x)), sp.summation(1 / n**2, (n, 1, oo)), sp.series(sp.exp(x), x, 0, 4))
print(solve([x + y - 3, x - y - 1], [x, y]), sp.N(sp.pi, 10), list(sp.primerange(10)), sp.factorint(360))
print((x**2).subs(x, 3), sp.nsolve(x**3 - 2, 1).round(5), sp.sympify(1.5), sp.srepr(x + 1))
sp.pprint(x**2 / y)
