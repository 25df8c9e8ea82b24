numbers = [1, 2, 3, 4, 5, 6]
for number in numbers:
    if number % 2 == 0:
        numbers.remove(number)
print(numbers)
grown = [1]
for item in grown:
    if len(grown) < 5:
        grown.append(item * 2)
print(grown)
table = {"a": 1, "b": 2}
for key in table:
    table[key] += 10
print(table)
for key in table:
    table[key + key] = 0
