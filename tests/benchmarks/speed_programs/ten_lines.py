prices = {"apple": 3, "pear": 4, "plum": 2}
basket = ["apple", "plum", "apple", "pear"]
total = 0
for fruit in basket:
    total += prices[fruit]
cheap = [fruit for fruit in prices if prices[fruit] < 4]
label = ", ".join(sorted(cheap))
mean = round(total / len(basket), 2)
message = f"{len(basket)} fruits for {total}, {label} are cheap"
result = {"total": total, "mean": mean, "message": message}
