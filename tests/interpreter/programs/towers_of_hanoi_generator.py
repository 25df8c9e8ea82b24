def hanoi(n, source="A", spare="B", target="C"):
    if n:
        yield from hanoi(n - 1, source, target, spare)
        yield f"{source}{target}"
        yield from hanoi(n - 1, spare, source, target)


pegs = {"A": [3, 2, 1], "B": [], "C": []}
for move in hanoi(3):
    source, target = move
    pegs[target].append(pegs[source].pop())
    assert pegs[target] == sorted(pegs[target], reverse=True), move
print(pegs, len(list(hanoi(8))))
next(hanoi(0))
