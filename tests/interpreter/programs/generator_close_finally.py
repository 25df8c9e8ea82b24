def reader(lines):
    print("open")
    try:
        for line in lines:
            yield line
    finally:
        print("close")


source = reader(["a", "b", "c"])
print(next(source))
source.close()
print(list(source))


def stubborn():
    try:
        yield 1
    except GeneratorExit:
        yield 2


bad = stubborn()
next(bad)
bad.close()
