class Money:
    def __init__(self, amount, currency="CHF"):
        self.amount, self.currency = amount, currency

    def __repr__(self):
        return f"{self.currency} {self.amount:.2f}"


wallet = [Money(5), Money(2.5, "EUR")]
print(wallet)
{"total": Money(sum(m.amount for m in wallet)), "parts": wallet}
