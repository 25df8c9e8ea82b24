from functools import cache, lru_cache

calls = []


@lru_cache(maxsize=2)
def square(n):
    calls.append(n)
    return n * n


@cache
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


print([square(n) for n in (1, 2, 1, 3, 2)], calls)
print(square.cache_info(), fib(80))
square.cache_clear()
print(square.cache_info().currsize, square.__name__)
square([1])
