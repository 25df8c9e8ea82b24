"""Records that are made, written, read and grouped."""

import json
from collections import defaultdict

records = [
    {"id": number, "tags": [f"t{number % 5}", "x"], "price": number * 1.25, "shop": {"city": f"c{number % 13}"}}
    for number in range(3_000)
]
loaded = json.loads(json.dumps(records))
by_city = defaultdict(list)
for record in loaded:
    if record["price"] > 100 and "t3" not in record["tags"]:
        by_city[record["shop"]["city"]].append(record["price"])
result = {city: round(sum(prices) / len(prices), 3) for city, prices in sorted(by_city.items())}
