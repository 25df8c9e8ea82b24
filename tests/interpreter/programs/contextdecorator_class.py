from contextlib import ContextDecorator


class Tagged(ContextDecorator):
    def __init__(self, tag):
        self.tag = tag

    def __enter__(self):
        print(f"<{self.tag}>", end="")
        return self

    def __exit__(self, *details):
        print(f"</{self.tag}>")


@Tagged("b")
@Tagged("i")
def text(words):
    print(words, end="")
    return len(words)


print(text("hello"))
with Tagged("p"), Tagged("em"):
    print("inside", end="")
text()
