def words():
    while True:
        try:
            yield ""
        except BaseException:
            pass


while True:
    try:
        if all(word == "" for word in words()):
            "".join(words())
    except BaseException:
        pass
