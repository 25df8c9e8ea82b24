from math import factorial, isqrt

huge = 7 ** 60_000
divisor = 3 ** 40_000 + 1
quotient, remainder = divmod(huge, divisor)
print(quotient * divisor + remainder == huge, huge.bit_length(), quotient % 1_000_007, remainder % 1_000_007)
print(huge // 11 ** 20_000 % 10 ** 9, huge % 10 ** 9, factorial(2000) % 1_000_003, isqrt(huge) ** 2 <= huge)
print(len(str(10 ** 4000)), int("9" * 4000) % 97, f"{2 ** 200:,}", hash(huge) == hash(7 ** 60_000))
str(huge)
