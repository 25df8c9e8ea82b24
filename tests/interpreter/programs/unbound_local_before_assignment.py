total = 10


def add(amount):
    if amount > 0:
        total = total + amount
    return total


print("start", total)
try:
    add(0)
except UnboundLocalError as error:
    print(type(error).__name__, error)
add(5)
