def running_average():
    total, count, average = 0, 0, None
    while True:
        value = yield average
        total += value
        count += 1
        average = total / count


averager = running_average()
print(next(averager))
print([averager.send(value) for value in (10, 20, 60)])
averager.close()
try:
    averager.send(1)
except StopIteration as stop:
    print("finished", stop.value)
fresh = running_average()
fresh.send(5)
