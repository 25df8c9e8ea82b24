from itertools import accumulate, chain, combinations, combinations_with_replacement, compress, cycle, dropwhile
from itertools import filterfalse, islice, pairwise, permutations, product, repeat, starmap, takewhile, tee, zip_longest

print(list(combinations("abc", 2)), list(permutations([1, 2, 3], 2))[:3], len(list(product("ab", repeat=3))))
print(list(accumulate([1, 2, 3], initial=10)), list(accumulate([3, 1, 4], max)), list(chain("ab", [1])), list(chain.from_iterable([[1], [2]])))
print(list(islice(cycle("xy"), 5)), list(islice(range(10), 2, 8, 3)), list(repeat("z", 2)), list(starmap(pow, [(2, 3), (3, 2)])))
print(list(takewhile(str.islower, "abC")), list(dropwhile(lambda n: n < 3, [1, 3, 2])), list(filterfalse(None, [0, 1])))
print(list(zip_longest("abc", "x", fillvalue="-")), list(pairwise("abcd")), list(compress("abc", [1, 0, 1])))
a, b = tee(iter([1, 2]))
print(list(a), list(b), list(combinations_with_replacement("ab", 2)))
combinations("abc", -1)
