def schedule(when):
    def run():
        return f"at {moment}"

    if when:
        moment = when
    return run


print(schedule("noon")())
schedule(None)()
