prices = {"apple": 3, 4: "four", (1, 2): "pair"}
for key in ("pear", 5, (2, 1), None, "it's"):
    try:
        prices[key]
    except KeyError as error:
        print(error, error.args)
try:
    prices[[1]]
except TypeError as error:
    print(error)
prices.pop("missing")
