total_amount = 10
try:
    total_amout
except NameError as error:
    print(error)
try:
    zq += 1
except NameError as error:
    print(error)


def spend(total):
    return totl - 1


spend(total_amount)
