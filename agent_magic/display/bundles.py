"""A MIME bundle as safe HTML: pictures and tables as themselves, everything else as text."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from agent_magic.display.clean import clean
from agent_magic.display.sanitize import sanitize
from agent_magic.display.styles import DATA_STYLES, STYLES

PICTURES = ("image/png", "image/jpeg", "image/gif", "image/webp")
_BASE64 = re.compile(r"[A-Za-z0-9+/\s]+=*\s*\Z")
_PLACEHOLDER = re.compile(r"<[^\n]*\bobject\b[^\n]*>\Z")


def picture(bundle: Mapping[str, Any]) -> Markup | None:
    """Return the picture that `bundle` holds, None where it holds none."""
    for kind in PICTURES:
        data = bundle.get(kind)
        if isinstance(data, bytes):
            data = b64encode(data).decode()
        if isinstance(data, str) and _BASE64.match(data):
            return _image(kind, "".join(data.split()), bundle)
    drawing = bundle.get("image/svg+xml")
    if isinstance(drawing, str):
        # Inside <img> a drawing neither runs scripts nor loads anything.
        return _image("image/svg+xml", b64encode(drawing.encode("utf-8", "replace")).decode(), bundle)
    return None


def table(bundle: Mapping[str, Any], limit: int) -> Markup | None:
    """Return the HTML of `bundle`, made safe; None where it has none or more than can be shown."""
    html = bundle.get("text/html")
    if not isinstance(html, str) or len(html) > limit:
        return None
    safe = sanitize(clean(html), DATA_STYLES)
    if not safe.html.strip() or not (safe.complete or text_of(bundle) is None):
        return None
    return Markup(safe.html)


def text_of(bundle: Mapping[str, Any]) -> str | None:
    """Return what `bundle` says in words, None where it has none."""
    plain = bundle.get("text/plain")
    written = next(
        (bundle[kind] for kind in ("text/markdown", "text/latex") if isinstance(bundle.get(kind), str)), None
    )
    if isinstance(plain, str) and not (written is not None and _PLACEHOLDER.match(plain)):
        return clean(plain)
    if isinstance(written, str):
        return clean(written)
    return _json_text(bundle["application/json"]) if "application/json" in bundle else None


def in_words(bundle: Mapping[str, Any]) -> str:
    """Return the text of `bundle`, or what kinds of data it holds."""
    kinds = ", ".join(sorted(map(str, bundle))) or "nothing"
    return text_of(bundle) or clean(f"({kinds})")


def _json_text(data: object) -> str | None:
    try:
        return clean(json.dumps(data, indent=2, default=repr, ensure_ascii=False))
    except (RecursionError, ValueError):  # nested too deeply, or in itself, or a number without end
        return None


def preformatted(text: str) -> Markup:
    """Return `text` as HTML that keeps its lines."""
    return Markup('<pre style="{}">{}</pre>').format(STYLES["text"], text)


def _image(kind: str, data: str, bundle: Mapping[str, Any]) -> Markup:
    words = bundle.get("text/plain")
    alt = clean(words)[:200] if isinstance(words, str) else "a picture"
    return Markup('<img style="{}" alt="{}" src="data:{};base64,{}">').format(STYLES["picture"], alt, kind, data)
