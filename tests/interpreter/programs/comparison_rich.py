from functools import total_ordering


@total_ordering
class Version:
    def __init__(self, text):
        self.parts = tuple(int(p) for p in text.split("."))

    def __eq__(self, other):
        if not isinstance(other, Version):
            return NotImplemented
        return self.parts == other.parts

    def __lt__(self, other):
        if not isinstance(other, Version):
            return NotImplemented
        return self.parts < other.parts

    def __repr__(self):
        return "v" + ".".join(map(str, self.parts))


versions = [Version(t) for t in ("1.10", "1.2", "1.2.3")]
print(sorted(versions), max(versions), Version("1.2") >= Version("1.2"), Version("1") != Version("2"))
print(Version("1.0") == "1.0", Version("1.0") != "1.0")
try:
    {Version("1.0"): 1}
except TypeError as error:
    print(error)
Version("1.0") < "1.1"
