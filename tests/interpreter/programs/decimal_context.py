from decimal import ROUND_HALF_UP, Decimal, DivisionByZero, InvalidOperation, getcontext, localcontext

print(Decimal("0.1") + Decimal("0.2"), Decimal(1) / Decimal(3), Decimal("1.10") * 3)
with localcontext() as context:
    context.prec = 5
    print(Decimal(1) / Decimal(7), Decimal(2).sqrt())
    context.traps[DivisionByZero] = False
    print(Decimal(1) / 0)
print(getcontext().prec, Decimal("2.675").quantize(Decimal("0.01"), rounding=ROUND_HALF_UP))
print(Decimal("1E+3").to_integral_value(), Decimal("-0"), Decimal("123.4500").normalize(), Decimal("NaN").is_nan())
print(sum([Decimal("0.10")] * 3), Decimal("3.7") // 1, Decimal("-3.7") % 1, round(Decimal("2.5")), int(Decimal("9.9")))
print(f"{Decimal('1234567.891'):,.2f}", Decimal("1.5") == 1.5, Decimal("0.1") == 0.1, Decimal((0, (1, 2), -1)))
Decimal("ten")
