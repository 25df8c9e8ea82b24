values = [0, "", None, [], "0", 0.0, {1}, (), range(0), lambda: 0]
print([bool(v) for v in values])
print([type(v).__name__ for v in values])
print(int("42"), int(" 7 "), float("1e3"), str(1.50), list("ab"), tuple([1]), set("aa"), dict(a=1), bool("False"), bytes(2))
print(isinstance(True, int), type(True) is int, type(1 + 1.0), type(1 / 1), type(2 // 1), type(1 == 1))
print(str([1, "a"]), repr("a\nb"), int(True), complex(1), frozenset([1]), ord("a"), chr(97), hex(16), int("11", 2))
print("5" + str(5), "5" * 5, [1] + list("a"), 5 == "5", 1 == 1.0 == True)
"5" + 5
