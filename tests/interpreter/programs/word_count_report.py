import re
from collections import Counter

TEXT = """It was the best of times, it was the worst of times,
it was the age of wisdom, it was the age of foolishness"""

words = re.findall(r"[a-z]+", TEXT.lower())
counts = Counter(words)
width = max(map(len, counts))
for word, count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:5]:
    print(f"{word:<{width}} {'#' * count} {count / len(words):.1%}")
by_length = {}
for word in counts:
    by_length.setdefault(len(word), set()).add(word)
{length: sorted(found) for length, found in sorted(by_length.items())}
