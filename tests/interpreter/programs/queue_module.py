import queue

line = queue.Queue(maxsize=2)
line.put("a")
line.put("b")
print(line.full(), line.qsize(), line.get(), line.empty())
try:
    line.put("c", block=False)
    line.put_nowait("d")
except queue.Full as error:
    print("full", repr(error))
ranked = queue.PriorityQueue()
for item in [(2, "b"), (1, "a")]:
    ranked.put(item)
stack = queue.LifoQueue()
stack.put(1)
stack.put(2)
print(ranked.get(), stack.get())
queue.SimpleQueue().get_nowait()
