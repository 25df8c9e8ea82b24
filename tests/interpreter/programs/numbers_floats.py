import math

print(0.1 + 0.2, 1 / 3, 1e308 * 10, -1e308 * 10, 2.5e-3, 1e16, 1e15 + 0.5)
print(round(2.5), round(3.5), round(2.675, 2), round(-0.5), round(1e20))
print((0.75).as_integer_ratio(), (2.0).is_integer(), (255.5).hex(), float.fromhex("0x1.8p+1"))
print(float("nan") == float("nan"), float("inf") > 10 ** 400, -0.0 == 0.0, -0.0)
print(math.isclose(0.1 + 0.2, 0.3), math.fsum([0.1] * 10), sum([0.5] * 10), math.floor(-1.5), math.ceil(-1.5), math.trunc(-1.5))
print(7.5 // 2, -7.5 % 2, divmod(7.5, -2), 2 ** 0.5, (-8) ** (1 / 3))
print(f"{1e-7} {123456789.123:.3g} {1.0:g}", repr(1e22), str(1.0))
1.0 / 0
