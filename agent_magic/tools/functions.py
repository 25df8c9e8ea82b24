"""Tools made of functions: what their hints and docstrings say is what the model is told."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable, Mapping
from functools import cached_property
from types import MethodType
from typing import Any, Final, overload

from agent_magic.errors import ToolDefinitionError
from agent_magic.tools.arguments import Arguments
from agent_magic.tools.docstrings import choices_in, read_docstring
from agent_magic.tools.missing import missing_in
from agent_magic.tools.names import name_problem
from agent_magic.tools.origins import origin_of
from agent_magic.tools.parameters import Parameter
from agent_magic.tools.schema import description_in
from agent_magic.tools.signatures import Reading, core_of, hint_text, is_unbound_method, read_callable
from agent_magic.tools.tool import Tool

_OUTPUTS: Final = {
    "str": "string",
    "int": "integer",
    "float": "number",
    "bool": "boolean",
    "list": "array",
    "dict": "object",
    "None": "null",
    "Image": "image",
}


class FunctionTool(Tool):
    """A tool that calls a function; made by `tool` and `as_tool`."""

    def __init__(
        self,
        function: Callable[..., Any],
        *,
        name: str | None = None,
        description: str | None = None,
        strict: bool = True,
        nearby: Mapping[str, Any] | None = None,
    ) -> None:
        self.function = function
        self._reading = _read(function, nearby or {})
        self._options = {"name": name, "description": description, "strict": strict, "nearby": self._reading.nearby}
        self._documentation = read_docstring(self._reading.docstring)
        self.name = name or self._reading.name
        self.description = (self._documentation.description if description is None else description).strip()
        self.returns = self._documentation.returns
        self.output_type = _OUTPUTS.get(self.output_text.partition("[")[0], "any")
        self.__doc__ = self._reading.docstring
        self.__name__ = self.name
        self.__wrapped__ = function
        problem = name_problem(self.name)
        problems = ([problem] if problem else []) + missing_in(
            self._reading, self._documentation, self.description, strict
        )
        if problems:
            raise ToolDefinitionError(f"{self._reading.name}() cannot be a tool: {'; '.join(problems)}")

    def _check(self) -> None:
        """Nothing more: the constructor checked it."""

    def forward(self, *args: Any, **kwargs: Any) -> Any:
        """Call the function."""
        return self.function(*args, **kwargs)

    def __get__(self, instance: object, owner: type | None = None) -> FunctionTool:
        """Return the tool of an instance, where a method of a class was made a tool."""
        if instance is None or not self.unbound:
            return self
        return FunctionTool(MethodType(self.function, instance), **self._options)  # type: ignore[arg-type]

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Check the arguments and call the function; raises `ToolArgumentError` where they do not fit."""
        if self.unbound and args:
            return self.__get__(args[0])(*args[1:], **kwargs)
        return super().__call__(*args, **kwargs)

    @property
    def unbound(self) -> bool:
        """Whether this is a method that still waits for its instance."""
        return self._reading.unbound

    @cached_property
    def arguments(self) -> Arguments:
        """The parameters, as JSON schema and as a check; hints are looked up when this is first asked for."""
        return Arguments(self.name, [self._parameter(each) for each in self._reading.arguments])

    @cached_property
    def inputs(self) -> Mapping[str, Mapping[str, Any]]:  # type: ignore[override] # not before it is asked for
        """Each argument's schema with its description, as a tool's class declares them."""
        needed = self.parameters["required"]
        return {
            name: {"type": "any", "description": "", **told} | ({} if name in needed else {"nullable": True})
            for name, told in self.parameters["properties"].items()
        }

    @property
    def output_text(self) -> str:
        """The return hint, as Python writes it."""
        hint, typed = self._reading.hint(self._reading.returns)
        return typed or hint_text(hint)

    @property
    def origin(self) -> str:
        """Where the function was defined, in words."""
        return origin_of(core_of(self.function))

    def _parameter(self, taken: inspect.Parameter) -> Parameter:
        hint, typed = self._reading.hint(taken.annotation)
        description = self._documentation.arguments.get(taken.name) or description_in(hint)
        told, choices = choices_in(description)
        return Parameter(taken.name, hint, typed, told, choices, taken.default, taken.kind)


def _read(function: Callable[..., Any], nearby: Mapping[str, Any]) -> Reading:
    if isinstance(function, type):
        raise ToolDefinitionError(f"{function.__name__} is a class: give a function, or an instance that can be called")
    if not callable(function):
        raise ToolDefinitionError(f"a tool must be a function, a method or a Tool, not {type(function).__name__}")
    try:
        return read_callable(function, nearby)
    except (ValueError, TypeError):
        name = getattr(function, "__name__", type(function).__name__)
        raise ToolDefinitionError(
            f"{name}() does not say which arguments it takes: write a function with hints that calls it"
        ) from None


@overload
def tool(
    function: Callable[..., Any], /, *, name: str | None = None, description: str | None = None
) -> FunctionTool: ...
@overload
def tool(
    *, name: str | None = None, description: str | None = None
) -> Callable[[Callable[..., Any]], FunctionTool]: ...
def tool(
    function: Callable[..., Any] | None = None, /, *, name: str | None = None, description: str | None = None
) -> FunctionTool | Callable[[Callable[..., Any]], FunctionTool]:
    """Make a tool of a function with type hints and a docstring that describes each argument; a decorator.

    The tool can be called as the function can. `name` and `description` go before the function's own. Takes methods,
    partials (what is preset is not shown), coroutine functions and objects that can be called. Raises
    `ToolDefinitionError`, which names all that is missing with the line to add; `as_tool` asks for less.
    """
    nearby = sys._getframe(1).f_locals

    def made(function: Callable[..., Any]) -> FunctionTool:
        return FunctionTool(function, name=name, description=description, nearby=nearby)

    return made if function is None else made(function)


def as_tool(function: Callable[..., Any], *, name: str | None = None, description: str | None = None) -> Tool:
    """Return a tool as it is, and make one of a function as it stands, with or without hints and docstring.

    What is not said is left out of what the model is told. Raises `ToolDefinitionError` where no tool can be made.
    """
    if isinstance(function, FunctionTool) and function.unbound:
        raise ToolDefinitionError(_unbound(function.name))
    if isinstance(function, Tool):
        return function
    if isinstance(function, type) and issubclass(function, Tool):
        raise ToolDefinitionError(f"{function.__name__} is a class of tools: give one of it, `{function.__name__}()`")
    if callable(function) and is_unbound_method(function):
        raise ToolDefinitionError(_unbound(function.__qualname__))
    return FunctionTool(function, name=name, description=description, strict=False)


def _unbound(name: str) -> str:
    return f"{name} is a method of a class: give that of an object, such as `my_object.{name.rpartition('.')[2]}`"
