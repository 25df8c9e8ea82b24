calls = []


def pick(name, value):
    calls.append(name)
    return value


items = [[1, 2], [3]]
items[pick("index", 0)] += pick("value", [9])
print(items, calls)
numbers = [1]
alias = numbers
numbers += (2, 3)
numbers *= 2
print(alias, numbers is alias)
text = other = "a"
text += "b"
print(text, other)
holder = ([],)
try:
    holder[0] += ["in"]
except TypeError as error:
    print(error, holder)


class Bag:
    count = 5


bag = Bag()
bag.count += 1
bag.count <<= 2
print(bag.count, Bag.count)
bag.missing += 1
