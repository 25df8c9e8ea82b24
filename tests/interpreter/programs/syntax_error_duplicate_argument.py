print("checked before anything runs")


def pair(left, right, left):
    return left, right
