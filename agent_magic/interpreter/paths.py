"""`pathlib.Path` as the code gets it: rebuilt, with each method that reaches the disk asking the file policy first.

The real class is no base of it: by a base one reaches methods that ask nobody.
"""

from __future__ import annotations

import pathlib
from collections.abc import Callable
from types import CellType, FunctionType, new_class
from typing import Any, Final

from agent_magic.interpreter.files import FileRules, path_text

_READING: Final = """
    exists group hardlink_count is_block_device is_char_device is_dir is_fifo is_file is_junction is_mount is_socket
    is_symlink iterdir glob rglob walk lstat owner read_bytes read_text readlink resolve samefile stat
""".split()
_WRITING: Final = """
    chmod hardlink_to lchmod link_to mkdir rename replace rmdir symlink_to touch unlink write_bytes write_text
    copy copy_into move move_into
""".split()
_TWO_PATHS: Final = frozenset(
    "hardlink_to link_to rename replace samefile symlink_to copy copy_into move move_into".split()
)


def path_class(rules: FileRules, open_file: Callable[..., Any]) -> Any:
    """Return the twin of `pathlib.Path` under `rules`."""
    cls = _rebuilt()

    def opened(self: Any, mode: str = "r", *args: Any, **options: Any) -> Any:
        return open_file(self, mode, *args, **options)

    cls.open = opened
    cls.cwd = classmethod(lambda kind: kind(rules.resolve(".", write=False)))
    cls.home = classmethod(lambda kind: kind(rules.resolve("~", write=False)))
    cls.expanduser = lambda self: type(self)(rules.resolve(self, write=False))
    cls.absolute = lambda self: type(self)(rules.resolve(self, write=False, home=False))
    for names, write in ((_READING, False), (_WRITING, True)):
        for name in names:
            if hasattr(cls, name):
                setattr(cls, name, _guarded(cls, getattr(cls, name), rules, write=write))
    return cls


def _rebuilt() -> Any:
    """Return a copy of the class that `pathlib.Path()` gives, on the bases of `Path` and not on `Path` itself."""
    real = type(pathlib.Path())
    flavour = type(pathlib.PurePath())
    cell = CellType()
    members = {
        name: _moved(value, cell)
        for cls in (pathlib.Path, real)
        for name, value in vars(cls).items()
        if name not in {"__dict__", "__weakref__", "__qualname__"}
    }
    bases = tuple(flavour if base is pathlib.PurePath else base for base in pathlib.Path.__bases__)
    made = new_class(real.__name__, bases, {}, lambda namespace: namespace.update(members))
    cell.cell_contents = made
    return made


def _moved(value: Any, cell: CellType) -> Any:
    """Return a method whose `super()` is that of the class in `cell`."""
    if isinstance(value, classmethod | staticmethod):
        return type(value)(_moved(value.__func__, cell))
    if not isinstance(value, FunctionType) or "__class__" not in value.__code__.co_freevars:
        return value
    names = value.__code__.co_freevars
    cells = tuple(
        cell if name == "__class__" else old for name, old in zip(names, value.__closure__ or (), strict=True)
    )
    moved = FunctionType(value.__code__, value.__globals__, value.__name__, value.__defaults__, cells)
    moved.__kwdefaults__ = value.__kwdefaults__
    moved.__doc__ = value.__doc__
    return moved


def _guarded(cls: type, real: Callable[..., Any], rules: FileRules, *, write: bool) -> Callable[..., Any]:
    name = real.__name__

    def method(self: Any, *args: Any, **options: Any) -> Any:
        path = self if type(self) is cls else cls(path_text(self))  # a subclass may tell another path each time
        rules.resolve(path, write=write, home=False)
        if name in _TWO_PATHS:
            target, *rest = args or options.values()
            args, options = (cls(rules.resolve(target, write=write, home=False)), *rest), {}
        return real(path, *args, **options)

    method.__name__ = name
    method.__qualname__ = f"Path.{name}"
    method.__doc__ = real.__doc__
    return method
