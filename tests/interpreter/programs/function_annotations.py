from typing import Optional


def area(width: float, height: "float" = 2.0, *, unit: Optional[str] = None) -> float:
    return width * height


size: int = 3
label: str
print(area(size))
print(area.__annotations__["width"], area.__annotations__["height"])
print(sorted(area.__annotations__))
label
