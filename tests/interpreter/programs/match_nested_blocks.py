"""A match with classes in as many blocks as CPython allows, in functions."""


class P:
    __match_args__ = ("x",)
    x = 1


def in_loops(subject):
    for _ in [1]:
        for _ in [1]:
            for _ in [1]:
                for _ in [1]:
                    for _ in [1]:
                        for _ in [1]:
                            for _ in [1]:
                                for _ in [1]:
                                    for _ in [1]:
                                        for _ in [1]:
                                            for _ in [1]:
                                                for _ in [1]:
                                                    for _ in [1]:
                                                        for _ in [1]:
                                                            for _ in [1]:
                                                                for _ in [1]:
                                                                    for _ in [1]:
                                                                        for _ in [1]:
                                                                            for _ in [1]:
                                                                                for _ in [1]:
                                                                                    match subject:
                                                                                        case P(x):
                                                                                            print('found', x)
                                                                                        case int(x):
                                                                                            print('int', x)


def in_tries(subject):
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
                                                                                match subject:
                                                                                    case P(x):
                                                                                        print('found', x)
                                                                                    case int(x):
                                                                                        print('int', x)
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


def in_managers(subject):
    with Manager():
        with Manager():
            with Manager():
                with Manager():
                    with Manager():
                        with Manager():
                            with Manager():
                                with Manager():
                                    with Manager():
                                        with Manager():
                                            with Manager():
                                                with Manager():
                                                    with Manager():
                                                        with Manager():
                                                            with Manager():
                                                                with Manager():
                                                                    with Manager():
                                                                        with Manager():
                                                                            with Manager():
                                                                                with Manager():
                                                                                    match subject:
                                                                                        case P(x):
                                                                                            print('found', x)
                                                                                        case int(x):
                                                                                            print('int', x)


class Manager:
    def __enter__(self):
        return self

    def __exit__(self, *told):
        return None


def generator(subject):
    for _ in [1]:
        for _ in [1]:
            for _ in [1]:
                for _ in [1]:
                    for _ in [1]:
                        for _ in [1]:
                            for _ in [1]:
                                for _ in [1]:
                                    for _ in [1]:
                                        for _ in [1]:
                                            for _ in [1]:
                                                for _ in [1]:
                                                    for _ in [1]:
                                                        for _ in [1]:
                                                            for _ in [1]:
                                                                for _ in [1]:
                                                                    for _ in [1]:
                                                                        for _ in [1]:
                                                                            yield 'g'
                                                                            match subject:
                                                                                case P(x):
                                                                                    print('found', x)
                                                                                case int(x):
                                                                                    print('int', x)


for subject in (P(), 5, None):
    in_loops(subject)
    in_tries(subject)
    in_managers(subject)
    print(list(generator(subject)))
