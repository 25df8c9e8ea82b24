"""A worker that dies, stalls or floods: one clear error in time, little memory, and the next run works."""

from __future__ import annotations

import re
import threading
import time

import pytest

from agent_magic.executors import ProcessExecutor
from agent_magic.executors.warm import WarmServer
from agent_magic.interpreter import Limits, Policy
from agent_magic.worker.confinement import Confinement
from tests.executors.impostors import READY, Impostor
from tests.executors.meeting import (
    CONFINED,
    CONFINEMENT,
    LATE,
    LIMITS,
    MIB,
    SECONDS,
    Meet,
    cases,
    death_of,
    little_memory,
)

pytestmark = CONFINED

DEATHS = {
    "it closes the socket": ("channel.close()\ntime.sleep(60)", "it ended"),
    "it stops speaking": ("channel.shutdown(socket.SHUT_WR)\ntime.sleep(60)", "it ended"),
    "it ends": ("sys.exit()", "it ended"),
    "it ends with an error": ("sys.exit(3)", "it ended with exit code 3"),
    "it crashes": ("signal.signal(11, signal.SIG_DFL)\nos.kill(os.getpid(), 11)", "it was ended by signal 11"),
    "it is killed": ("os.kill(os.getpid(), 9)", "it was killed"),
    "it ends in a frame": ("channel.sendall(frame('printed', text='x')[:20])\nsys.exit(4)", "exit code 4"),
    "it ends in a buffer": ("say('outcome', sizes=[100 << 20])\nchannel.sendall(b'\\0x')\nsys.exit(4)", "exit code 4"),
}


@pytest.mark.parametrize(("death", "told"), DEATHS.values(), ids=DEATHS)
def test_a_worker_that_dies(death: str, told: str, meet: Meet) -> None:
    begun = time.monotonic()
    _, outcome = meet(READY + death)
    assert told in death_of(outcome)
    if "sleep" not in death:
        assert time.monotonic() - begun < 1


def test_what_was_printed_before_the_death_is_not_lost(meet: Meet) -> None:
    _, outcome = meet(f"{READY}say('printed', text='one ')\nsay('printed', text='two')\nsys.exit(3)")
    death_of(outcome)
    assert outcome.output == "one two"


SILENCE = {
    "nothing at all": "",
    "half a prefix": "channel.sendall(b'\\0\\0')",
    "half a header": "channel.sendall(frame('printed', text='x' * 1000)[:500])",
    "half a buffer": "say('outcome', sizes=[100 << 20])\nchannel.sendall(b'\\0' * 1000)",
    "a trickle": """
for byte in frame('printed', text='x' * 100_000):
    channel.send(bytes([byte]))
    time.sleep(0.01)
""",
    "a buffer announced and not sent": "say('outcome', sizes=[127 << 20])",
}


@pytest.mark.slow
@pytest.mark.parametrize("silence", cases(SILENCE, "nothing at all", "half a buffer"))
def test_a_worker_that_stalls(silence: str, meet: Meet) -> None:
    _, outcome = meet(f"{READY}{silence}\ntime.sleep(60)")
    assert death_of(outcome).startswith("it ran for more than 0.5 seconds")


@pytest.mark.nightly
def test_a_worker_that_is_never_ready(server: WarmServer) -> None:
    with ProcessExecutor(limits=LIMITS, server=Impostor(server, "time.sleep(600)")) as executor:
        begun = time.monotonic()
        assert death_of(executor.run("1"))
        assert time.monotonic() - begun < 33
        assert executor.run("40 + 2").value == 42


FLOODS = {
    "printed characters": "frame('printed', text='x')",
    "printed megabytes": "frame('printed', text='x' * (8 << 20))",
    "shown words": "frame('shown', bundle={'text/plain': 'x'})",
    "shown megabytes": "frame('shown', bundle={'text/plain': 'x', 'image/png': 'x' * (8 << 20)})",
    "shown wide characters": """packed(
        b'{"kind":"shown","sizes":[],"bundle":{"text/plain":"'
        + b'x' * (15 << 20) + '\N{GRINNING FACE}"}}'.encode())""",
    "shown lists": """packed(
        b'{"kind":"shown","sizes":[],"bundle":{"text/plain":"","x/json":[' + b'[],' * 450_000 + b'0]}}')""",
    "more lists than a message may hold": """packed(
        b'{"kind":"shown","sizes":[],"bundle":{"text/plain":"","x/json":[' + b'[],' * 5_000_000 + b'0]}}')""",
    "dicts that are no value": """packed(
        b'{"kind":"outcome","sizes":[],"value":[' + b'{"":0},' * 450_000 + b'0]}')""",
    "calls": "frame('call', call=1, name='tool', arguments=['list', ['*', ['list', ['*']], ['dict', ['*'], ['*']]]])",
    "calls that nobody understands": "frame('call', call=1, name='tool', arguments=7)",
    "buffers": "frame('printed', sizes=[64 << 20], text='x') + b'\\0' + b'x' * (64 << 20)",
    "arguments": "frame('call', call=1, name='tool', arguments=7, sizes=[100 << 20]) + b'\\0' + b'x' * (100 << 20)",
    "halves of frames": "frame('printed', text='x' * 100)[:50]",
}


