"""`str.format` and `string.Formatter`, whose fields read attributes by name and whose widths are sizes."""

from __future__ import annotations

import collections
import string
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache, partial
from types import FunctionType
from typing import Any, Final

from agent_magic.interpreter.attributes import Attributes
from agent_magic.interpreter.names import is_guarded
from agent_magic.interpreter.proxies import is_super
from agent_magic.interpreter.sizes import Sizes

_class_mro: Final[Callable[[type], tuple[type, ...]]] = type.__dict__["__mro__"].__get__
_super_self: Final[Callable[[object], object]] = super.__dict__["__self__"].__get__


class _LikeStr(string.Formatter):
    """Fills one template; it numbers the fields and complains as `str.format` does."""

    _numbered = ""
    _count = 0

    def parse(self, template: str) -> Iterator[Any]:
        for text, field, spec, conversion in super().parse(template):
            yield text, field if field is None else self._named(field), spec, conversion

    def _named(self, field: str) -> str:
        automatic = field[:1] in {"", ".", "["}
        if not automatic and type(_split(field)[0]) is str:
            return field
        kind, other = ("automatic field numbering", "manual field specification")[:: 1 if automatic else -1]
        if self._numbered == other:
            raise ValueError(f"cannot switch from {other} to {kind}")
        self._numbered = kind
        if automatic:
            field, self._count = f"{self._count}{field}", self._count + 1
        return field

    def get_value(self, key: int | str, args: Sequence[Any] | None, kwargs: Mapping[str, Any]) -> Any:
        if type(key) is str:
            return kwargs[key]
        if args is None:
            raise ValueError("Format string contains positional fields")
        if key >= len(args):  # type: ignore[operator]
            raise IndexError(f"Replacement index {key} out of range for positional args tuple")
        return args[key]  # type: ignore[index]

    def convert_field(self, value: Any, conversion: str | None) -> Any:
        return value if conversion is None else f"{{!{conversion}}}".format(value)


class Formatting:
    """Twins of what formats by a template, for one interpreter."""

    def __init__(self, attributes: Attributes, sizes: Sizes) -> None:
        self._attributes = attributes
        self._sizes = sizes

    @cached_property
    def _filler(self) -> type[string.Formatter]:
        return type("Filler", (_LikeStr, self._guarded_class()), {})

    def of(self) -> Mapping[str, Callable[[Any, str], Any]]:
        """Return the twins of methods, by name."""
        return dict.fromkeys(("format", "format_map"), self.load_format)

    def load_format(self, obj: Any, name: str) -> Any:
        """Return `obj.format` or `obj.format_map`, guarded where it is that of `str`."""
        method = getattr(obj, name)
        if self._attributes.is_own_function(method):
            return method
        template: Any = _super_self(obj) if is_super(obj) else obj
        is_class = type in _class_mro(type(template))
        classes = _class_mro(template if is_class else type(template))
        if str not in classes and collections.UserString not in classes:
            return method

        def apply(template: Any, *args: Any, **values: Any) -> str:
            if isinstance(template, collections.UserString):
                template = template.data
            if not isinstance(template, str):
                raise TypeError(f"descriptor {name!r} requires a 'str' object but received {type(template).__name__!r}")
            template = str.__str__(template)
            return self._format(template, *args, **values) if name == "format" else self._format_map(template, *args)

        return apply if is_class else partial(apply, template)

    def _format(self, template: str, /, *args: Any, **values: Any) -> str:
        return template.format(*args, **values) if _is_plain(template) else self._render(template, args, values)

    def _format_map(self, template: str, mapping: Mapping[str, Any], /) -> str:
        return template.format_map(mapping) if _is_plain(template) else self._render(template, None, mapping)

    def _render(self, template: str, args: Sequence[Any] | None, values: Mapping[str, Any]) -> str:
        filled: str = self._filler().vformat(template, args, values)  # type: ignore[arg-type]
        return filled

    def formatter_class(self) -> type:
        """Return the twin of `string.Formatter`; it does not have the real one among its bases."""
        members = {name: value for name, value in vars(string.Formatter).items() if isinstance(value, FunctionType)}
        twins = {name: vars(self._guarded_class())[name] for name in ("get_field", "format_field")}
        return type("Formatter", (), {**members, **twins, "__module__": "string", "__doc__": string.Formatter.__doc__})

    def _guarded_class(self) -> type[string.Formatter]:
        load, width = self._attributes.load, self._sizes.width

        def read(obj: Any, name: str) -> Any:
            return load(obj, name) if is_guarded(name) else getattr(obj, name)

        class Formatter(string.Formatter):
            def get_field(self, field_name: str, args: Sequence[Any], kwargs: Mapping[str, Any]) -> Any:
                first, rest = _split(str.__str__(field_name))
                obj = self.get_value(first, args, kwargs)
                for is_attribute, name in rest:
                    obj = read(obj, name) if is_attribute else obj[name]
                return obj, first

            def format_field(self, value: Any, format_spec: str) -> Any:
                return format(value, width(format_spec))

        return Formatter


def _split(field_name: str) -> tuple[Any, list[tuple[bool, Any]]]:
    import _string  # type: ignore[import-not-found]  # the very parser of `str.format`; the standard library's `string` uses it too

    first, rest = _string.formatter_field_name_split(field_name)
    return first, list(rest)


@lru_cache(maxsize=512)
def _is_plain(template: str) -> bool:
    """Whether a template reads no guarded name and asks for no large or computed width."""
    try:
        fields = list(string.Formatter().parse(template))
    except ValueError:
        return True  # the real method raises the same error
    for _, field, spec, _ in fields:
        if spec and ("{" in spec or any(len(number) > 5 for number in _numbers(spec))):
            return False
        if field and any(is_attribute and is_guarded(name) for is_attribute, name in _split(field)[1]):
            return False
    return True


def _numbers(text: str) -> list[str]:
    return "".join(c if c.isdigit() else " " for c in text).split()
