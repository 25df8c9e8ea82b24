from dataclasses import dataclass, field, replace, asdict, astuple, fields


@dataclass(order=True)
class Task:
    priority: int
    name: str = field(compare=False)
    tags: list[str] = field(default_factory=list, compare=False, repr=False)

    def __post_init__(self):
        self.name = self.name.title()


tasks = [Task(2, "wash"), Task(1, "cook", ["home"]), Task(2, "eat")]
print(sorted(tasks))
print(Task(1, "a") == Task(1, "b"), Task(1, "a") < Task(2, "a"), max(tasks).name)
print(replace(tasks[0], priority=9), asdict(tasks[1]), astuple(tasks[2]), [f.name for f in fields(Task)])
print(Task(1, "x").tags is Task(1, "x").tags)
Task(1, "a") < 5
