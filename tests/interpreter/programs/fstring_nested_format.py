value, width, precision = 3.14159, 10, 3
name = "Ada"
rows = [("tea", 2.5), ("biscuits", 11)]
print(f"{value:{width}.{precision}f}|{name!r:>8}|{name:*^9}|{value = :.2f}")
print(f"{'nested ' + f'{name.lower()}'} {{literal}} {rows[0][1]!s}")
for label, price in rows:
    print(f"{label:<10}{price:>8.2f}")
print(f"{1_000_000:,} {255:#x} {255:08b} {0.256:.1%} {12345.678:e} {-5:+d} {5: d}")
print(f"{len(rows)=} {name[::-1]=!s} {(lambda x: x * 2)(4)}")
print(f"""multi
{name:>{len(name) + 4}}
line""")
f"{name:d}"
