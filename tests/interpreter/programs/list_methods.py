queue = [3, 1, 2]
queue.append(5)
queue.extend((4, 1))
queue.insert(1, 9)
print(queue, queue.index(1), queue.count(1), queue.pop(), queue.pop(0))
queue.sort(key=lambda n: -n)
queue.reverse()
print(queue, sorted(queue, reverse=True), queue.copy() is queue, queue * 2, [0] * 3)
print([1, 2] < [1, 3], [1] < [1, 0], [] < [0], [[1], [2]] == [[1], [2]])
loop = [1]
loop.append(loop)
print(loop)
words = ["bb", "a", "CC", "c"]
print(sorted(words), sorted(words, key=str.lower), sorted(words, key=lambda w: (len(w), w)))
print(sorted([(2, "b"), (1, "z"), (2, "a")], key=lambda pair: pair[0]))
queue.remove(99)
