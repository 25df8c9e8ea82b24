class Account:
    bank = "Magic Bank"
    opened = 0

    def __init__(self, owner, balance=0):
        self.owner = owner
        self.balance = balance
        Account.opened += 1

    def deposit(self, amount):
        self.balance += amount
        return self

    def __repr__(self):
        return f"Account({self.owner!r}, {self.balance})"


ada = Account("Ada")
bob = Account("Bob", 5)
ada.deposit(10).deposit(5)
bob.bank = "Bob's own"
print(ada, bob, Account.opened, ada.bank, bob.bank, Account.bank)
print(ada.__dict__, vars(bob) == {"owner": "Bob", "balance": 5, "bank": "Bob's own"})
print(type(ada) is Account, isinstance(bob, Account), Account.__name__)
ada.withdraw(3)
