"""A tool: what the agent's code or the model may call, with what it needs to be described and checked."""

from __future__ import annotations

import functools
import threading
from collections.abc import Mapping
from functools import cached_property
from typing import Any

from agent_magic.errors import ToolDefinitionError
from agent_magic.tools.arguments import Arguments
from agent_magic.tools.declared import declared_parameters, declared_type
from agent_magic.tools.names import name_problem
from agent_magic.tools.origins import origin_of
from agent_magic.tools.python_text import signature_text


class Tool:
    """What an agent may call; a subclass gives the attributes and `forward`.

    These are `name`, as the code calls it; `description`, what it does; `inputs`, per argument of `forward` a dict
    with "type" (string, integer, number, boolean, array, object, image, audio, any or null), "description", and if
    wanted "enum", "default" and "nullable"; `output_type`, one of the same types. The constructor takes them too.
    Raises `ToolDefinitionError` when the tool is made, where they do not fit each other.
    """

    name: str = ""
    description: str = ""
    inputs: Mapping[str, Mapping[str, Any]] = {}
    output_type: str = "any"
    returns: str = ""
    """What comes out, in words."""

    def __init__(
        self,
        *,
        name: str | None = None,
        description: str | None = None,
        inputs: Mapping[str, Mapping[str, Any]] | None = None,
        output_type: str | None = None,
    ) -> None:
        given = {"name": name, "description": description, "inputs": inputs, "output_type": output_type}
        vars(self).update({key: value for key, value in given.items() if value is not None})
        if type(self) is Tool:
            self._check()

    def __init_subclass__(cls, **options: Any) -> None:
        """Have every tool of a subclass checked as soon as it is made, whatever its constructor does."""
        super().__init_subclass__(**options)
        make = cls.__init__

        @functools.wraps(make)
        def made(self: Tool, *args: Any, **kwargs: Any) -> None:
            make(self, *args, **kwargs)
            if type(self).__init__ is made:
                self._check()

        cls.__init__ = made  # type: ignore[method-assign]

    def setup(self) -> None:
        """Get what the tool needs, such as a model: called once, before the first call."""

    def forward(self, *args: Any, **kwargs: Any) -> Any:
        """Do what the tool does."""
        raise TypeError(f"{type(self).__name__} has no `forward`: write one that does what the tool does")

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Check the arguments, get ready, and return what `forward` gives.

        Raises `ToolArgumentError` where the arguments do not fit.
        """
        return self._forwarded(*self.arguments.bound(args, kwargs))

    def called_with(self, arguments: Mapping[str, object]) -> Any:
        """Do as a call does with arguments that were written as text: `"5"` is 5 where an integer is asked for."""
        return self._forwarded(*self.arguments.bound((), arguments, texts=True))

    @cached_property
    def arguments(self) -> Arguments:
        """The parameters, as JSON schema and as a check."""
        return Arguments(self.name, declared_parameters(self.forward, self.inputs)[0])

    @property
    def output_text(self) -> str:
        """The type of what comes out, as Python writes it."""
        return declared_type(self.output_type)

    @property
    def parameters(self) -> dict[str, Any]:
        """The JSON schema of the arguments."""
        return self.arguments.schema

    @property
    def definition(self) -> dict[str, Any]:
        """The tool as a model that calls tools is told it: name, description and parameters."""
        return {"name": self.name, "description": self.description, "parameters": self.parameters}

    @property
    def signature(self) -> str:
        """The line that would define the tool in Python."""
        return signature_text(self).partition("\n")[0]

    def python_text(self) -> str:
        """Return the tool as a typed Python function with its docstring, as a model that writes code is told it."""
        return signature_text(self)

    @property
    def origin(self) -> str:
        """Where the tool was defined, in words."""
        return origin_of(type(self).forward)

    def _check(self) -> None:
        problem = self._name_problem()
        problems = [problem] if problem else []
        if not isinstance(self.description, str) or not self.description.strip():
            problems.append('it says nothing about itself: add `description = "what it does"`')
        if type(self).forward is Tool.forward:
            problems.append("it does nothing: add the method `forward`")
        else:
            problems += declared_parameters(self.forward, self.inputs)[1]
        if not declared_type(self.output_type):
            problems.append(f"`output_type` cannot be {self.output_type!r}: use one such as string, number or any")
        if problems:
            raise ToolDefinitionError(f"{type(self).__name__} cannot be a tool: {'; '.join(problems)}")

    def _name_problem(self) -> str:
        return name_problem(self.name)

    def _forwarded(self, args: list[object], kwargs: Mapping[str, object]) -> Any:
        if not vars(self).get("_ready"):
            with vars(self).setdefault("_lock", threading.RLock()):
                if not vars(self).get("_ready"):
                    self.setup()
                    vars(self)["_ready"] = True
        return self.forward(*args, **kwargs)

    def __getstate__(self) -> dict[str, Any]:
        return {key: value for key, value in vars(self).items() if key not in ("_lock", "arguments")}

    def __repr__(self) -> str:
        return f"<tool {self.name} from {self.origin}>"
