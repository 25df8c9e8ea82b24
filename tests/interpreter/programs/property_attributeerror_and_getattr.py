class Lazy:
    def __getattr__(self, name):
        print("looking for", name)
        if name.startswith("x"):
            return name * 2
        raise AttributeError(f"no {name} here")

    @property
    def broken(self):
        return self.inner_value


lazy = Lazy()
print(lazy.xy, getattr(lazy, "other", "default"), hasattr(lazy, "z"))
lazy.broken
