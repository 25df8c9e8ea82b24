def late():
    return helper() + OFFSET


try:
    late()
except NameError as error:
    print(error)


def helper():
    return 1


OFFSET = 10
print(late())
OFFSET = 20
print(late())
helper = lambda: 100
late()
