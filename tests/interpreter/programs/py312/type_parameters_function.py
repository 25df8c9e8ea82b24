def first[T](items: list[T], default: T | None = None) -> T | None:
    return items[0] if items else default


def pair[K: str, *Rest, **P](key: K, *rest: *Rest) -> tuple[K, *Rest]:
    return (key, *rest)


print(first([1, 2]), first([], "none"), pair("a", 1, 2))
print(first.__type_params__, [p.__name__ for p in pair.__type_params__])
T
