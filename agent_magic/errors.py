"""Every error that agent_magic raises, in one tree.

AgentMagicError
├── UsageError            an option, a name or a value that the user gave cannot be used
│   ├── NoModelChosen         there is no model to ask; the message names the ways to one, a line each
│   ├── ToolDefinitionError   a function or a class cannot be a tool; the message names all that is missing
│   └── ToolNameError         a tool's name is taken, or there is no tool of that name; also a KeyError
├── InputError            a variable cannot be lent to the agent
├── ModelError            the model did not give a reply
│   ├── ModelUnavailable      no connection, a dropped one, a time-out, a server's own failure
│   ├── ModelRefused          a wrong token, an unknown model, a request the server does not take
│   │   └── ToolsRefused          the server takes no tools; calls can be written as text
│   ├── RateLimited           too many requests, after the retries
│   └── MalformedReply        what came back is not a reply
├── ToolArgumentError     a tool was called with arguments that it does not take; also a TypeError
├── ExecutorError         the place where code runs could not be started or is gone
└── AgentError            the run itself went wrong
    ├── ParsingError          a reply holds no action that can be read
    └── PromptError           a prompt template cannot be filled

A message is one line that says what happened and what to do. What the agent's own code raises is not here:
it becomes an observation, see `agent_magic.interpreter.Outcome`.
"""

from __future__ import annotations


class AgentMagicError(Exception):
    """The root: whatever agent_magic raises on purpose."""


class UsageError(AgentMagicError):
    """An option, a name or a value that the user gave cannot be used."""


class NoModelChosen(UsageError):
    """There is no model to ask. The message, in several lines, names the ways to one."""


class ToolDefinitionError(UsageError):
    """A function or a class cannot be a tool. The message names all that is missing, with what to write."""


class ToolNameError(UsageError, KeyError):
    """A tool's name is taken, or there is no tool of that name."""

    __str__ = Exception.__str__  # a KeyError would show its message in quotes


class InputError(AgentMagicError):
    """A variable cannot be lent to the agent."""


class ModelError(AgentMagicError):
    """The model did not give a reply."""


class ModelUnavailable(ModelError):
    """No connection, a dropped one, a time-out or a failure of the server's own."""


class ModelRefused(ModelError):
    """The server does not take the request: a wrong token, an unknown model, a bad parameter."""


class ToolsRefused(ModelRefused):
    """The server or the model takes no tools; calls can be written as text instead."""


class RateLimited(ModelError):
    """Too many requests, and waiting did not help."""


class MalformedReply(ModelError):
    """What the server sent is not a reply."""


class ToolArgumentError(AgentMagicError, TypeError):
    """A tool was called with arguments that it does not take; the message is for the model."""


class ExecutorError(AgentMagicError):
    """The place where code runs could not be started or is gone."""


class AgentError(AgentMagicError):
    """The run itself went wrong."""


class ParsingError(AgentError):
    """A reply holds no action that can be read."""


class PromptError(AgentError):
    """A prompt template cannot be filled."""
