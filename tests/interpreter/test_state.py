"""What lasts from run to run, and what the host hands in."""

from __future__ import annotations

import gc

import pytest

from agent_magic.interpreter import Interpreter, Limits, Policy


def run(interpreter: Interpreter, source: str) -> object:
    outcome = interpreter.run(source)
    assert outcome.error is None, outcome.error.traceback
    return outcome.value


def test_names_last_from_run_to_run() -> None:
    interpreter = Interpreter()
    run(interpreter, "import math\nx = 3\ndef double(): return 2 * x\nclass A: y = 4")
    assert run(interpreter, "double() + A.y + math.floor(0.5)") == 10
    assert interpreter.namespace["x"] == 3


def test_functions_see_later_definitions() -> None:
    interpreter = Interpreter()
    run(interpreter, "def outer(): return inner() + x\ndef inner(): return 1\nx = 10")
    assert run(interpreter, "outer()") == 11
    run(interpreter, "def inner(): return 2\nx = 20")
    assert run(interpreter, "outer()") == 22
    run(interpreter, "del inner")
    error = interpreter.run("outer()").error
    assert error is not None
    assert error.message == "name 'inner' is not defined"


def test_what_came_before_an_error_stays() -> None:
    interpreter = Interpreter()
    outcome = interpreter.run("x = 1\nprint(x)\n1 / 0\nx = 2")
    assert (outcome.output, outcome.value) == ("1\n", None)
    assert run(interpreter, "x") == 1


def test_the_value_is_that_of_the_last_expression() -> None:
    interpreter = Interpreter()
    assert run(interpreter, "5\n6") == 6
    assert run(interpreter, "x = 5") is None
    assert run(interpreter, "") is None
    assert run(interpreter, "if True:\n    7") is None
    assert run(interpreter, "lambda: 5\nNone") is None


def test_a_program_runs_again_and_in_another_interpreter() -> None:
    first, second = Interpreter(), Interpreter()
    program = first.compile("n = n + 1\nn")
    first.namespace["n"], second.namespace["n"] = 1, 10
    assert [first.run(program).value, first.run(program).value, second.run(program).value] == [2, 3, 11]


def test_a_program_may_run_under_a_policy_that_trusts() -> None:
    program = Interpreter().compile("class P: pass\nmatch P():\n    case P(__doc__=d, __module__=m): pass\nd")
    assert Interpreter(policy=Policy.permissive()).run(program).value is None
    matching = Interpreter().compile("import collections\nmatch 5:\n    case int(n): pass\nn")
    assert Interpreter(policy=Policy.permissive()).run(matching).value == 5


def test_the_collector_of_garbage_stays_off_where_it_was_off() -> None:
    gc.disable()
    try:
        run(Interpreter(), "1 + 1")
        assert not gc.isenabled()
    finally:
        gc.enable()
    run(Interpreter(), "1 + 1")
    assert gc.isenabled()


def test_interpreters_share_nothing() -> None:
    first, second = Interpreter(), Interpreter()
    run(first, "import collections\nx = 1")
    assert run(second, "'x' in globals(), 'collections' in globals()") == (False, False)
    assert run(first, "class A: pass\nA.__module__") == "__main__"


def test_a_namespace_can_be_handed_in() -> None:
    namespace = {"x": 3, "__name__": "mine"}
    interpreter = Interpreter(namespace=namespace)
    assert run(interpreter, "y = x + 1\n__name__") == "mine"
    assert namespace["y"] == 4
    assert interpreter.namespace is namespace


def test_variables_are_copied_and_functions_are_lent() -> None:
    numbers = [1, 2, 3]
    interpreter = Interpreter(functions={"add": lambda a, b: a + b}, variables={"numbers": numbers})
    assert run(interpreter, "numbers.append(add(3, 1))\nnumbers") == [1, 2, 3, 4]
    assert numbers == [1, 2, 3]


@pytest.mark.parametrize(
    "source",
    [
        "add = 1",
        "def add(): pass",
        "class add: pass",
        "import math as add",
        "for add in []: pass",
        "del add",
        "add += 1",
        "(add := 1)",
        "[add] = [1]",
        "try:\n    1 / 0\nexcept Exception as add:\n    pass",
        "match 1:\n    case add: pass",
        "match {}:\n    case {**add}: pass",
        "def f():\n    global add\n    add = 1",
    ],
)
def test_a_lent_function_cannot_be_bound_anew(source: str) -> None:
    interpreter = Interpreter(functions={"add": lambda a, b: a + b})
    error = interpreter.run(source).error
    assert error is not None
    assert error.message == "add is a function that was lent to you; choose another name"
    assert run(interpreter, "add(1, 2)") == 3


