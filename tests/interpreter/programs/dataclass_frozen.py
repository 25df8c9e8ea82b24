from dataclasses import FrozenInstanceError, dataclass, field, KW_ONLY


@dataclass(frozen=True, slots=True)
class Point:
    x: int
    y: int = 0

    def moved(self, dx):
        return Point(self.x + dx, self.y)


@dataclass
class Request:
    url: str
    _: KW_ONLY
    retries: int = 3
    headers: dict = field(default_factory=dict)


p = Point(1)
print(p, p.moved(4), {p: "here"}[Point(1, 0)], hash(p) == hash(Point(1)))
print(Request("/a", retries=1), Request("/a") == Request("/a"))
try:
    p.x = 5
except FrozenInstanceError as error:
    print(error)
Request("/a", 1)
