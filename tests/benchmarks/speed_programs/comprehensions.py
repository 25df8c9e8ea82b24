"""Lists, sets and dicts by comprehension, nested and with conditions."""

matrix = [[row * column % 17 for column in range(120)] for row in range(120)]
transposed = [[row[index] for row in matrix] for index in range(120)]
pairs = {(a, b) for a in range(150) for b in range(150) if a * b % 11 == 5}
index = {f"k{number}": [other for other in range(number % 9) if other % 2] for number in range(4_000)}
product = [sum(a * b for a, b in zip(row, column, strict=True)) for row in matrix[:40] for column in transposed[:40]]
result = len(pairs), sum(map(len, index.values())), sum(product)
