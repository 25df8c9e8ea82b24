import math

print(math.gcd(12, 18, 24), math.lcm(4, 6), math.comb(5, 2), math.perm(5, 2), math.factorial(10), math.isqrt(17))
print(math.hypot(3, 4), math.sqrt(2), math.log(8, 2), math.log10(1000), math.exp(0), math.pi, math.tau == 2 * math.pi)
print(math.degrees(math.pi), round(math.sin(math.pi / 6), 12), math.atan2(1, 1), math.copysign(1, -0.0), math.fmod(-7, 3), math.remainder(7, 4))
print(math.prod([1, 2, 3]), math.dist([0, 0], [3, 4]), math.modf(2.5), math.frexp(8), math.inf > 1, math.isnan(math.nan))
try:
    math.factorial(-1)
except ValueError as error:
    print(error)
math.sqrt(-1)
