import json

data = {"name": "Zoë", "tags": ["a", None, True], "score": 1.5, "nested": {"1": [1e10, -0.0]}, "empty": {}}
text = json.dumps(data, sort_keys=True)
print(text, json.loads(text) == data)
print(json.dumps(data, indent=2, ensure_ascii=False)[:60])
print(json.dumps({1: "int key", None: 0, True: 1}, separators=(",", ":")), json.loads("[1, 2.0, \"\\u00e9\"]"))


class Point:
    def __init__(self, x):
        self.x = x


print(json.dumps([Point(3)], default=lambda p: {"x": p.x}))
print(json.loads('{"x": 1, "y": {"x": 2}}', object_hook=lambda d: Point(d["x"])).x, json.loads("1.10", parse_float=str))
for bad in ('{"a": 1,}', "[1, 2", "nope", ""):
    try:
        json.loads(bad)
    except json.JSONDecodeError as error:
        print(error.pos, error.msg)
json.dumps({"when": {1, 2}})
