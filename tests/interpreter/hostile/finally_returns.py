def deny():
    while True:
        try:
            while True:
                pass
        finally:
            return "never mind"


while True:
    deny()
