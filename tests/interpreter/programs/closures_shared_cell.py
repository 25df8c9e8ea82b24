def account(balance):
    def deposit(amount):
        nonlocal balance
        balance += amount
        return balance

    def withdraw(amount):
        nonlocal balance
        if amount > balance:
            raise ValueError(f"only {balance} left, not {amount}")
        balance -= amount
        return balance

    def show():
        return f"balance {balance}"

    return deposit, withdraw, show


deposit, withdraw, show = account(10)
other, _, show_other = account(100)
deposit(5)
withdraw(3)
other(1)
print(show(), "|", show_other())
withdraw(50)
