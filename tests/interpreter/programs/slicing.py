letters = list("abcdefg")
print(letters[2:5], letters[-3:], letters[::-2], letters[5:1:-1], letters[10:], letters[:-10])
letters[1:3] = ["X", "Y", "Z"]
print(letters)
letters[::2] = [0] * len(letters[::2])
print(letters)
letters[2:2] = "in"
print(letters)
del letters[1::3]
print(letters, slice(1, None, 2).indices(7), slice(3))


class Show:
    def __getitem__(self, key):
        return key


s = Show()
print(s[1:2], s[::3], s[1, 2:3], s[...], s[()], s[*[1, 2]])
letters[::2] = [1]
