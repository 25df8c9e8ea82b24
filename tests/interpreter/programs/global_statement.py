counter = 0


def bump():
    global counter, created
    counter += 1
    created = f"made on bump {counter}"


def shadow():
    counter = "local"
    return counter


bump()
bump()
print(counter, created, shadow(), counter)


class Config:
    global debug
    debug = True


print(debug, hasattr(Config, "debug"))


def remove():
    global created
    del created


remove()
created
