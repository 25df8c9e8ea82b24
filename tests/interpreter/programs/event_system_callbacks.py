class Emitter:
    def __init__(self):
        self.handlers = {}

    def on(self, event, *, priority=0):
        def register(function):
            self.handlers.setdefault(event, []).append((priority, function))
            self.handlers[event].sort(key=lambda pair: -pair[0])
            return function
        return register

    def emit(self, event, *args, **kwargs):
        return [handler(*args, **kwargs) for _, handler in self.handlers.get(event, ())]


app = Emitter()


@app.on("start")
@app.on("restart", priority=5)
def hello(name="world"):
    return f"hello {name}"


@app.on("start", priority=9)
def first(name):
    return name.upper()


print(app.emit("start", "ada"), app.emit("restart"), app.emit("nothing"))
app.emit("start")
