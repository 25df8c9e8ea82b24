class Door:
    def __init__(self):
        self.state = "closed"
        self.log = []

    def handle(self, command):
        method = getattr(self, f"do_{command}", None)
        if method is None:
            raise LookupError(f"cannot {command} a door")
        before, self.state = self.state, method() or self.state
        self.log.append((before, command, self.state))
        return self

    def do_open(self):
        return "open" if self.state == "closed" else None

    def do_close(self):
        if self.state == "open":
            return "closed"

    def do_lock(self):
        return {"closed": "locked"}.get(self.state)


door = Door()
for command in "open close lock open".split():
    door.handle(command)
for entry in door.log:
    print("{:>7} --{}--> {}".format(*entry))
door.handle("paint")
