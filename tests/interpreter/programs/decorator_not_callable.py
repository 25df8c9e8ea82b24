def register(name):
    print("registering", name)


@register("job")
def job():
    return 1


print("never reached")
