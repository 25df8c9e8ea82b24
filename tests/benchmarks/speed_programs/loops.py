"""Nested loops over integers, in the module and in a function."""

total = 0
for first in range(300):
    for second in range(200):
        if (first * second) % 7 == 3:
            total += first - second


def collatz(limit):
    longest = 0
    for start in range(1, limit):
        value, steps = start, 0
        while value != 1:
            value = value // 2 if value % 2 == 0 else 3 * value + 1
            steps += 1
        longest = max(longest, steps)
    return longest


result = total, collatz(2_000)
