class Plain:
    def load(self):
        return "plain"


class Fancy(Plain):
    def load(self):
        return "fancy " + super().load()

    def save(self):
        return super().save()


print(Fancy().load())
Fancy().save()
