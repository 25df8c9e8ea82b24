late = [lambda: i for i in range(3)]
bound = [lambda i=i: i * 10 for i in range(3)]


def makers():
    made = []
    for word in ["red", "green", "blue"]:
        def say():
            return word
        made.append(say)
    return made


print([f() for f in late])
print([f() for f in bound])
[make() for make in makers()]
