"""Names that a user wrote, looked up among the variables of the notebook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from pkgutil import iter_modules
from types import FunctionType
from typing import TYPE_CHECKING, Any

from agent_magic.errors import NoModelChosen, UsageError
from agent_magic.notebook.hints import close_matches

if TYPE_CHECKING:
    from agent_magic.models import Model


def find_variable(name: str, namespace: Mapping[str, Any], option: str) -> Any:
    """Return what the variable `name`, given for `option`, holds; raises `UsageError` where it is not there."""
    if not name.isidentifier():
        raise UsageError(f"{name!r} is not a name of a variable; {option} takes names only.")
    if name not in namespace:
        known = [other for other in namespace if not other.startswith("_")]
        raise UsageError(
            f"there is no variable {name} in this notebook{close_matches(name, known)}. "
            "Run the cell that makes it first."
        )
    return namespace[name]


def find_inputs(names: Sequence[str], namespace: Mapping[str, Any]) -> dict[str, Any]:
    """Return the variables called `names`; raises `UsageError` where one is not there."""
    return {name: find_variable(name, namespace, "--input") for name in names}


def check_here(inputs: Mapping[str, Any], mode: str) -> None:
    """Raise `UsageError` where an input stayed in a worker, and the mode is one in which no code runs there."""
    from agent_magic.worker.outputs import Kept

    for name, value in inputs.items():
        if isinstance(value, Kept):
            raise UsageError(f"{name} is kept in a worker, where only code can use it: leave --mode {mode} out")


def check_imports(modules: Sequence[str]) -> None:
    """Raise `UsageError` where a module to be allowed is not installed."""
    for module in modules:
        top = module.partition(".")[0]
        if top != "*" and find_spec(top) is None:
            known = (other.name for other in iter_modules())
            raise UsageError(
                f"there is no module {top} in this environment{close_matches(top, known)}. "
                f"Install it first, or leave it out of the imports."
            )


def find_files(paths: Sequence[str]) -> tuple[str, ...]:
    """Return the whole paths of files and folders; raises `UsageError` where one is not there."""
    for path in paths:
        if not Path(path).expanduser().exists():
            raise UsageError(f"there is no file or folder {path}; --files takes paths as seen from {Path.cwd()}.")
    return tuple(str(Path(path).expanduser().resolve()) for path in paths)


def is_model(value: object) -> bool:
    """Whether `value` can be asked for a reply."""
    return not isinstance(value, type) and all(hasattr(value, part) for part in ("name", "scripted", "stream"))


def is_engine(value: object) -> bool:
    """Whether `value` is a function of messages, which can be a model, too."""
    if not isinstance(value, FunctionType):
        return False
    return value.__code__.co_varnames[: value.__code__.co_argcount][:1] == ("messages",)


def find_model(name: str, namespace: Mapping[str, Any], aliases: Mapping[str, str]) -> Model:
    """Return the model called `name`.

    That is what a variable of that name holds, a model or a plain callable, or what can be made of the name; an alias
    goes before a callable.
    """
    from agent_magic.models import as_model, local_servers, no_model_message

    if not name:
        raise NoModelChosen(no_model_message(local_servers()))
    held: Any = namespace.get(name)
    if is_model(held) or (name not in aliases and callable(held) and not isinstance(held, type)):
        return as_model(held)
    return as_model(name, aliases=aliases)
