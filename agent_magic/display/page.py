"""A run as HTML and as plain text, from autoescaped templates."""

from __future__ import annotations

from dataclasses import dataclass

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from agent_magic.display import words
from agent_magic.display.bundles import in_words, picture, preformatted, table
from agent_magic.display.clean import clean, cut, one_line
from agent_magic.display.highlight import highlight
from agent_magic.display.record import Outputs, Run, Step
from agent_magic.display.styles import STATE_COLOURS, STYLES

TEXT = 6_000
CODE = 12_000
TASK = 4_000
CARDS = 20
SURELY_SHOWN = 60
LAST_WORDS = 800
RICH = 12
TABLE = 60_000
TABLES = 240_000


@dataclass(frozen=True, slots=True)
class _Shown:
    """What a step displayed, bounded: pictures are all kept, of the rest the first ones."""

    items: list[Markup]
    left_out: int


class Page:
    """The templates, ready to be filled; one for each run."""

    def __init__(self) -> None:
        self._templates = Environment(
            loader=PackageLoader("agent_magic.display"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._templates.globals.update(s=STYLES, colours=STATE_COLOURS)

    def header(self, run: Run) -> str:
        """Return the task, the model and the inputs."""
        start = run.started
        if start is None:
            return ""
        cards = [(clean(name), cut(clean(card), TEXT)) for name, card in list(start.inputs.items())[:CARDS]]
        return self._fill(
            "header",
            task=cut(clean(start.task).strip(), TASK),
            model=one_line(clean(start.model), 200),
            scripted=start.scripted,
            cards=cards,
            more=len(start.inputs) - len(cards),
        )

    def step(self, step: Step) -> str:
        """Return one step: a line that opens, and what it showed."""
        return self._fill(
            "step",
            step=step,
            open=step.state in {"thinking", "running"},
            title=words.title(step),
            cost=words.cost(step),
            reasoning=_reasoning(step),
            thought=_beyond(words.title(step), cut(clean(step.thought).strip(), TEXT)),
            code=highlight(cut(clean(step.code).strip("\n"), CODE)),
            output=cut("".join(map(clean, step.outputs.texts)).strip("\n"), TEXT),
            error=cut(clean(step.error or "").strip(), TEXT),
            notice=one_line(clean(step.notice), 300),
            shown=_shown(step.outputs),
        )

    def footer(self, run: Run) -> str:
        """Return the line that says how the run ended."""
        failed = run.finished is not None and run.finished.status == "failed"
        return self._fill("footer", words=words.ending(run), failed=failed)

    def whole(self, run: Run) -> str:
        """Return the whole run as one piece of static HTML."""
        steps = [Markup(self.step(step)) for step in run.steps.values()]
        return self._fill("run", header=Markup(self.header(run)), steps=steps, footer=Markup(self.footer(run)))

    def _fill(self, template: str, **values: object) -> str:
        return self._templates.get_template(f"{template}.html.jinja").render(values)


def _beyond(title: str, thought: str) -> str:
    """Return `thought`, or nothing where the step's line says all of it, however narrow the page."""
    return "" if thought == title and len(title) <= SURELY_SHOWN else thought


def _reasoning(step: Step) -> str:
    """Return what a reasoning model thinks: its last words while it goes on, as that is where it is."""
    text = clean(step.reasoning).strip()
    if step.state == "thinking" and len(text) > LAST_WORDS:
        return f"…{text[-LAST_WORDS:]}"
    return cut(text, TEXT)


def _shown(outputs: Outputs) -> _Shown:
    items: list[Markup] = []
    others, room, left_out = 0, TABLES, 0
    for bundle in outputs.bundles:
        shown = picture(bundle)
        if shown is None:
            others += 1
            if others > RICH:
                left_out += 1
                continue
            shown = table(bundle, min(TABLE, room))
            room -= len(shown or "")
        items.append(shown or preformatted(cut(in_words(bundle), TEXT // 2)))
    return _Shown(items, left_out)


def plain(run: Run) -> str:
    """Return the whole run as a few lines of text, for what shows no HTML."""
    lines = []
    if run.started is not None:
        scripted = " (scripted)" if run.started.scripted else ""
        lines.append(f"agent: {one_line(clean(run.started.task), 300)} · {clean(run.started.model)}{scripted}")
    for step in run.steps.values():
        lines.append(" · ".join(filter(None, [f"step {step.number}", step.state, words.title(step), words.cost(step)])))
        output = "".join(map(clean, step.outputs.texts)).strip("\n")
        shown = [in_words(bundle) for bundle in step.outputs.bundles[:RICH]]
        for text in [output, *shown, clean(step.error or "")]:
            lines += [f"  {line}" for line in cut(text, TEXT // 3).splitlines()]
    return "\n".join([*lines, words.ending(run)])
