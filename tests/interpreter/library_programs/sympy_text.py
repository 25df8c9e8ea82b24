from sympy import S, lambdify, parse_expr, simplify, solve, symbols, sympify
from sympy.abc import t
from sympy.parsing.sympy_parser import implicit_multiplication_application, standard_transformations

x = symbols("x")
print(sympify("x**2 + sin(x)/2"), S("1/3") + 1, solve("x**2 - 4"), simplify("(x + 1)**2 - x**2"))
print(parse_expr("2x + 1", transformations=(*standard_transformations, implicit_multiplication_application)))
print(parse_expr("x + x", evaluate=False), sympify("a*b", locals={"a": x}))
f = lambdify(x, x**2 + 1, "numpy")
g = lambdify((x, t), [x * t, x + t])
f(3), g(2, 5)
