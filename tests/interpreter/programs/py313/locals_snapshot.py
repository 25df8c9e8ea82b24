def snapshot(a, b=2):
    before = locals()
    c = a + b
    before["a"] = "changed"
    return before, locals(), a


print(snapshot(1))
[sorted(locals()) for item in "x"][0][-1:] and snapshot()
