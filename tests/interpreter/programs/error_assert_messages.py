def check(value, limit):
    assert value < limit, f"{value} is not below {limit}"
    return value


assert True
assert [1], "a list with items"
print(check(1, 2))
try:
    assert ()
except AssertionError as error:
    print(repr(error))
check(5, 3)
