level = "global"


def build():
    level = "enclosing"

    class Reader:
        first = level

        def read(self):
            return level

    class Writer:
        nonlocal level
        level = "changed by a class body"

    return Reader, level


Reader, level_after = build()
(Reader.first, Reader().read(), level_after, level)
