"""Texts that are split, counted, formatted and joined."""

import re
from collections import Counter

words = ("the quick brown fox jumps over the lazy dog and runs away from it " * 200).split()
lines = []
for number, word in enumerate(words):
    lines.append(f"{number:>5}: {word.title():<8}|{len(word) / 3:.2f}")
text = "\n".join(lines)
letters = Counter(letter for letter in text if letter.isalpha())
caesar = "".join(chr((ord(letter) - 97 + 3) % 26 + 97) if letter.islower() else letter for letter in text)
found = re.sub(r"([a-z]+)\|", lambda match: match.group(1)[::-1], text)
result = letters.most_common(3), caesar[:60], found[:60], len(text)
