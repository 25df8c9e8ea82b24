class Transaction:
    def __init__(self, *accounts):
        self.accounts = accounts

    def __enter__(self):
        self.before = [dict(account) for account in self.accounts]
        return self

    def __exit__(self, kind, error, traceback):
        if kind is None:
            print("commit")
        else:
            print("rollback:", error)
            for account, before in zip(self.accounts, self.before):
                account.clear()
                account.update(before)
        return False


def transfer(source, target, amount):
    with Transaction(source, target):
        source["balance"] -= amount
        if source["balance"] < 0:
            raise ValueError(f"{source['owner']} lacks {-source['balance']}")
        target["balance"] += amount
        return source["balance"]


ada, bob = {"owner": "Ada", "balance": 10}, {"owner": "Bob", "balance": 0}
print(transfer(ada, bob, 7), ada, bob)
try:
    transfer(ada, bob, 7)
except ValueError:
    print(ada, bob)
transfer(bob, ada, 100)
