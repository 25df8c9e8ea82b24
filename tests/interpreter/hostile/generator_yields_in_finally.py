def again():
    while True:
        try:
            yield
        finally:
            yield "not yet"


for _ in again():
    pass
