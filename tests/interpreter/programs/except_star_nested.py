def run(label, *errors):
    try:
        try:
            raise ExceptionGroup(label, list(errors))
        except* ValueError as group:
            print(label, "values", [str(e) for e in group.exceptions])
        except* (KeyError, TypeError) as group:
            print(label, "others", group.message, len(group.exceptions))
        else:
            print("unreachable")
        finally:
            print(label, "finally")
    except ExceptionGroup as left:
        print(label, "left", left.message, [type(e).__name__ for e in left.exceptions])


run("one", ValueError(1), KeyError("k"), ValueError(2))
run("two", OSError("disk"), TypeError("t"))
nested = ExceptionGroup("outer", [ExceptionGroup("inner", [ValueError("deep"), OSError("o")]), TypeError("t")])
matched, rest = nested.split(ValueError)
print(matched.message, matched.exceptions[0].message, len(rest.exceptions))
try:
    raise nested
except* OSError:
    print("handled the disk")