def test_a_name_of_a_function_of_its_own_may_be_that_of_a_lent_one() -> None:
    interpreter = Interpreter(functions={"add": lambda a, b: a + b})
    assert run(interpreter, "def f(add): return add + 1\n[f(1), add(1, 1), [add for add in [7]]]") == [2, 2, [7]]


def test_more_functions_can_be_lent_later() -> None:
    interpreter = Interpreter(functions={"one": lambda: 1})
    interpreter.lend({"two": lambda: 2})
    interpreter.lend({})
    assert run(interpreter, "one() + two()") == 3


def test_a_function_finds_what_was_lent_after_it_was_defined() -> None:
    interpreter = Interpreter(functions={"price": lambda: 1})
    run(interpreter, "def both(): return price() + later()")
    interpreter.lend({"price": lambda: 10, "later": lambda: 5})
    assert run(interpreter, "both()") == 15


def test_what_the_code_does_to_its_builtins_ends_with_the_run() -> None:
    interpreter = Interpreter(functions={"spoil": lambda: interpreter.namespace["__builtins__"].update(len=None, x=1)})
    run(interpreter, "def size(): return len([1, 2])\nspoil()")
    assert run(interpreter, "size()") == 2
    error = interpreter.run("x").error
    assert error is not None
    assert error.message == "name 'x' is not defined"


def test_what_goes_from_its_builtins_goes_within_the_limits_of_the_next_run() -> None:
    def leave(value: object) -> None:
        interpreter.namespace["__builtins__"]["left"] = value

    interpreter = Interpreter(functions={"leave": leave}, limits=Limits(seconds=0.2))
    run(interpreter, "class Stays:\n    def __del__(self):\n        while True: pass\nleave(Stays())")
    error = interpreter.run("1").error
    assert error is not None
    assert error.message == "the code ran for more than 0.2 seconds"
    assert run(interpreter, "2") == 2


def test_a_run_within_a_run_is_refused_and_the_outer_one_goes_on() -> None:
    interpreter = Interpreter()
    interpreter.lend({"again": lambda: interpreter.run("1")})
    source = "try:\n    again()\nexcept RuntimeError as error:\n    told = str(error)\n[i for i in range(3)], told"
    told = "this interpreter runs code already; make another one for what is to run meanwhile"
    assert run(interpreter, source) == ([0, 1, 2], told)
    assert run(interpreter, "told") == told


def test_functions_of_a_run_that_is_over_cannot_be_called() -> None:
    interpreter = Interpreter()
    run(interpreter, "def f():\n    return 5\nclass A:\n    def __len__(self): return 5\na = A()")
    for action in (interpreter.namespace["f"], lambda: len(interpreter.namespace["a"])):
        with pytest.raises(Exception, match="the run is over: its functions cannot be called"):
            action()
    assert run(interpreter, "f() + len(a)") == 10


def test_functions_of_a_trusted_program_can_be_called_at_any_time() -> None:
    namespace: dict[str, object] = {}
    Interpreter(policy=Policy.permissive(), namespace=namespace).run(
        "def f():\n    for i in range(3): pass\n    return i"
    )
    f = namespace["f"]
    assert callable(f)
    assert [f() for _ in range(1_000)] == [2] * 1_000


def test_a_run_within_a_run_keeps_its_own_accounts() -> None:
    inner = Interpreter(limits=Limits(operations=10))

    def evaluate(source: str) -> object:
        outcome = inner.run(source)
        return outcome.error.type if outcome.error else outcome.value

    outer = Interpreter(functions={"evaluate": evaluate})
    assert run(outer, "[evaluate('1 + 1'), evaluate('while True: pass'), sum(range(5))]") == [2, "LimitExceeded", 10]


def test_a_file_name_that_is_no_text_is_not_used() -> None:
    interpreter = Interpreter(policy=Policy.permissive(), namespace={"__file__": 3})
    error = interpreter.run("1 / 0").error
    assert error is not None
    assert error.line == 1
    named = Interpreter(policy=Policy.permissive(), namespace={"__file__": "mine.py"})
    assert named.compile("1").filename == "mine.py"
