def work(fail):
    steps = []
    try:
        steps.append("try")
        if fail:
            raise ValueError("failed")
    except ValueError as error:
        steps.append(f"except {error}")
    else:
        steps.append("else")
    finally:
        steps.append("finally")
    return steps


print(work(False))
print(work(True))


def unhandled():
    try:
        raise KeyError("lost")
    finally:
        print("cleaning up")


unhandled()
