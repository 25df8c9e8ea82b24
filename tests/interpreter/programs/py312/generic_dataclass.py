from dataclasses import dataclass


@dataclass(order=True)
class Box[T]:
    value: T
    label: str = "box"

    def map[U](self, function) -> "Box[U]":
        return Box(function(self.value), self.label)


box = Box(3).map(str)
print(box, Box[int](1) < Box(2), Box.__type_params__)
match box:
    case Box(str(text)):
        print("text", text)
box < Box(1)
