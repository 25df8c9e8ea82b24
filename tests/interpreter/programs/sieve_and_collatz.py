def sieve(limit):
    flags = [True] * (limit + 1)
    flags[:2] = [False, False]
    for n in range(2, int(limit ** 0.5) + 1):
        if flags[n]:
            flags[n * n :: n] = [False] * len(range(n * n, limit + 1, n))
    return [n for n, prime in enumerate(flags) if prime]


def collatz(n, seen={1: 1}):
    if n not in seen:
        seen[n] = 1 + collatz(n // 2 if n % 2 == 0 else 3 * n + 1)
    return seen[n]


def roman(n):
    out = ""
    for value, sign in zip((10, 9, 5, 4, 1), ("X", "IX", "V", "IV", "I")):
        while n >= value:
            out, n = out + sign, n - value
    return out


print(sieve(50), max(range(1, 300), key=collatz), [roman(n) for n in (4, 9, 14, 38)])
sieve(-5)
