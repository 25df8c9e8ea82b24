from typing import override


class Base:
    def run(self):
        return "base"


class Child(Base):
    @override
    def run(self):
        return "child of " + super().run()


print(Child().run(), Child.run.__override__)
Child().stop()
