def ping():
    raise ValueError("again")


while True:
    try:
        ping()
    except BaseException as error:
        try:
            raise KeyError from error
        except BaseException:
            del error
    finally:
        pass
