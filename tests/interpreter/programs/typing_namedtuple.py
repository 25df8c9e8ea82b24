from typing import NamedTuple


class Employee(NamedTuple):
    """Somebody who works here."""

    name: str
    id: int = 3
    tags: tuple[str, ...] = ()

    @property
    def initials(self):
        return self.name[0] + str(self.id)


ada = Employee("Ada", tags=("math",))
name, *rest = ada
print(ada, ada.initials, name, rest, ada[0], ada._replace(id=9), ada._asdict())
print(Employee._fields, Employee._field_defaults, ada == ("Ada", 3, ("math",)), Employee.__doc__)
ada.name = "Bob"
