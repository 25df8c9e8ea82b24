class ShopError(Exception):
    """Something in the shop went wrong."""


class OutOfStock(ShopError):
    def __init__(self, item, wanted, left):
        super().__init__(item, wanted, left)
        self.item, self.wanted, self.left = item, wanted, left

    def __str__(self):
        return f"{self.wanted} x {self.item} wanted, {self.left} left"


class Shop:
    def __init__(self, **stock):
        self.stock = stock

    def buy(self, item, n=1):
        try:
            left = self.stock[item]
        except KeyError as error:
            raise ShopError(f"we do not sell {item}") from error
        if n > left:
            raise OutOfStock(item, n, left)
        self.stock[item] -= n
        return self


shop = Shop(tea=3, milk=1)
shop.buy("tea").buy("tea")
for order in (("milk", 2), ("cake",)):
    try:
        shop.buy(*order)
    except OutOfStock as error:
        print("out:", error, error.args, error.left)
    except ShopError as error:
        print("error:", error, repr(error.__cause__))
shop.buy("tea", 5)
