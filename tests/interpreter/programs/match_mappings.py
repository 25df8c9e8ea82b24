def handle(event):
    match event:
        case {"type": "click", "at": (x, y)}:
            return f"click at {x},{y}"
        case {"type": "key", "key": str(key), **rest}:
            return f"key {key} {rest}"
        case {"type": kind}:
            return f"some {kind}"
        case {}:
            return "a mapping"
        case _:
            return "no event"


print(handle({"type": "click", "at": (1, 2), "extra": 0}))
print(handle({"type": "key", "key": "q", "shift": True}))
print(handle({"type": "key", "key": 5}))
print(handle({}), handle([]))
match {"a": 1}:
    case {"b": value}:
        pass
value
