"""How it looks: every inline style of the views, in one table.

An untrusted notebook in JupyterLab keeps `style=` attributes but filters their values: variables, `inherit`
and most newer functions are lost there. So only plain values stand here, text keeps the page's own colour,
greys are translucent, and the few colours have the same contrast (4.3) to a white and to a dark page. That
is what makes the live, the reopened, the untrusted and the exported form look alike.
"""

from __future__ import annotations

from collections.abc import Mapping

GREEN = "#348a51"
PURPLE = "#9a5dd6"
BLUE = "#287ad9"
ORANGE = "#b9641a"
RED = "#d6493f"
TEAL = "#24868f"
GREY = "#737b87"

LINE = "rgba(128,128,128,0.28)"
TINT = "rgba(128,128,128,0.09)"
SANS = "font-family:system-ui,sans-serif;font-size:13px;line-height:1.5"
SMALL = "font-family:system-ui,sans-serif;font-size:12px;line-height:1.5"
MONO = "font-family:monospace;font-size:12px;line-height:1.45"
WRAP = "white-space:pre-wrap;overflow-wrap:break-word"
# No content, however long, widens a piece: the width is that of the place it stands in.
PIECE = f"{SANS};width:0;min-width:100%;box-sizing:border-box;border:1px solid {LINE}"
PRE = f"{MONO};{WRAP};margin:0 0 8px 0;border:none;max-height:360px;overflow:auto"
QUOTE = f"{PRE};padding:0 10px;border-radius:0;background:transparent"
CELL = f"padding:3px 9px;border-bottom:1px solid {LINE};line-height:1.45;text-align:right"

STYLES: Mapping[str, str] = {
    "run": f"{SANS};margin:0;max-width:960px",
    "header": f"{PIECE};border-radius:6px 6px 0 0;padding:8px 12px;background:{TINT}",
    "heading": "display:flex;flex-wrap:wrap;gap:4px 12px;align-items:baseline",
    "task": f"{WRAP};flex:1 1 320px;min-width:0;font-weight:600",
    "model": f"{SMALL};color:{GREY};overflow-wrap:break-word;min-width:0",
    "scripted": (
        f"color:{ORANGE};border:1px solid {ORANGE};border-radius:9px;padding:0 7px;font-size:11px;"
        "line-height:16px;font-weight:600;white-space:nowrap"
    ),
    "inputs": f"{SMALL};margin:4px 0 0 0",
    "inputs_line": f"{SMALL};cursor:pointer;color:{GREY}",
    "card": f"{PRE};margin:4px 0 0 0;padding:8px 10px;border-radius:4px;background:{TINT}",
    "step": f"{PIECE};border-top:none;padding:0",
    "joined": f"{PIECE};border-top:none;border-bottom:none;padding:0",
    "called": f"margin:0 0 0 50px;padding:0;border-left:2px solid {LINE}",
    "asked": f"{SANS};{WRAP};margin:0;padding:2px 12px 8px 12px;color:{GREY}",
    "nested": f"border-top:1px solid {LINE};margin:0;padding:0",
    "nested_on": "margin:0;padding:0",
    "left_out": f"{SMALL};color:{GREY};margin:0;padding:4px 12px 6px 12px",
    "failure": f"{QUOTE};color:{RED};padding:4px 12px;margin:0",
    "label": "font-weight:600",
    "details": "margin:0;padding:0",
    "summary": f"{SANS};cursor:pointer;padding:6px 12px;margin:0;white-space:nowrap;overflow:hidden",
    # The padding is the room that the browser's own triangle takes before the row.
    "row": (
        "display:inline-flex;width:100%;box-sizing:border-box;padding:0 14px 0 0;gap:10px;"
        "align-items:baseline;vertical-align:top"
    ),
    "number": f"color:{GREY};flex:0 0 auto;min-width:14px;text-align:right",
    "title": "flex:1 1 auto;min-width:0;overflow:hidden;text-overflow:ellipsis;white-space:nowrap",
    "state": f"{SMALL};flex:0 0 auto;white-space:nowrap",
    "cost": f"{SMALL};flex:0 0 auto;color:{GREY};white-space:nowrap",
    "body": "padding:2px 12px 10px 50px;margin:0",
    "shown": "padding:0 12px 10px 50px;margin:0;overflow:auto;max-height:640px",
    "thought": f"{SANS};{WRAP};margin:0 0 8px 0",
    "reasoning": f"{SMALL};{WRAP};margin:0 0 8px 0;color:{GREY}",
    "notice": f"{SANS};margin:0 0 8px 0;color:{ORANGE}",
    "code": f"{PRE};padding:8px 10px;border-radius:4px;background:{TINT}",
    "output": f"{QUOTE};border-left:2px solid {LINE}",
    "error": f"{QUOTE};border-left:2px solid {RED};color:{RED}",
    "rich": "margin:0 0 8px 0;padding:0",
    "picture": "display:block;max-width:100%;height:auto;margin:0;background:#ffffff;border-radius:4px",
    "text": f"{PRE};margin:0;padding:0;background:transparent",
    "note": f"{SMALL};color:{GREY};margin:0",
    "footer": f"{PIECE};border-top:none;border-radius:0 0 6px 6px;padding:6px 12px",
    "ended": f"{SMALL};color:{GREY}",
    "failed": f"{SMALL};{WRAP};color:{RED}",
}

STATE_COLOURS: Mapping[str, str] = {
    "planning": BLUE,
    "thinking": BLUE,
    "working": BLUE,
    "running": BLUE,
    "done": GREEN,
    "error": RED,
    "stopped": ORANGE,
    "out of steps": ORANGE,
    "out of tokens": ORANGE,
    "out of time": ORANGE,
    "failed": RED,
}

# What a table and its kin look like wherever they come from; JupyterLab's own rules differ between places.
DATA_STYLES: Mapping[str, str] = {
    "table": f"border-collapse:collapse;border:none;margin:0;width:auto;table-layout:auto;{MONO}",
    "tr": "background:transparent;border:none",
    "th": f"{CELL};font-weight:600",
    "td": CELL,
    "thead": f"border:none;border-bottom:1px solid {LINE}",
    "caption": f"{SANS};color:{GREY};text-align:left",
    "p": f"{SANS};margin:4px 0 0 0",
    "pre": f"{MONO};white-space:pre-wrap;margin:0",
    "img": "max-width:100%",
}
