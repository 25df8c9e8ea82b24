def produce():
    try:
        while True:
            pass
    except BaseException:
        return "more"


while True:
    try:
        for _ in iter(produce, "end"):
            pass
    except BaseException:
        pass
