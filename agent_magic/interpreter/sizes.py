"""Guards of values whose size can be foretold: powers, shifts, repetitions, widths, and ranges taken in whole."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from typing import Any, Final

from agent_magic.interpreter.errors import ForbiddenOperation
from agent_magic.interpreter.meter import Meter

_operator: Any = operator  # its in-place functions have no types
_PADDING: Final = ("ljust", "rjust", "center", "zfill", "expandtabs")
_LENGTHS: Final = (str, bytes, bytearray, list, tuple)


class Sizes:
    """The size guards of one interpreter; the limit is that of the run that is on."""

    def __init__(self, meter: Meter) -> None:
        self._meter = meter

    def _check(self, items: float, what: str) -> None:
        limit = self._meter.limits.value_items
        if limit is not None and items > limit:
            raise ForbiddenOperation(f"{what} would be too large: about {items:,.0f} items, {limit:,} are allowed")

    def power(self, base: Any, exponent: Any) -> Any:
        """Return `base ** exponent`."""
        if isinstance(base, int) and isinstance(exponent, int) and exponent > 0:
            self._check(int.bit_length(base) * int(exponent) / 8, "this power")
        return base**exponent

    def shift_left(self, value: Any, bits: Any) -> Any:
        """Return `value << bits`."""
        if isinstance(bits, int) and isinstance(value, int):
            self._check(int(bits) / 8, "this shift")
        return value << bits

    def exponent(self, value: Any) -> Any:
        """Return `value`, the right side of `**=` or `<<=`."""
        if isinstance(value, int):
            self._check(int(value) / 8, "this number")
        return value

    def repeat(self, left: Any, right: Any) -> Any:
        """Return `left * right`."""
        for sequence, times in ((left, right), (right, left)):
            if isinstance(sequence, _LENGTHS) and isinstance(times, int):
                self._check(len(sequence) * int(times), "this repetition")
        return left * right

    def remainder(self, template: Any, values: Any) -> Any:
        """Return `template % values`, a formatted text with a wide field."""
        digits = "".join(c if c.isdigit() else " " for c in _text(template)).split()
        widths = [int(number) for number in digits]
        if "*" in _text(template):
            given = values if isinstance(values, tuple) else (values,)
            widths += [abs(int(value)) for value in given if isinstance(value, int)]
        self._check(sum(widths), "this text")
        return template % values

    def width(self, spec: Any) -> Any:
        """Return `spec`, a part of a format that is given at run time."""
        text = spec if isinstance(spec, str) else str(spec) if isinstance(spec, int) else ""
        for number in "".join(c if c.isdigit() else " " for c in text).split():
            self._check(int(number), "this text")
        return spec

    def finite(self, iterable: Any) -> Any:
        """Return `iterable`, which is to be taken in whole by one call."""
        if type(iterable) is range:
            try:
                length = len(iterable)
            except OverflowError:
                length = 1 << 63
            self._check(length, "this range")
        elif type(iterable) is int:
            self._check(iterable, "this value")
        return iterable

    def pow(self, base: Any, exp: Any, mod: Any = None) -> Any:
        """Twin of the built-in `pow`."""
        return self.power(base, exp) if mod is None else pow(base, exp, mod)

    def format(self, value: Any, format_spec: Any = "") -> str:
        """Twin of the built-in `format`."""
        return format(value, self.width(format_spec))

    def of(self) -> Mapping[str, Callable[[Any, str], Any]]:
        """Return the twins of methods, by name."""
        return dict.fromkeys(_PADDING, self.padding)

    def padding(self, obj: Any, name: str) -> Any:
        """Return the method `name` of a text, such as `ljust`, with its width checked."""
        method = getattr(obj, name)
        if not isinstance(obj, str | bytes | bytearray) and obj not in (str, bytes, bytearray):
            return method

        def padded(*args: Any, **options: Any) -> Any:
            for value in (*args, *options.values()):
                if isinstance(value, int):
                    self._check(int(value), "this text")
            return method(*args, **options)

        return padded

    def operators(self) -> dict[str, Any]:
        """Return the twins of the functions of `operator` whose results grow."""
        return {
            "pow": self.power,
            "ipow": lambda a, b: _operator.ipow(a, self.exponent(b)),
            "lshift": self.shift_left,
            "ilshift": lambda a, b: _operator.ilshift(a, self.exponent(b)),
            "mul": self.repeat,
            "imul": lambda a, b: self.repeat(a, b) if isinstance(a, int | str) else _operator.imul(a, b),
        }


def _text(template: Any) -> str:
    return template if isinstance(template, str) else bytes(template).decode("latin-1")
