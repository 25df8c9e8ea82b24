from contextlib import ExitStack, closing, nullcontext


class Resource:
    def __init__(self, name):
        self.name = name

    def __enter__(self):
        print("open", self.name)
        return self

    def __exit__(self, *details):
        print("shut", self.name, details[0].__name__ if details[0] else None)

    def close(self):
        print("close", self.name)


with ExitStack() as stack:
    a, b = [stack.enter_context(Resource(n)) for n in "ab"]
    stack.callback(print, "callback", end="!\n")
    stack.push(lambda *details: print("pushed", details[1]) or True)
    raise ValueError("inside")
with closing(Resource("c")) as c, nullcontext(5) as five:
    print(c.name, five)
with ExitStack() as stack:
    stack.enter_context(Resource("d"))
    kept = stack.pop_all()
print("still open")
kept.close()
stack.enter_context(5)
