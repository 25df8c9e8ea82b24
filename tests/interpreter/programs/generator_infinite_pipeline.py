from itertools import count, islice, takewhile


def primes():
    found = []
    for n in count(2):
        if all(n % p for p in takewhile(lambda p: p * p <= n, found)):
            found.append(n)
            yield n


def pairwise_gaps(numbers):
    previous = next(numbers)
    for number in numbers:
        yield number - previous
        previous = number


print(list(islice(primes(), 10)))
list(islice(pairwise_gaps(primes()), 12))
