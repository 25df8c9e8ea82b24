class Car:
    wheels = 4

    def honk(self):
        return "beep"


car = Car()
attempts = [
    lambda: car.colour,
    lambda: Car.colour,
    lambda: car.honk.volume,
    lambda: (1).real.bit,
    lambda: None.strip(),
    lambda: "text".push("x"),
    lambda: [].foo(),
    lambda: setattr(1, "x", 2),
    lambda: delattr(car, "wheels"),
]
for attempt in attempts:
    try:
        attempt()
    except AttributeError as error:
        print(error)
car.hnok()
