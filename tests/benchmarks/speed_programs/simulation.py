"""A game of life on a set of cells, and a queue that is served."""

import heapq
import random

random.seed(3)
alive = {(random.randrange(40), random.randrange(40)) for _ in range(400)}
around = [(a, b) for a in (-1, 0, 1) for b in (-1, 0, 1) if a or b]
for _ in range(8):
    counts = {}
    for x, y in alive:
        for a, b in around:
            cell = x + a, y + b
            counts[cell] = counts.get(cell, 0) + 1
    alive = {cell for cell, count in counts.items() if count == 3 or (count == 2 and cell in alive)}

events = [(number * 13 % 997, number) for number in range(2_000)]
heapq.heapify(events)
served = 0
while events:
    time, number = heapq.heappop(events)
    if number % 5 == 0 and time < 900:
        heapq.heappush(events, (time + 100, number + 1))
    served += time
result = served  # the cells depend on the order of a set
