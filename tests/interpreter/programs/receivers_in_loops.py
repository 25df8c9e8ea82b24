"""Attributes that loops store on objects, whatever happens to the names of those objects."""


class Box:
    def __init__(self, value=0):
        self.value = value

    def __repr__(self):
        return f"{type(self).__name__}({self.__dict__})"


class Other(Box):
    pass


class Shouting(Box):
    def __setattr__(self, name, value):
        super().__setattr__(name, f"{value}!")


def unbound():
    for i in range(2):
        late.value = i
    late = Box()


def bound_by_the_iterable(box):
    other = Shouting()
    for i in [1, (box := other), 2]:
        box.value = i if i is not other else "other"
    return box


def bound_by_the_test(boxes):
    box = Box("first")
    while boxes and (box := boxes.pop()):
        box.value = len(boxes)
    return box


def deleted(box):
    for i in range(2):
        box.value = i
        del box


def deleted_now_and_then(box):
    kept = box
    for i in range(3):
        if i == 1:
            del box
            box = Shouting()
        box.value = i
    return kept, box


def bound_in_one_branch(yes):
    if yes:
        box = Box()
    for i in range(2):
        box.value = i
    return box


def parameters(box, *boxes, other=Box(), **more):
    for i in range(2):
        box.value = boxes[0].value = other.value = more["last"].value = i
        boxes[1].value += i
    return box, boxes, other, more


def bound_from_within(box):
    def bind():
        nonlocal box
        box = Shouting()

    first = box
    for i in range(3):
        box.value = i
        if i == 1:
            bind()
    return first, box


def first_seen_inside():
    made = []
    for i in range(2):
        class Inner:
            pass

        inner = Inner()
        for k in range(2):
            inner.value = i, k
        made.append(vars(inner))
    return made


def class_changed(box):
    for i in range(4):
        box.value = i
        box.__class__ = Other if i % 2 else Box
        print(box)


def generator(box):
    for i in range(2):
        box.value = i
        try:
            box._given = yield box.value
        except KeyError as box:
            box.value = "an error"
            yield box.value
            return


def handler_binds():
    box = Box()
    for i in range(2):
        try:
            box.value = 1 / (1 - i)
        except ZeroDivisionError as box:
            box.value = "kept on an error"
            print(box.value)


def no_place_for_it(box):
    for i in range(2):
        print(i)
        box.value = i


def with_else(box):
    for box.value in "ab":
        for box._inner in range(3):
            if box._inner:
                break
        else:
            box.value = "not here"
    else:
        box.done = True
    while box.done:
        box.done -= 1
    else:
        del box.value
    return box


def bound_in_all_ways(box):
    first = box
    for i in range(6):
        box.value = i
        match i:
            case 0:
                box = Shouting(i)
            case 1:
                def box():
                    pass
            case 2:
                [box := Shouting() for _ in "a"]
            case 3:
                class box:
                    pass
            case 4 as box:
                box = first
            case box:
                pass
    return first


def told(function, *args, **options):
    try:
        print(function.__name__, function(*args, **options))
    except (NameError, AttributeError, TypeError) as error:
        print(function.__name__, type(error).__name__, error)


told(unbound)
told(bound_by_the_iterable, Box())
told(bound_by_the_test, [Box(), Shouting(), Box()])
told(deleted, Box())
told(deleted_now_and_then, Box())
told(bound_in_one_branch, True)
told(bound_in_one_branch, False)
told(parameters, Box(), Box(), Box(2), last=Shouting())
told(bound_from_within, Box())
told(first_seen_inside)
told(class_changed, Box())
steps = generator(Box())
print(next(steps), steps.send("x"), steps.throw(KeyError("k")), list(steps))
told(handler_binds)
for thing in (5, "text", None, object(), [], Box):
    told(no_place_for_it, thing)
told(with_else, Box())
told(bound_in_all_ways, Box())
