class Temperature:
    def __init__(self, celsius):
        self.celsius = celsius

    @property
    def celsius(self):
        return self._celsius

    @celsius.setter
    def celsius(self, value):
        if value < -273.15:
            raise ValueError(f"{value} is below absolute zero")
        self._celsius = float(value)

    @property
    def fahrenheit(self):
        return self._celsius * 9 / 5 + 32

    @fahrenheit.setter
    def fahrenheit(self, value):
        self.celsius = (value - 32) * 5 / 9

    @celsius.deleter
    def celsius(self):
        print("forgetting")
        del self._celsius


today = Temperature(25)
today.fahrenheit = 212
today.celsius += 1
print(today.celsius, today.fahrenheit)
del today.celsius
print(hasattr(today, "celsius"))
Temperature(-300)
