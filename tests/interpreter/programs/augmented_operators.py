n = 17
n //= 2
n **= 2
n %= 50
n <<= 3
n ^= 0b101
n |= 64
n &= ~1
n >>= 1
print(n)
x = 7.0
x /= 2
x -= 1
s = {1, 2, 3}
t = s
s &= {2, 3, 4}
s ^= {9}
s -= {2}
print(x, s, t is s)
d = {"a": 1}
d |= {"b": 2}
d |= [("c", 3)]
print(d)
d += 1
