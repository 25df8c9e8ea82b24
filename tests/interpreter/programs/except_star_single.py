try:
    {}["plain"]
except* KeyError as group:
    print(type(group).__name__, group.message == "", group.exceptions)
try:
    pass
except* ValueError:
    print("no")
else:
    print("nothing raised")
for n in range(3):
    try:
        if n:
            raise ValueError(n)
    except* ValueError as group:
        print("round", n, group.exceptions[0])
try:
    raise ExceptionGroup("again", [ValueError("v")])
except* ValueError as group:
    raise RuntimeError("while handling") from None
