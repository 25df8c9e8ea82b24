class Defaulting(dict):
    def __missing__(self, key):
        if key < 0:
            raise KeyError(f"negative {key}")
        self[key] = key * key
        return self[key]


table = Defaulting()
print(table[4], table[2], table.get(9), sorted(table))
table[4] += 1
print(table)
table[-1]
