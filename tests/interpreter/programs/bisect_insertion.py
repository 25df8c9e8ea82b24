from bisect import bisect, bisect_left, bisect_right, insort

grades = [60, 70, 80, 90]
print(["FDCBA"[bisect(grades, score)] for score in (33, 60, 89, 90, 100)])
print(bisect_left([1, 2, 2, 3], 2), bisect_right([1, 2, 2, 3], 2), bisect_left([], 1))
log = []
for n in (5, 1, 4, 1):
    insort(log, n)
print(log, bisect_left([("a", 1), ("b", 2)], 2, key=lambda pair: pair[1]))
bisect_left([1, 2, 3], "x")
