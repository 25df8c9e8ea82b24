"""As many blocks within one another as CPython allows."""

try:
    1 / 0
except ZeroDivisionError:
    try:
        1 / 0
    except ZeroDivisionError:
        try:
            1 / 0
        except ZeroDivisionError:
            try:
                1 / 0
            except ZeroDivisionError:
                try:
                    1 / 0
                except ZeroDivisionError:
                    try:
                        1 / 0
                    except ZeroDivisionError:
                        try:
                            1 / 0
                        except ZeroDivisionError:
                            try:
                                1 / 0
                            except ZeroDivisionError:
                                try:
                                    1 / 0
                                except ZeroDivisionError:
                                    try:
                                        1 / 0
                                    except ZeroDivisionError:
                                        print('a handler in nine others')

try:
    try:
        try:
            try:
                try:
                    try:
                        try:
                            try:
                                try:
                                    try:
                                        try:
                                            try:
                                                try:
                                                    try:
                                                        try:
                                                            try:
                                                                try:
                                                                    try:
                                                                        try:
                                                                            print('a try in eighteen others')
                                                                        except ValueError:
                                                                            print('no')
                                                                    except ValueError:
                                                                        print('no')
                                                                except ValueError:
                                                                    print('no')
                                                            except ValueError:
                                                                print('no')
                                                        except ValueError:
                                                            print('no')
                                                    except ValueError:
                                                        print('no')
                                                except ValueError:
                                                    print('no')
                                            except ValueError:
                                                print('no')
                                        except ValueError:
                                            print('no')
                                    except ValueError:
                                        print('no')
                                except ValueError:
                                    print('no')
                            except ValueError:
                                print('no')
                        except ValueError:
                            print('no')
                    except ValueError:
                        print('no')
                except ValueError:
                    print('no')
            except ValueError:
                print('no')
        except ValueError:
            print('no')
    except ValueError:
        print('no')
except ValueError:
    print('no')

try:
    try:
        try:
            try:
                try:
                    try:
                        try:
                            try:
                                try:
                                    try:
                                        try:
                                            try:
                                                try:
                                                    try:
                                                        try:
                                                            try:
                                                                try:
                                                                    try:
                                                                        try:
                                                                            raise ExceptionGroup('', [ValueError()])
                                                                        except* ValueError:
                                                                            print('found')
                                                                    except* ValueError:
                                                                        print('found')
                                                                except* ValueError:
                                                                    print('found')
                                                            except* ValueError:
                                                                print('found')
                                                        except* ValueError:
                                                            print('found')
                                                    except* ValueError:
                                                        print('found')
                                                except* ValueError:
                                                    print('found')
                                            except* ValueError:
                                                print('found')
                                        except* ValueError:
                                            print('found')
                                    except* ValueError:
                                        print('found')
                                except* ValueError:
                                    print('found')
                            except* ValueError:
                                print('found')
                        except* ValueError:
                            print('found')
                    except* ValueError:
                        print('found')
                except* ValueError:
                    print('found')
            except* ValueError:
                print('found')
        except* ValueError:
            print('found')
    except* ValueError:
        print('found')
except* ValueError:
    print('found')

for i in range(1):
    for i in range(1):
        for i in range(1):
            for i in range(1):
                for i in range(1):
                    for i in range(1):
                        for i in range(1):
                            for i in range(1):
                                for i in range(1):
                                    for i in range(1):
                                        for i in range(1):
                                            for i in range(1):
                                                for i in range(1):
                                                    for i in range(1):
                                                        for i in range(1):
                                                            for i in range(1):
                                                                for i in range(1):
                                                                    for i in range(1):
                                                                        for i in range(1):
                                                                            for i in range(1):
                                                                                print('a loop in nineteen others')


def within():
    while True:
        while True:
            while True:
                while True:
                    while True:
                        while True:
                            while True:
                                while True:
                                    while True:
                                        while True:
                                            while True:
                                                while True:
                                                    while True:
                                                        while True:
                                                            while True:
                                                                while True:
                                                                    while True:
                                                                        while True:
                                                                            while True:
                                                                                while True:
                                                                                    return 'a while in nineteen others'


print(within())
