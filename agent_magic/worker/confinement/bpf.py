"""Seccomp filters: the kernel's little language for judging system calls, and how rules become its instructions."""

from __future__ import annotations

import struct
from dataclasses import dataclass

LOAD, AND, EQUALS, GREATER, RETURN = 0x20, 0x54, 0x15, 0x25, 0x06
NUMBER, ARCHITECTURE, ARGUMENTS = 0, 4, 16
"""Where `struct seccomp_data` holds the call's number, the machine's and the six arguments of 8 bytes."""

ALLOW, ERRNO, KILL = 0x7FFF_0000, 0x0005_0000, 0x8000_0000

Instruction = tuple[int, int, int, int]
"""Operation, steps to skip where it holds, steps to skip where not, operand."""


@dataclass(frozen=True, slots=True)
class Only:
    """A call passes where its argument, under the mask, is one of `values`; `wide` looks at all 64 bits for zero."""

    argument: int
    values: tuple[int, ...]
    mask: int = 0xFFFF_FFFF
    wide: bool = False


@dataclass(frozen=True, slots=True)
class Never:
    """A call is refused where its argument is one of `values`."""

    argument: int
    values: tuple[int, ...]


Test = Only | Never


def passes(tests: tuple[Test, ...], error: int) -> list[Instruction]:
    """Return what judges the arguments of one call: it passes where all tests hold, else it fails with `error`."""
    refuse = (RETURN, 0, 0, ERRNO | error)
    body: list[Instruction] = []
    for test in tests:
        match test:
            case Only(argument, values, mask, wide):
                for half in (0, 4) if wide else (0,):
                    body += [(LOAD, 0, 0, ARGUMENTS + 8 * argument + half), (AND, 0, 0, mask)]
                    left = range(len(values), 0, -1)
                    body += [(EQUALS, steps, 0, value) for steps, value in zip(left, values, strict=True)]
                    body.append(refuse)
            case Never(argument, values):
                body.append((LOAD, 0, 0, ARGUMENTS + 8 * argument))
                for value in values:
                    body += [(EQUALS, 0, 1, value), refuse]
    return [*body, (RETURN, 0, 0, ALLOW)]


def program(
    architecture: int,
    last: int,
    foreign: int | None,
    refused: dict[int, int],
    judged: dict[int, list[Instruction]],
    unknown: int,
) -> list[Instruction]:
    """Return the filter of one machine; calls that nothing names pass.

    - `architecture`: the machine's AUDIT_ARCH number; a call made as another machine's ends the process
    - `last`: calls with a higher number fail with `unknown`
    - `foreign`: from this number on calls end the process (x32 on x86-64)
    - `refused`: error by number of the call
    - `judged`: what looks at the arguments, by number of the call
    """
    steps: list[Instruction] = [
        (LOAD, 0, 0, ARCHITECTURE),
        (EQUALS, 1, 0, architecture),
        (RETURN, 0, 0, KILL),
        (LOAD, 0, 0, NUMBER),
    ]
    if foreign is not None:
        steps += [(GREATER, 0, 1, foreign - 1), (RETURN, 0, 0, KILL)]
    steps += [(GREATER, 0, 1, last), (RETURN, 0, 0, ERRNO | unknown)]
    for number, error in sorted(refused.items()):
        steps += [(EQUALS, 0, 1, number), (RETURN, 0, 0, ERRNO | error)]
    for number, body in sorted(judged.items()):
        steps += [(EQUALS, 0, len(body), number), *body]
    return [*steps, (RETURN, 0, 0, ALLOW)]


def assembled(steps: list[Instruction]) -> bytes:
    """Return the instructions as the kernel reads them."""
    return b"".join(struct.pack("=HBBI", *step) for step in steps)
