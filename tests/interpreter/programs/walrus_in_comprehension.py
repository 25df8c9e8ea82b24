values = [3, 1, 4, 1, 5]
total = 0
running = [total := total + v for v in values]
print(running, total)
long = [(word, n) for word in ["a", "bbb", "cc"] if (n := len(word)) > 1]
print(long, n)


def first_even(numbers):
    if any((hit := x) % 2 == 0 for x in numbers):
        return hit
    return hit, "was last"


print(first_even([1, 3, 6, 7]), first_even([1, 3]))
{(k := c): k.upper() for c in "ab"} | {"last": k}
