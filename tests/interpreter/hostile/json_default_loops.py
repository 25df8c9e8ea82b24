import json


def default(value):
    try:
        while True:
            pass
    except BaseException:
        return None


while True:
    try:
        json.dumps([object()] * 50, default=default)
    except BaseException:
        pass
