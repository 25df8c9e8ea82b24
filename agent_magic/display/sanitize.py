"""HTML that comes with data, rebuilt from an allow-list so that it can only be looked at.

A value's `_repr_html_` may be written by a model's code. Its HTML is read leniently and written anew: only
the tags, attributes, style properties and addresses of the tables below come out, every other character is
escaped, and each tag is closed where it was opened. What a browser makes of the result therefore does not
depend on how the input was read: there is no raw text, no foreign namespace and no comment in it, nothing
loads from a network, and it cannot close the boxes of the page that surrounds it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser


def _words(*lines: str) -> frozenset[str]:
    return frozenset(" ".join(lines).split())


VOID = _words("br hr img col wbr")
TAGS = VOID | _words(
    "a abbr b bdi blockquote caption cite code colgroup dd del dfn div dl dt em figcaption figure",
    "h1 h2 h3 h4 h5 h6 i ins kbd li mark ol p pre q s samp small span strong sub sup",
    "table tbody td tfoot th thead time tr tt u ul var",
)
ATTRIBUTES: Mapping[str, frozenset[str]] = {
    "*": frozenset({"title", "dir", "lang", "style"}),
    "a": frozenset({"href"}),
    "img": frozenset({"src", "alt", "width", "height"}),
    "col": frozenset({"span"}),
    "colgroup": frozenset({"span"}),
    "td": frozenset({"colspan", "rowspan"}),
    "th": frozenset({"colspan", "rowspan", "scope"}),
    "ol": frozenset({"start"}),
}
# Dropped with all they hold; whatever else is unknown loses its tag and keeps its text.
SWALLOWED = _words(
    "applet audio button canvas frameset head iframe map math noembed noframes noscript object optgroup",
    "option plaintext script select style svg template textarea title video xmp",
)
# Without these the value does not look or work as its author meant, so its text is the better thing to show.
ACTIVE = (SWALLOWED - {"style", "head", "title"}) | {"embed", "form", "input", "frame"}
PROPERTIES = _words(
    "background-color border border-bottom border-collapse border-color border-left border-radius",
    "border-right border-spacing border-style border-top border-width color font-size font-style",
    "font-variant font-weight height letter-spacing line-height list-style-type margin-bottom margin-top",
    "max-height max-width min-width opacity padding padding-bottom padding-left padding-right padding-top",
    "text-align text-decoration text-indent text-transform vertical-align white-space width word-break",
)
_VALUE = re.compile(r"[\w\s#%.,()+-]{1,200}\Z", re.ASCII)
_FUNCTION = re.compile(r"([\w-]*)\s*\(")
_FUNCTIONS = frozenset({"rgb", "rgba", "hsl", "hsla"})
_LINK = re.compile(r"(?:https?://|mailto:)[^\s\x00-\x20]+\Z", re.IGNORECASE)
_PICTURE = re.compile(r"data:image/(?:png|jpeg|gif|webp|svg\+xml);base64,[A-Za-z0-9+/=\s]+\Z")
_NUMBER = re.compile(r"\d{1,4}%?\Z", re.ASCII)
_NUMERIC = frozenset({"width", "height", "span", "colspan", "rowspan", "start"})
_DEPTH = 60


@dataclass(frozen=True, slots=True)
class Clean:
    """HTML that is safe to show, and whether anything that works or draws had to be left out."""

    html: str
    complete: bool


def sanitize(html: str, base_styles: Mapping[str, str] | None = None) -> Clean:
    """Return `html` made anew from the allow-list; `base_styles` holds a style for each tag."""
    builder = _Builder(base_styles or {})
    try:
        builder.feed(html)
        builder.close()
    except AssertionError:  # what the parser says of declarations that it does not know
        return Clean("", complete=False)
    return Clean(builder.result(), builder.complete)


@dataclass
class _Swallowing:
    tag: str
    depth: int = field(default=1)


class _Builder(HTMLParser):
    """Reads anything, writes only what is allowed."""

    def __init__(self, base_styles: Mapping[str, str]) -> None:
        super().__init__(convert_charrefs=True)
        self._base_styles = base_styles
        self._parts: list[str] = []
        self._open: list[str] = []
        self._swallowing: _Swallowing | None = None
        self.complete = True

    def result(self) -> str:
        """Return what was written, with everything closed."""
        self._close_to(0)
        return "".join(self._parts)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ACTIVE:
            self.complete = False
        if self._swallowing:
            self._swallowing.depth += tag == self._swallowing.tag
        elif tag in SWALLOWED:
            self._swallowing = _Swallowing(tag)
        elif tag in TAGS and (tag in VOID or len(self._open) < _DEPTH):
            self._parts.append(f"<{tag}{self._attributes(tag, attrs)}>")
            if tag not in VOID:
                self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._swallowing:
            self._swallowing.depth -= tag == self._swallowing.tag
            if not self._swallowing.depth:
                self._swallowing = None
        elif tag in self._open:
            self._close_to(len(self._open) - 1 - self._open[::-1].index(tag))

    def handle_data(self, data: str) -> None:
        if not self._swallowing:
            self._parts.append(escape(data))

    def _close_to(self, depth: int) -> None:
        while len(self._open) > depth:
            self._parts.append(f"</{self._open.pop()}>")

    def _attributes(self, tag: str, attrs: list[tuple[str, str | None]]) -> str:
        known = ATTRIBUTES["*"] | ATTRIBUTES.get(tag, frozenset())
        kept: dict[str, str] = {}
        for name, value in attrs:
            if name in known and name not in kept:
                allowed = _allowed(name, value or "")
                if allowed:
                    kept[name] = allowed
        style = ";".join(filter(None, [self._base_styles.get(tag, ""), kept.pop("style", "")]))
        if style:
            kept["style"] = style
        if "href" in kept:
            kept |= {"target": "_blank", "rel": "noopener noreferrer nofollow"}
        return "".join(f' {name}="{escape(value)}"' for name, value in kept.items())


def _allowed(name: str, value: str) -> str:
    """Return what may stay of an attribute's value; empty where nothing may."""
    if name == "style":
        return ";".join(filter(None, map(_declaration, value.split(";"))))
    if name == "href":
        return value.strip() if _LINK.match(value.strip()) else ""
    if name == "src":
        return value if _PICTURE.match(value) else ""
    if name in _NUMERIC:
        return value if _NUMBER.match(value) else ""
    return value


def _declaration(text: str) -> str:
    """Return one declaration of a style, or nothing where its property or its value is not allowed."""
    name, _, value = text.partition(":")
    name, value = name.strip().lower(), value.strip().removesuffix("!important").strip()
    if name == "background":
        name = "background-color"
    plain = name in PROPERTIES and _VALUE.match(value) and _FUNCTIONS.issuperset(_FUNCTION.findall(value))
    return f"{name}:{value}" if plain else ""
