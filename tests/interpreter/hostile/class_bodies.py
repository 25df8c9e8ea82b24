while True:
    try:
        class Body:
            while True:
                pass
    except BaseException:
        pass
