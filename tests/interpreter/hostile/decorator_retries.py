def retry(function):
    def wrapper():
        while True:
            try:
                return function()
            except BaseException:
                pass
    return wrapper


@retry
@retry
@retry
def work():
    while True:
        pass


work()
