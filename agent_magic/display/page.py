"""A run as HTML, from autoescaped templates."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from agent_magic.display import words
from agent_magic.display.bundles import in_words, picture, preformatted, table
from agent_magic.display.clean import clean, cut, one_line
from agent_magic.display.highlight import highlight
from agent_magic.display.outputs import Outputs
from agent_magic.display.record import Plan, Run, Step
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
NESTED = 4  # the texts of a called agent get a quarter of the room

Key = tuple[int | str, ...]


@dataclass(frozen=True, slots=True)
class _Shown:
    """What a step displayed, bounded: pictures are all kept, of the rest the first ones."""

    items: list[Markup]
    left_out: int


@dataclass(frozen=True, slots=True)
class Piece:
    """What is drawn on its own: `over` says that it will not change, `joined` that the next piece belongs to it.

    `key` tells the pieces of a run apart; `call` is the number of the call that it is about.
    """

    key: Key
    over: bool
    inside: Callable[[], str]
    depth: int = 0
    joined: bool = False
    call: int = 0


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
            replayed=start.replayed,
            cards=cards,
            more=len(start.inputs) - len(cards),
        )

    def step(self, step: Step) -> str:
        """Return one step, whole: its plan, its line, the agents that it called, what it showed."""
        return self._fill("step", pieces=[Markup(self.boxed(piece)) for piece in self._folded(step, 0)])

    def pieces(self, step: Step) -> list[Piece]:
        """Return what `step` drawn while it goes on is made of: an agent at work is in pieces, too."""
        return self._pieces(step, (step.number,), 0)

    def boxed(self, piece: Piece) -> str:
        """Return a piece as it stands in a run."""
        return self._fill(
            "piece",
            box=STYLES["joined" if piece.joined else "step"],
            depth=piece.depth,
            inside=Markup(piece.inside()),
        )

    def footer(self, run: Run) -> str:
        """Return the line that says how the run ended."""
        failed = run.finished is not None and run.finished.status == "failed"
        return self._fill("footer", words=words.ending(run), failed=failed)

    def whole(self, run: Run) -> str:
        """Return the whole run as one piece of static HTML."""
        steps = [Markup(self.step(step)) for step in run.steps.values()]
        return self._fill("run", header=Markup(self.header(run)), steps=steps, footer=Markup(self.footer(run)))

    def _pieces(self, step: Step, key: Key, depth: int) -> list[Piece]:
        """Return the pieces of a step at some depth, with those of the agents that are at work for it."""
        found = []
        for piece in self._folded(step, depth, key):
            call = step.calls.get(piece.call)
            if call is None or call.state != "working":
                found.append(piece)
                continue
            found.append(replace(piece, inside=partial(self._call, call, depth, at_work=True)))
            for nested in call.steps.values():
                found += self._pieces(nested, (*piece.key, nested.number), depth + 1)
        return found

    def _folded(self, step: Step, depth: int, key: Key = ()) -> list[Piece]:
        """Return the pieces of a step, each call of an agent as one piece."""
        found = []
        if step.plan is not None:
            over = step.plan.state != "planning"
            found.append(Piece((*key, "plan"), over, partial(self._plan, step.plan, depth), depth))
        if step.begun or step.plan is None:
            found.append(Piece((*key, "line"), step.over, partial(self._line, step, depth), depth))
        for number, call in step.calls.items():
            over = call.state != "working"
            found.append(Piece((*key, "call", number), over, partial(self._call, call, depth), depth, call=number))
        if step.calls_left_out:
            note = words.calls_left_out(step)
            found.append(Piece((*key, "calls"), False, partial(self._fill, "note", note=note), depth))
        shown = _shown(step.outputs)
        if shown.items or shown.left_out:
            found[-1] = replace(found[-1], joined=True)
            found.append(Piece((*key, "shown"), step.over, partial(self._fill, "shown", shown=shown), depth))
        return found

    def _line(self, step: Step, depth: int) -> str:
        title, room = words.title(step), 1 if depth == 0 else NESTED
        return self._fill(
            "line",
            number=step.number,
            open=not step.over,
            title=title,
            state=step.state,
            cost=words.cost(step),
            reasoning=_reasoning(step),
            thought=_beyond(title, cut(clean(step.thought).strip(), TEXT // room)),
            code=highlight(cut(clean(step.code).strip("\n"), CODE // room)),
            output=cut("".join(map(clean, step.outputs.texts)).strip("\n"), TEXT // room),
            error=cut(clean(step.error or "").strip(), TEXT // room),
            notice=one_line(clean(step.notice), 300),
        )

    def _plan(self, plan: Plan, depth: int) -> str:
        title, text = words.first_line(plan.text), clean(plan.text).strip()
        return self._fill(
            "plan",
            open=plan.state == "planning",
            title=title,
            state=plan.state,
            cost=words.cost(plan),
            notice=one_line(clean(plan.notice), 300),
            text=cut(text, TEXT // (1 if depth == 0 else NESTED)) or "(an empty plan)",
        )

    def _call(self, call: Run, depth: int, *, at_work: bool = False) -> str:
        """Return a call of an agent: its line, its task, and its steps where they are not pieces of their own."""
        task = clean(call.started.task if call.started else "").strip()
        title = words.first_line(task)
        nested = [] if at_work else [self._folded(step, depth + 1) for step in call.steps.values()]
        return self._fill(
            "call",
            agent=one_line(clean(call.agent), 60),
            open=at_work,
            title=title,
            state=call.state,
            cost=words.call_cost(call),
            task=_beyond(title, cut(task, TEXT // NESTED)),
            steps=[_stacked(pieces) for pieces in nested],
            left_out=len(call.steps_left_out),
            error=one_line(clean((call.finished and call.finished.error) or ""), 600),
        )

    def _fill(self, template: str, **values: object) -> str:
        return self._templates.get_template(f"{template}.html.jinja").render(values).rstrip()


def _stacked(pieces: list[Piece]) -> list[tuple[bool, Markup]]:
    """Return the pieces of a step as they stand in a called agent's run, and whether each goes on with the last."""
    goes_on = [False, *(piece.joined for piece in pieces)]
    return [(joined, Markup(piece.inside())) for joined, piece in zip(goes_on, pieces, strict=False)]


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
