caught = []
while True:
    try:
        caught.append(len(caught))
        caught.clear()
        while True:
            n = 1
    except BaseException as error:
        caught.append(error)