@pytest.mark.parametrize(
    "flood", cases(FLOODS, "printed megabytes", "shown words", *(n for n in FLOODS if "that" in n or "may" in n))
)
def test_a_worker_that_floods(flood: str, meet: Meet) -> None:
    _, outcome = meet(f"{READY}flood = {flood}\nwhile True: channel.sendall(flood)")
    assert re.match("it (printed|showed) more than|it broke the protocol|it ran for more than", death_of(outcome))


def test_a_worker_that_floods_while_no_code_runs_is_not_listened_to(server: WarmServer) -> None:
    program = f"{READY}outcome()\nwhile True:\n    say('shown', bundle={{'text/plain': 'x' * (8 << 20)}})"
    with ProcessExecutor(limits=LIMITS, server=Impostor(server, program)) as executor, little_memory(64 * MIB):
        assert executor.run("1").value == 1
        time.sleep(0.5)
        assert executor.pid is not None


def test_a_flood_of_calls_does_not_start_more_threads_than_calls_may_be_under_way(server: WarmServer) -> None:
    wait, most = threading.Event(), 0

    def tool() -> None:
        nonlocal most
        most = max(most, sum(thread.name == "tool tool" for thread in threading.enumerate()))
        wait.wait(20)

    call = "say('call', call=1, name='tool', arguments=['list', ['*', ['list', ['*']], ['dict', ['*'], ['*']]]])"
    program = f"{READY}while True:\n    {call}"
    executor = ProcessExecutor(limits=LIMITS, server=Impostor(server, program))
    executor.expose(functions={"tool": tool})
    assert "too much at once" in death_of(executor.run("1"))
    assert 1 <= most <= 64
    wait.set()


HEAVY = {
    "lists": "[['list', ['*']]] * 200_000",
    "wide text": "['x' * (15 << 20) + '\N{GRINNING FACE}']",
}


@pytest.mark.slow
@pytest.mark.parametrize("heavy", HEAVY.values(), ids=HEAVY)
def test_arguments_of_calls_under_way_take_no_more_than_the_worker_may_have(heavy: str, server: WarmServer) -> None:
    arguments = f"['list', ['*', ['list', ['*', ['list', ['*'] + {heavy}]]], ['dict', ['*'], ['*']]]]"
    program = (
        f"{READY}flood = frame('call', call=1, name='tool', arguments={arguments})\nwhile True: channel.sendall(flood)"
    )
    wait, confinement = threading.Event(), Confinement(memory=512 * MIB)
    executor = ProcessExecutor(limits=LIMITS, confinement=confinement, server=Impostor(server, program))
    executor.expose(functions={"tool": lambda value: wait.wait(20)})
    with little_memory(800 * MIB):
        assert re.search("it called functions with too much at once|it ran for more than", death_of(executor.run("1")))
    wait.set()


PLANTED = {
    "it spins with all signals blocked": """
import signal
signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())
while True: pass
""",
    "it ignores that it is told to stop": """
while True:
    try:
        while True: pass
    except BaseException: pass
""",
    "it forks": """
import os
try:
    os.fork()
except OSError:
    os._exit(7)
""",
    "it takes all memory": "held = []\nwhile True: held.append(bytearray(1 << 20))",
    "it takes all memory and holds on to it": """
held = []
while True:
    try:
        held.append(bytearray(1 << 16))
    except MemoryError: pass
""",
    "it starts threads": """
import threading, time
while True:
    try:
        threading.Thread(target=time.sleep, args=(600,)).start()
    except RuntimeError: pass
""",
    "it recurses": "import sys\nsys.setrecursionlimit(10 ** 9)\ndef f(): return g()\ndef g(): return [f()][0]\nf()",
    "it reads a null pointer": "import ctypes\nctypes.string_at(0)",
    "it stops itself": "import os, signal\nos.kill(os.getpid(), signal.SIGSTOP)",
}


@pytest.mark.parametrize("source", cases(PLANTED, "it forks", "it takes all memory", "it reads a null pointer"))
def test_plain_python_in_a_real_worker(source: str, server: WarmServer) -> None:
    limits = Limits(seconds=SECONDS, output_chars=100_000, operations=None, value_items=None)
    with ProcessExecutor(policy=Policy.permissive(), limits=limits, confinement=CONFINEMENT, server=server) as executor:
        executor.expose(variables={"source": source})
        assert executor.run("1").value == 1
        with little_memory(64 * MIB):
            begun = time.monotonic()
            outcome = executor.run("import builtins\nbuiltins.exec(source, {})")
            assert time.monotonic() - begun < LATE
        assert outcome.error is not None
        assert executor.run("40 + 2").value == 42
