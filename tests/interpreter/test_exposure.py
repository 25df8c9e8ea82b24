"""Variables of the host: the code works on copies, and cannot change by assignment what is no copy."""

from __future__ import annotations

from collections import Counter, OrderedDict, defaultdict, deque
from types import MappingProxyType, SimpleNamespace
from typing import Any

import networkx as nx
import numpy as np
import pandas as pd
import polars as pl
import pytest
from PIL import Image

from agent_magic.interpreter import Interpreter, Policy

IMPORTS = ["numpy", "pandas", "polars", "PIL.*", "networkx"]


class Account:
    """An object of the host."""

    def __init__(self) -> None:
        self.balance = 10
        self.log: list[int] = []
        self.part = SimpleNamespace(x=1)


def changed(value: Any, code: str) -> Any:
    """Run `code` on the variable `given`; return what it has then."""
    interpreter = Interpreter(Policy(imports=IMPORTS), variables={"given": value})
    outcome = interpreter.run(f"{code}\ngiven")
    assert outcome.error is None, outcome.error.traceback
    return outcome.value


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ({"k": [1], "n": {"m": {2}}}, "given['k'].append(2); given['n']['m'].add(3); given['x'] = 1"),
        ([[1], (2, [3])], "given[0].clear(); given[1][1].append(4)"),
        (deque([[1]], maxlen=3), "given[0].append(1); given.append(2)"),
        (OrderedDict(a=[1]), "given['a'].append(1)"),
        (Counter("ab"), "given['a'] += 5"),
        (defaultdict(list, a=[1]), "given['a'].append(1); given['b'].append(2)"),
        (bytearray(b"ab"), "given[0] = 99"),
    ],
    ids=lambda value: type(value).__name__ if not isinstance(value, str) else "",
)
def test_containers_are_copied_in_depth(value: Any, code: str) -> None:
    before = repr(value)
    after = changed(value, code)
    assert repr(value) == before
    assert type(after) is type(value)
    assert repr(after) != before


def test_a_read_only_view_shows_a_copy() -> None:
    settings = {"mode": "safe", "more": [1]}
    code = "class X:\n    def __ror__(self, other): other['mode'] = 'mine'\ngiven | X()\ngiven['more'].append(2)"
    assert dict(changed(MappingProxyType(settings), code)) == {"mode": "mine", "more": [1, 2]}
    assert settings == {"mode": "safe", "more": [1]}


def test_what_two_variables_share_their_copies_share() -> None:
    part: list[Any] = [1]
    part.append(part)
    interpreter = Interpreter(variables={"a": {"p": part}, "b": part})
    outcome = interpreter.run("b.append(9)\na['p'] is b, b[1] is b, len(a['p'])")
    assert outcome.value == (True, True, 3)
    assert len(part) == 2


def test_arrays_are_copied_also_those_that_are_views() -> None:
    array = np.arange(3)
    view = array[:]
    view.setflags(write=False)
    assert changed(view, "given.flags.writeable and given.base is None and given.fill(9)").tolist() == [9, 9, 9]
    assert array.tolist() == [0, 1, 2]
    objects = np.array([[1], {"a": 2}], dtype=object)
    changed(objects, "given[0].append(2)\ngiven[1]['a'] = 3")
    assert objects.tolist() == [[1], {"a": 2}]


def test_tables_are_copied_with_the_objects_in_them() -> None:
    frame = pd.DataFrame({"a": [1, 2], "o": [[1], [2]], "c": pd.Categorical(["x", "y"])})
    before = frame.to_string()
    changed(frame, "given.loc[0, 'a'] = 99\ngiven['o'][0].append(5)\ngiven.columns = list('xyz')")
    assert frame.to_string() == before
    series = pd.Series([[1]], dtype=object)
    changed(series, "given[0].append(2)")
    assert series[0] == [1]
    polars_frame = pl.DataFrame({"a": [1, 2]})
    changed(polars_frame, "given[0, 'a'] = 9")
    assert polars_frame["a"].to_list() == [1, 2]


def test_images_and_graphs_are_copied() -> None:
    image = Image.new("L", (1, 1))
    changed(image, "given.putpixel((0, 0), 9)")
    assert image.getpixel((0, 0)) == 0
    graph = nx.path_graph(2)
    changed(graph, "given.add_edge(5, 6)\ngiven.nodes[0]['c'] = 1")
    assert (graph.number_of_nodes(), graph.nodes[0]) == (2, {})


@pytest.mark.parametrize(
    "code",
    [
        "given.balance = 99",
        "given.balance += 1",
        "del given.balance",
        "setattr(given, 'balance', 99)",
        "for given.balance in [99]: pass",
        "object.__setattr__(given, 'balance', 99)",
        "given.part.x = 99",
    ],
)
def test_other_objects_cannot_be_changed_by_assignment(code: str) -> None:
    account = Account()
    outcome = Interpreter(variables={"given": account, "part": account.part}).run(code)
    assert outcome.error is not None
    assert outcome.error.type == "ForbiddenOperation"
    assert (account.balance, account.part.x) == (10, 1)


def test_objects_that_the_code_made_with_a_library_can_be_changed() -> None:
    code = "import pandas as pd\nd = pd.DataFrame({'a': [1]})\nd.index.name = 'i'\nd.columns = ['b']\nlist(d.columns)"
    assert Interpreter(Policy(imports=["pandas"])).run(code).value == ["b"]


def test_numbers_of_a_series_are_copied() -> None:
    pandas = pytest.importorskip("pandas")
    series = pandas.Series([1, 2])
    assert Interpreter(variables={"s": series}).run("s[0] = 5\ns.tolist()").value == [5, 2]
    assert series.tolist() == [1, 2]
