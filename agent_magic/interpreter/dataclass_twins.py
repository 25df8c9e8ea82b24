"""The `dataclasses` of one interpreter: the source that they write and evaluate may say what it needs and no more."""

from __future__ import annotations

import ast
import dataclasses
from collections.abc import Callable, Mapping
from types import FunctionType
from typing import Any, Final

from agent_magic.interpreter.attributes import Attributes
from agent_magic.interpreter.copying import private_module
from agent_magic.interpreter.errors import ForbiddenOperation
from agent_magic.interpreter.names import is_dunder

_TWINS: Final = ("make_dataclass", "asdict", "astuple", "replace")
_NAMES: Final = frozenset("super hash type tuple NotImplemented AttributeError TypeError".split())
_OF_THEIR_OWN: Final = (
    "_type_",
    "_dflt_",
    "_return_type",
    "__dataclass_",
    "_HAS_DEFAULT_FACTORY",
    "MISSING",
    "BUILTINS",
)


class DataclassTwins:
    """The twins of one interpreter. `read` is the guarded `getattr`."""

    def __init__(self, attributes: Attributes, read: Callable[..., Any], copies: Any) -> None:
        self._attributes = attributes
        self._private = private = private_module("dataclasses")
        _share(vars(private))
        vars(private).update({"exec": self._evaluate, "getattr": read, "copy": copies})

    def members(self) -> Mapping[str, Any]:
        """Return the twins, by name."""
        return {"dataclass": self._dataclass, **{name: getattr(self._private, name) for name in _TWINS}}

    def _dataclass(self, cls: Any = None, /, **options: Any) -> Any:
        def decorate(target: Any) -> Any:
            self._attributes.check_write(target, "decorated")
            return self._private.dataclass(target, **options)

        return decorate if cls is None else decorate(cls)

    def _evaluate(self, source: str, names: dict[str, Any], made: dict[str, Any]) -> None:
        """Twin of `exec` for the source of generated methods."""
        tree = ast.parse(source)
        if _check(tree):
            self._ask_for_receivers(tree)
            made[_ASK] = self._ask
        exec(compile(tree, "<string>", "exec"), names, made)

    def _ask_for_receivers(self, tree: ast.Module) -> None:
        """Let each method that says a private name ask whether it may read that name from the object it is given."""
        (maker,) = tree.body
        assert isinstance(maker, ast.FunctionDef)
        maker.args.args.append(ast.arg(_ASK))
        maker.args.defaults = [*maker.args.defaults, ast.Name(_ASK, ast.Load())]
        for method in ast.walk(tree):
            if isinstance(method, ast.FunctionDef) and method is not maker:
                names = {n.attr for n in ast.walk(method) if isinstance(n, ast.Attribute) and _is_private(n.attr)}
                if names:
                    receiver = ast.Name(method.args.args[0].arg, ast.Load())
                    method.body.insert(0, ast.Expr(ast.Call(ast.Name(_ASK, ast.Load()), [receiver], [])))
        ast.fix_missing_locations(tree)

    def _ask(self, receiver: object) -> None:
        if not self._attributes.is_own_class(type(receiver)):
            raise ForbiddenOperation(f"the private fields of a {type(receiver).__name__} may not be read")


_ASK: Final = ".ask"
_EVALUATING: Final = "_FuncBuilder"
"""The class that evaluates source from 3.13 on: the private one must go on using what stands in its own module."""


def _share(private: dict[str, Any]) -> None:
    """Let a private module use the classes and marks of the real one, in its functions' defaults too."""
    real = {name: value for name, value in vars(dataclasses).items() if name[:2] != "__" and name != _EVALUATING}
    shared = {id(private[name]): value for name, value in real.items() if type(value) is not FunctionType}
    private.update({name: value for name, value in real.items() if type(value) is not FunctionType})
    for function in [value for value in private.values() if type(value) is FunctionType]:
        function.__defaults__ = tuple(shared.get(id(value), value) for value in function.__defaults__ or ())
        function.__kwdefaults__ = {
            name: shared.get(id(value), value) for name, value in (function.__kwdefaults__ or {}).items()
        }


def _is_private(name: str) -> bool:
    return name[:1] == "_" and not is_dunder(name)


def _check(tree: ast.Module) -> bool:
    """Say whether the source reads private names; raise where a field's name turned out to be more than a name."""
    nodes = [node for node in ast.walk(tree) if type(node) in _LOOKED_AT]
    bound = {node.arg for node in nodes if isinstance(node, ast.arg)}
    bound |= {node.name for node in nodes if isinstance(node, ast.FunctionDef)}
    for node in nodes:
        match node:
            case ast.Name(id=name) if name in bound or name in _NAMES or name.startswith(_OF_THEIR_OWN):
                pass
            case ast.Attribute(
                value=ast.Name() | ast.Attribute(attr="__class__") | ast.Call(func=ast.Name(id="super"))
            ):
                pass
            case ast.arg() | ast.FunctionDef():
                pass
            case _:
                raise TypeError(f"a field's name must be a valid identifier: {ast.unparse(node)[:80]!r}")
    return any(isinstance(node, ast.Attribute) and _is_private(node.attr) for node in nodes)


_LOOKED_AT: Final = frozenset(
    {ast.arg, ast.FunctionDef, ast.Name, ast.Attribute, ast.Import, ast.ImportFrom, ast.Lambda, ast.Subscript}
)
