while True:
    try:
        print(end="")
    except BaseException:
        pass
