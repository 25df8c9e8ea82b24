"""The line of a cell: what it may say, and one clear line for what it may not."""

from __future__ import annotations

import dataclasses

import pytest

from agent_magic.errors import UsageError
from agent_magic.executors.choice import NAMES
from agent_magic.magics.options import EXECUTORS, OPTIONS, CellOptions, help_text, parse_line


@pytest.mark.parametrize(
    ("line", "options"),
    [
        ("", CellOptions()),
        ("-m org/name", CellOptions(model="org/name")),
        ("--model=http://127.0.0.1:8000/v1#name", CellOptions(model="http://127.0.0.1:8000/v1#name")),
        ("-m 'scripted:my lesson.md'", CellOptions(model="scripted:my lesson.md")),
        (r"-m scripted:C:\lessons\one.md", CellOptions(model=r"scripted:C:\lessons\one.md")),
        ("-m first -m second", CellOptions(model="second")),
        ("-i df", CellOptions(input=("df",))),
        ("-i df,sales", CellOptions(input=("df", "sales"))),
        ("-i df, sales other", CellOptions(input=("df", "sales", "other"))),
        ("-i df --dry-run --input sales df", CellOptions(input=("df", "sales"), dry_run=True)),
        ("--imports pandas numpy.* os.path, *", CellOptions(imports=("pandas", "numpy.*", "os.path", "*"))),
        ("-o answer --max-steps 3 --samples 0", CellOptions(output="answer", max_steps=3, samples=0)),
        ("-o Größe", CellOptions(output="Größe")),
        ("--executor local", CellOptions(executor="local")),
        (
            "--files data --trust --files 'my table.csv' a,b",
            CellOptions(files=("data", "my table.csv", "a,b"), trust=True),
        ),
        ("--memory 4GB", CellOptions(memory=4_000_000_000)),
        ("--memory 1.5GiB", CellOptions(memory=3 * 2**29)),
        ("--memory '500 mb'", CellOptions(memory=500_000_000)),
        ("-t search, box -t helper", CellOptions(tools=("search", "box", "helper"))),
        ("--mode tools --plan 3", CellOptions(mode="tools", plan=3)),
        ("--max-tokens 5000 --max-seconds 2.5", CellOptions(max_tokens=5_000, max_seconds=2.5)),
        ("--record 'my run.jsonl'", CellOptions(record="my run.jsonl")),
        ("--replay run.jsonl", CellOptions(replay="run.jsonl")),
        ("-h", CellOptions(help=True)),
    ],
)
def test_a_line_says(line: str, options: CellOptions) -> None:
    assert parse_line(line) == options


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("--modle x", "unknown option --modle (did you mean --mode or --model?)"),
        ("--replya x", "unknown option --replya (did you mean --replay?)"),
        ("--max_steps=3", "unknown option --max_steps (did you mean --max-steps?)"),
        ("--mod x", "unknown option --mod (did you mean --mode or --model?)"),
        ("--zzz", "unknown option --zzz. See %%agent --help."),
        ("--max-steps 0", "--max-steps: must be a whole number, at least 1, not '0'"),
        ("--max-steps -1", "--max-steps: must be a whole number, at least 1, not '-1'"),
        ("--max-steps many", "--max-steps: must be a whole number, at least 1, not 'many'"),
        ("--samples -1", "--samples: must be a whole number, at least 0, not '-1'"),
        ("-o 2nd", "-o/--output: '2nd' is not a name of a variable"),
        ("-o class", "-o/--output: 'class' is not a name of a variable"),
        ("--imports 'a b'", "--imports: 'a b' is not a name of a module"),
        ("--imports numpy.*.x", "--imports: 'numpy.*.x' is not a name of a module"),
        ("--executor proces", "--executor: must be process or local, not 'proces' (did you mean process?)"),
        ("--mode tool", "--mode: must be code, tools, once or text, not 'tool' (did you mean tools?)"),
        ("--plan 0", "--plan: must be a whole number, at least 1, not '0'"),
        ("--max-tokens few", "--max-tokens: must be a whole number, at least 1, not 'few'"),
        ("--max-seconds 0.0", "--max-seconds: must be a number of seconds above 0, not '0.0'"),
        ("--max-seconds -1", "--max-seconds: must be a number of seconds above 0, not '-1'"),
        ("--max-seconds inf", "--max-seconds: must be a number of seconds above 0, not 'inf'"),
        ("--record", "--record: expected one argument"),
        ("--memory 4", "--memory: must be a size such as 500MB or 4GB, not '4'"),
        ("--memory=-1GB", "--memory: must be a size such as 500MB or 4GB, not '-1GB'"),
        ("--files", "--files: expected at least one argument"),
        ("-m", "-m/--model: expected one argument"),
        ("-i", "-i/--input: expected at least one argument"),
        ("-m 'org/name", "a quote is opened and not closed in: -m 'org/name"),
        ("how many rows", "'how' is not an option. The task goes on the lines below %%agent."),
    ],
)
def test_a_line_cannot_say(line: str, message: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse_line(line)
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


def test_the_table_and_the_fields_agree() -> None:
    assert [option.field for option in OPTIONS] == [field.name for field in dataclasses.fields(CellOptions)]


def test_the_places_are_those_that_there_are() -> None:
    assert EXECUTORS == NAMES


def test_help_names_every_option_and_what_it_is_for() -> None:
    shown = " ".join(help_text().split())
    for option in OPTIONS:
        assert all(flag in shown for flag in option.flags)
        assert option.help in shown
