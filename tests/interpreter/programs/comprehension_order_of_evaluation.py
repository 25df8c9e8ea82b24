def say(text, value=None):
    print(text, end=" ")
    return text if value is None else value


{say("k1"): say("v1"), say("k2"): say("v2")}
print()
{say(f"k{i}"): say(f"v{i}") for i in say("iter", range(2))}
print()
say("f", max)(say("a", 1), *say("s", [2]), **say("d", {"key": abs}))
print()
print([say("x", 1) if say("c", 0) else say("y", 2), say("z", 3)])
box = {}
box[say("key")] = say("val")
print(box)
say("l", 0) and say("never")
