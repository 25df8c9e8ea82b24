import heapq

jobs = []
for priority, job in [(3, "sleep"), (1, "eat"), (2, "work"), (1, "drink")]:
    heapq.heappush(jobs, (priority, job))
print([heapq.heappop(jobs) for _ in range(3)], jobs)
print(list(heapq.merge([1, 4, 7], [2, 5], [0, 9])), list(heapq.merge("ca", "b", reverse=True)))
numbers = [5, 2, 8, 1]
heapq.heapify(numbers)
print(numbers[0], heapq.heapreplace(numbers, 10), heapq.heappushpop(numbers, 0), heapq.nlargest(2, numbers), heapq.nsmallest(2, "hello", key=ord))


def dijkstra(graph, start):
    best, todo = {}, [(0, start)]
    while todo:
        cost, node = heapq.heappop(todo)
        if node in best:
            continue
        best[node] = cost
        for neighbour, step in graph[node].items():
            heapq.heappush(todo, (cost + step, neighbour))
    return best


print(dijkstra({"a": {"b": 1, "c": 5}, "b": {"c": 2}, "c": {}}, "a"))
heapq.heappop([])
