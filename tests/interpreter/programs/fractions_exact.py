from fractions import Fraction

half, third = Fraction(1, 2), Fraction("1/3")
print(half + third, half * third, half / third, half ** 3, -third, half - 1, Fraction(6, -4), Fraction("0.125"), Fraction(0.5))
print(sum([third] * 3) == 1, half > third, float(third), round(Fraction(7, 2)), Fraction(22, 7).limit_denominator(5), 7 // third)
print(half + 0.25, half == 0.5, repr(third), Fraction(5, 10).numerator, divmod(Fraction(7, 2), 1))
Fraction(1, 0)
