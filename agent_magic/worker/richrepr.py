"""What a value looks like: a MIME bundle where it has more than text to show, bounded text for any value."""

from __future__ import annotations

import sys
from base64 import b64encode
from collections.abc import Mapping
from io import BytesIO
from typing import Any

from agent_magic.worker.cutting import cut_middle
from agent_magic.worker.figures import figure_of, png_of
from agent_magic.worker.loaded import is_a, kind_module, loaded, type_name

TABLE_ROWS = 20
TABLE_COLUMNS = 20
TEXT_LIMIT = 4_000
BUNDLE_LIMIT = 8_000_000
"""Characters of a bundle's richest form; a larger one is not shown."""

_PLAIN = (
    str,
    bytes,
    bytearray,
    int,
    float,
    complex,
    bool,
    type(None),
    list,
    tuple,
    dict,
    set,
    frozenset,
    range,
)
_HOOKS = (
    ("_repr_html_", "text/html"),
    ("_repr_markdown_", "text/markdown"),
    ("_repr_svg_", "image/svg+xml"),
    ("_repr_png_", "image/png"),
    ("_repr_jpeg_", "image/jpeg"),
    ("_repr_latex_", "text/latex"),
)


def bundle_of(value: object) -> dict[str, Any] | None:
    """Return the MIME bundle of `value`, None where it has nothing richer than text.

    Call it while the code's run is on: an object's own methods may be called. The HTML of host libraries is
    as trusted as in the notebook; a class that the code made is not asked for any, its text is shown.
    """
    if type(value) in _PLAIN:
        return None
    try:
        rich = _rich_of(value)
    except Exception:  # a display method that fails must not end the run: the text remains
        return None
    rich = {kind: _text(data) for kind, data in rich.items() if data is not None}
    if not rich or sum(len(data) for data in rich.values() if isinstance(data, str)) > BUNDLE_LIMIT:
        return None
    rich.setdefault("text/plain", text_of(value))
    return rich


def text_of(value: object, limit: int = TEXT_LIMIT) -> str:
    """Return the text of `value`, cut in the middle at about `limit` characters; never raise."""
    try:
        text = _table_text(value)
        if text is None:
            text = _long_container_text(value, limit)
        if text is None:
            text = repr(value)
    except Exception as error:
        text = f"<{type_name(type(value))} object; its repr raised {type_name(type(error))}>"
    return cut_middle(text, limit)


def _rich_of(value: object) -> dict[str, Any]:
    if is_a(value, "pandas", "DataFrame"):
        return {"text/html": _frame_html(value)}
    figure = figure_of(value)
    if figure is not None:
        return {"image/png": png_of(figure)}
    if is_a(value, "PIL.Image", "Image"):
        return {"image/png": _image_png(value)}
    if not is_of_host(type(value)):
        return {}
    return _from_hooks(value)


def _frame_html(value: Any) -> Any:
    """Return the table as pandas itself writes it (no override is called), the text of its cells escaped."""
    frame = loaded("pandas").DataFrame  # type: ignore[union-attr]
    return frame.to_html(value, max_rows=TABLE_ROWS, max_cols=TABLE_COLUMNS, notebook=True, show_dimensions=True)


def _image_png(value: Any) -> bytes:
    image = value.copy()
    image.thumbnail((1_600, 1_600))
    if image.mode not in ("1", "L", "LA", "P", "RGB", "RGBA"):
        image = image.convert("RGB")
    buffer = BytesIO()
    image.save(buffer, format="png")
    return buffer.getvalue()


def is_of_host(kind: type) -> bool:
    """Tell whether `kind` can be found in the module it names, which no class that the code made can."""
    target: Any = sys.modules.get(kind_module(kind))
    for part in type.__dict__["__qualname__"].__get__(kind).split("."):
        target = getattr(target, part, None)
    return target is kind


def _from_hooks(value: Any) -> dict[str, Any]:
    """Ask the display methods that notebooks know, found on the type: an instance may pretend to have all."""
    kind = type(value)
    if callable(getattr(kind, "_repr_mimebundle_", None)):
        answer = value._repr_mimebundle_()
        data = answer[0] if isinstance(answer, tuple) else answer
        if isinstance(data, Mapping) and any(name != "text/plain" for name in data):
            return {str(name): content for name, content in data.items()}
    rich: dict[str, Any] = {}
    for hook, mime in _HOOKS:
        if callable(getattr(kind, hook, None)):
            try:
                answer = getattr(value, hook)()
            except Exception:  # another of its methods may work
                continue
            rich[mime] = answer[0] if isinstance(answer, tuple) else answer
    return rich


def _text(data: Any) -> Any:
    """Return `data` as a bundle holds it: bytes as base64."""
    return b64encode(data).decode("ascii") if isinstance(data, bytes | bytearray) else data


def _table_text(value: object) -> str | None:
    """Return the text of a pandas table with a bounded number of rows, whatever the notebook's options."""
    if is_a(value, "pandas", "DataFrame"):
        frame = loaded("pandas").DataFrame  # type: ignore[union-attr]
        return str(frame.to_string(value, max_rows=TABLE_ROWS, max_cols=TABLE_COLUMNS, show_dimensions=True))
    if is_a(value, "pandas", "Series"):
        series = loaded("pandas").Series  # type: ignore[union-attr]
        return str(series.to_string(value, max_rows=TABLE_ROWS, name=True, dtype=True, length=True))
    return None


def _long_container_text(value: object, limit: int) -> str | None:
    """Return the ends of a container that is sure to be too long, without making the text of all of it."""
    if type(value) not in (list, tuple) or len(value) * 2 <= limit:  # type: ignore[arg-type]
        return None
    items: Any = value
    head, tail = items[: limit // 3], items[-(limit // 6) :] if limit >= 6 else items[:0]
    left_out = len(items) - len(head) - len(tail)
    opening, closing = "[]" if type(value) is list else "()"
    head_text = cut_middle(", ".join(map(repr, head)), limit // 2)
    tail_text = cut_middle(", ".join(map(repr, tail)), limit // 4)
    return f"{opening}{head_text}, … {left_out:,} elements left out …, {tail_text}{closing}"
