"""A sort of our own, and the built-in one with keys."""


def merge_sort(items):
    if len(items) < 2:
        return items
    middle = len(items) // 2
    left, right = merge_sort(items[:middle]), merge_sort(items[middle:])
    merged = []
    i = j = 0
    while i < len(left) and j < len(right):
        if left[i] <= right[j]:
            merged.append(left[i])
            i += 1
        else:
            merged.append(right[j])
            j += 1
    return merged + left[i:] + right[j:]


items = [(number * 7_919) % 10_007 for number in range(5_000)]
people = [{"name": f"n{number % 97}", "age": number % 61} for number in items]
people.sort(key=lambda person: (person["age"], person["name"]), reverse=True)
result = merge_sort(items) == sorted(items), people[:3]
