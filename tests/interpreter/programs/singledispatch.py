from functools import singledispatch, singledispatchmethod


@singledispatch
def show(value):
    return f"object {value!r}"


@show.register
def _(value: int):
    return f"int {value + 1}"


@show.register(list)
@show.register(tuple)
def _(value):
    return "items " + ", ".join(show(v) for v in value)


class Printer:
    @singledispatchmethod
    def render(self, value):
        raise NotImplementedError(f"cannot render {type(value).__name__}")

    @render.register
    def _(self, value: str):
        return value.upper()

    @render.register
    def _(self, value: dict):
        return "/".join(map(self.render, value))


print(show(3), show(True), show([1, "a", (2,)]), show(2.5))
print(Printer().render("x"), Printer().render({"a": 1, "b": 2}))
Printer().render(1.5)
