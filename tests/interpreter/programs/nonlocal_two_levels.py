def outer():
    level = "outer"
    trace = []

    def middle():
        def inner():
            nonlocal level
            trace.append(level)
            level = "inner"

        inner()
        trace.append(level)
        level_of_middle = level

        def innermost():
            nonlocal level_of_middle
            level_of_middle += "!"
            return level_of_middle

        return innermost() + innermost()

    trace.append(middle())
    return level, trace


outer()
