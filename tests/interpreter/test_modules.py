"""What `import` gives: frozen facades of what the policy allows, and CPython's own errors otherwise."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from agent_magic.interpreter import Interpreter, Policy
from agent_magic.interpreter.standard_library import BASE
from tests.interpreter.running import error_of, refusal_of, value_of


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A package that can be imported under a policy that names it."""
    package = tmp_path / "shelf_of_tests"
    (package / "inner").mkdir(parents=True)
    (package / "__init__.py").write_text(
        "import os, math as numbers\nfrom collections import OrderedDict\nfrom . import inner\nfrom .inner import deep\n"
        "__version__ = '1.2'\n__all__ = ['LIMITS', 'double', 'OrderedDict']\nLIMITS = [1, 2]\n_private = 3\n"
        "def double(x): return 2 * x\n"
    )
    (package / "plain.py").write_text("import json\none = 1\ndef two(): return 2\n_three = 3\n")
    (package / "broken.py").write_text("raise ValueError('broken')\n")
    (package / "inner" / "__init__.py").write_text("")
    (package / "inner" / "deep.py").write_text("value = 5\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    for name in [name for name in sys.modules if name.startswith("shelf_of_tests")]:
        monkeypatch.delitem(sys.modules, name)
    return "shelf_of_tests"


@pytest.mark.parametrize("name", sorted(BASE))
def test_each_module_of_the_base_list_can_be_imported(name: str) -> None:
    source = f"import {name}\nimport {name} as m\n[n for n in dir(m) if not hasattr(m, n)], len(dir(m)) > 0"
    assert value_of(source) == ([], True)


def test_every_form_of_the_import_statement() -> None:
    assert value_of("import collections.abc\ncollections.abc.Mapping.__name__") == "Mapping"
    assert value_of("import collections.abc as c\nc.Set.__name__") == "Set"
    assert value_of("from collections import abc, OrderedDict as O\nabc.Set.__name__, O(a=1)['a']") == ("Set", 1)
    assert value_of("from math import *\nfloor(2.5), pi > 3") == (2, True)
    assert value_of("import os.path\nos.path.join('a', 'b'), hasattr(os, 'system')") == ("a/b", False)
    assert value_of("from os.path import basename\nbasename('a/b')") == "b"
    assert value_of("import math, json as j\nj.dumps(math.floor(1.5))") == "1"


def test_a_module_is_the_same_whenever_it_is_imported() -> None:
    interpreter = Interpreter()
    assert interpreter.run("import math\nm = math\nimport math\nm is math").value is True
    assert interpreter.run("import collections.abc, collections\ncollections.abc is __import_again()").error is not None


def test_containers_of_modules_are_copies() -> None:
    import keyword

    assert value_of("import keyword\nkeyword.kwlist.append('mine')\nkeyword.kwlist[-1]") == "mine"
    assert "mine" not in keyword.kwlist


@pytest.mark.parametrize(
    "name", ["os", "sys.modules", "socket", "subprocess", "ctypes", "importlib", "builtins", "shutil", "json.decoder"]
)
def test_other_modules_are_refused(name: str) -> None:
    assert refusal_of(f"import {name}").startswith(f"the import of {name} is not allowed")


def test_members_that_a_facade_does_not_have() -> None:
    for module in ("math", "json"):
        with pytest.raises(ImportError) as raised:
            exec(f"from {module} import nothing")
        error = error_of(f"from {module} import nothing")
        assert (error.type, error.message) == ("ImportError", str(raised.value))
    assert refusal_of("from os.path import samefile").startswith("os.path.samefile is not allowed")
    assert error_of("import random\nrandom._os").type == "ForbiddenOperation"
    assert error_of("import re\nre.enum").message == "module 're' has no attribute 'enum'"


def test_what_is_not_installed_is_told_as_in_cpython() -> None:
    error = error_of("import no_such_thing", policy=Policy(imports=["no_such_thing"]))
    assert (error.type, error.message) == ("ModuleNotFoundError", "No module named 'no_such_thing'")


def test_unsafe_modules_are_not_lent_by_any_policy() -> None:
    for name in ("os", "subprocess", "pickle", "ctypes"):
        assert f"{name} cannot be lent to the code" in refusal_of(f"import {name}", policy=Policy(imports=["*"]))


def test_a_pattern_allows_a_module_and_a_star_its_submodules(library: str) -> None:
    alone, all_of_it = Policy(imports=[library]), Policy(imports=[f"{library}.*"])
    assert value_of(f"import {library} as s\ns.double(4), s.LIMITS, s.__version__", policy=alone) == (8, [1, 2], "1.2")
    assert "is not allowed" in refusal_of(f"import {library}.plain", policy=alone)
    assert value_of(f"import {library}.plain\n{library}.plain.two()", policy=all_of_it) == 2
    assert value_of(f"from {library} import plain\nplain.one", policy=all_of_it) == 1
    assert value_of(f"from {library}.inner.deep import value\nvalue", policy=all_of_it) == 5
    assert value_of(f"import {library} as s\ns.inner.deep.value", policy=all_of_it) == 5
    assert value_of(f"import {library}.inner.deep as d\nd.value", policy=Policy(imports=[f"{library}.inner.deep"])) == 5


def test_a_library_shows_its_own_members_only(library: str) -> None:
    lent = {"policy": Policy(imports=[f"{library}.*"])}
    for name in ("os", "numbers", "_private", "nothing", "__loader__x"):
        assert f"has no attribute {name!r}" in error_of(f"import {library}\n{library}.{name}", **lent).message or (
            name.startswith("_")
        )
    assert value_of(f"from {library} import *\nsorted(n for n in globals() if n[0] != '_')", **lent) == [
        "LIMITS", "OrderedDict", "double",
    ]  # fmt: skip
    assert value_of(f"from {library}.plain import *\nsorted(n for n in globals() if n[0] != '_')", **lent) == [
        "one",
        "two",
    ]
    assert "cannot import name 'nothing'" in error_of(f"from {library} import nothing", **lent).message
    assert error_of(f"import {library}.nothing", **lent).type == "ModuleNotFoundError"
    assert error_of(f"import {library}.broken", **lent).type == "ValueError"
    assert (
        "has no attribute 'inner'"
        in error_of(f"import {library}\n{library}.inner", policy=Policy(imports=[library])).message
    )


def test_the_list_of_a_library_is_a_copy(library: str) -> None:
    lent = {"policy": Policy(imports=[library])}
    assert value_of(f"import {library} as s\ns.LIMITS.append(9)\ns.LIMITS", **lent) == [1, 2, 9]
    assert sys.modules[library].LIMITS == [1, 2]


def test_a_trusted_program_imports_as_in_cpython() -> None:
    interpreter = Interpreter(policy=Policy.permissive())
    assert interpreter.run("import os\nfrom sys import modules\nmodules['os'] is os").value is True


def test_relative_imports_are_refused() -> None:
    assert refusal_of("from .x import y") == "a relative import is not possible here; name the module in full"


def test_the_policy_can_be_shown() -> None:
    policy = Policy(imports=["numpy"])
    assert "numpy" in policy.allowed_names()
    assert "math" in policy.allowed_names()
    assert Policy.permissive().allows("anything.at.all")
    assert not policy.allows("numpy.linalg")
    assert not Policy(imports=["numpy.*"]).allows("numpylike")


def test_functions_in_c_import_what_they_need() -> None:
    assert value_of("import datetime\ndatetime.datetime.strptime('2024', '%Y').year") == 2024
    assert value_of("import time\ntime.strptime('2024', '%Y').tm_year") == 2024
