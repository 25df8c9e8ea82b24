def pairs(items):
    iterator = iter(items)
    while True:
        yield next(iterator), next(iterator)


taken = []
for pair in pairs([1, 2, 3]):
    taken.append(pair)
    print(pair)
