def note(text):
    print("made", text)

    def decorate(thing):
        print("applied", text, "to", thing.__name__)
        return thing
    return decorate


@note("first")
@note("second")
class Shape:
    @note("method")
    def area(self):
        return 4


decorators = [note("zero"), note("one")]


@decorators[1]
def square():
    return Shape().area()


square()
