class Weight:
    def __init__(self, grams):
        self.grams = grams

    def __repr__(self):
        return f"Weight({self.grams})"

    def __str__(self):
        return f"{self.grams} g"

    def __format__(self, spec):
        if spec == "kg":
            return f"{self.grams / 1000:.2f} kg"
        if spec:
            raise ValueError(f"unknown unit {spec!r}")
        return str(self)


w = Weight(1500)
print(w, [w], f"{w} {w!r} {w:kg} {w!s:>10}|", "{0:kg} {0!r}".format(w), format(w, "kg"), "%s %r" % (w, w))
f"{w:lb}"
