from collections import deque

recent = deque(maxlen=3)
for n in range(5):
    recent.append(n)
print(recent, recent[0], recent[-1], len(recent))
line = deque("abcd")
line.rotate(1)
line.appendleft("z")
line.extendleft([1, 2])
print(line, line.pop(), line.popleft(), line.index("a"), line.count("z"), list(reversed(line)))
line[1] = "changed"
line.remove("a")
print(line, deque([1, 2]) + deque([3]), deque([1]) < deque([2]), line.copy() == line)
for item in line:
    line.append(item)
