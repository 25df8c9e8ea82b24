def forever():
    while True:
        pass


try:
    forever()
finally:
    while True:
        try:
            forever()
        finally:
            continue
