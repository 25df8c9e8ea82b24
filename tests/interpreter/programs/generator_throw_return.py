def worker():
    done = 0
    while True:
        try:
            yield done
            done += 1
        except KeyError as error:
            print("skipped", error)
        except ValueError:
            return f"stopped after {done}"


work = worker()
print(next(work), next(work))
print(work.throw(KeyError("x")))
print(next(work))
try:
    work.throw(ValueError)
except StopIteration as stop:
    print(stop.value)
work.throw(OSError("too late"))
