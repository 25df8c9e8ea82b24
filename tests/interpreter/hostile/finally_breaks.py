while True:
    while True:
        try:
            while True:
                pass
        finally:
            break
