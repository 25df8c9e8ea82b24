"""A worker that lies: what it says is checked, nothing of it is run, and the next run works."""

from __future__ import annotations

import base64
import os
import pickle
from pathlib import Path

import pytest

from agent_magic.errors import ExecutorError, InputError
from agent_magic.executors import ProcessExecutor
from agent_magic.executors.warm import WarmServer
from agent_magic.worker.outputs import Kept
from tests.executors.impostors import READY, Impostor
from tests.executors.meeting import CONFINED, LIMITS, Meet, death_of

pytestmark = CONFINED

BROKEN = {
    "garbage": "channel.sendall(b'garbage ' * 10_000)",
    "a header that is no JSON": "channel.sendall(packed(b'{{{{'))",
    "a header that is no text": "channel.sendall(packed(bytes(range(256))))",
    "an empty header": "channel.sendall(packed(b''))",
    "a header that is too long": "channel.sendall(struct.pack('!I', (16 << 20) + 1))",
    "a deep header": "channel.sendall(packed(b'[' * (1 << 20)))",
    "a header that is a list": "channel.sendall(packed(b'[1]'))",
    "a header without a kind": "channel.sendall(packed(b'{\"sizes\": []}'))",
    "a header without sizes": 'channel.sendall(packed(b\'{"kind": "printed"}\'))',
    "a kind that is a list": "say(['printed'])",
    "a kind that is not known": "say('hello')",
    "a kind that only the host says": "say('run', code='1')",
    "a number of 4,400 digits": "channel.sendall(packed(b'{\"kind\": \"x\", \"sizes\": [' + b'9' * 4400 + b']}'))",
    "sizes that are huge": "say('outcome', sizes=[10 ** 4000])",
    "sizes that are more than memory": "say('outcome', sizes=[1 << 30])",
    "sizes that are together more than memory": "say('outcome', sizes=[1000] * 99_999 + [128 << 20])",
    "sizes that are negative": "say('outcome', sizes=[-1])",
    "sizes that are no numbers": "say('outcome', sizes=[1.0])",
    "a million sizes": "say('outcome', sizes=[0] * 1_000_000)",
    "a file": """
say("printed", sizes=[2 << 20], text="x")
socket.send_fds(channel, [b"\\1"], [os.memfd_create("x")])
""",
    "it is ready twice": "say('ready', layers=[['landlock', True, ''], ['seccomp', True, '']])",
    "inputs taken twice": "say('exposed', error=None)",
    "text that is none": "say('printed', text=1)",
    "text that is missing": "say('printed')",
    "empty text": "say('printed', text='')",
    "a bundle that is a list": "say('shown', bundle=['text/plain'])",
    "an empty bundle": "say('shown', bundle={})",
    "a bundle without words": "say('shown', bundle={'text/plain': None, 'image/png': 'x'})",
    "a deep bundle": """
deep = b'[' * 300 + b']' * 300
channel.sendall(packed(b'{"kind":"shown","sizes":[],"bundle":{"text/plain":"","application/json":' + deep + b'}}'))
""",
    "a call of what was not lent": "say('call', call=1, name='open', arguments=None)",
    "a call of no name": "say('call', call=1, name=['tool'], arguments=None)",
    "a call without a number": "say('call', call=None, name='tool', arguments=None)",
    "an outcome of another run": "outcome(run=2)",
    "an outcome without a run": "say('outcome')",
    "an outcome with a forged error": "outcome(error='ValueError')",
    "an outcome whose error has no line": "outcome(error=['ValueError', 'no', '1', ''])",
    "an outcome whose error is on line -1": "outcome(error=['ValueError', 'no', -1, ''])",
    "an outcome that is final by a number": "outcome(final=1)",
    "an outcome of endless seconds": "outcome(seconds=float('inf'))",
    "an outcome of less than no operations": "outcome(operations=-1)",
    "an outcome of very many operations": "outcome(operations=10 ** 4000)",
    "a kept value without a name": "outcome(kept={'type': 'x', 'text': 'x', 'bundle': None})",
    "a kept value with a forged bundle": "outcome(kept={'name': 'x', 'type': 'x', 'text': 'x', 'bundle': [1]})",
    "a value that is no node": "outcome(value={'a': 1})",
    "a value of an unknown kind": "outcome(value=['object', 'os.system', 'true'])",
    "a value whose buffer did not come": "outcome(value=['bytes', 0])",
    "a value that refers to what is not there": "outcome(value=['same', 7])",
    "no value": "say('outcome', run=1, error=None, final=True, operations=0, seconds=0.1)",
    "text that was not asked for": "say('exposed', error='x' * 1000)",
    "a failure that is none": "say('failed', reason=['x'])",
    "a failure that is deep": """
channel.sendall(packed(b'{"kind":"failed","sizes":[],"reason":' + b'[' * 950 + b']' * 950 + b'}'))
""",
    "a number that is long": """
channel.sendall(packed(b'{"kind":"x","sizes":[],"a":' + b'9' * (15 << 20) + b'e-9}'))
""",
    "a value that is deep": "v = 1\nfor _ in range(230): v = ['list', ['*', v]]\noutcome(value=v)",
}


@pytest.mark.parametrize("lie", BROKEN.values(), ids=BROKEN)
def test_what_is_not_in_the_protocol_ends_the_worker(lie: str, meet: Meet) -> None:
    _, outcome = meet(f"{READY}{lie}\ntime.sleep(60)")
    assert death_of(outcome).startswith("it broke the protocol: ")


EARLY = {
    "garbage": "channel.sendall(b'garbage ' * 10_000)",
    "an outcome before it is ready": "outcome()",
    "inputs taken before it is ready": "say('exposed', error=None)\nsay('exposed', error=None)",
    "layers that are none": "say('ready', layers=[1, 2])",
    "layers that are missing": "say('ready')",
    "layers of other types": "say('ready', layers=[['landlock', 'yes', '']])",
    "an answer about inputs that is none": """
say('ready', layers=[['landlock', True, ''], ['seccomp', True, '']])
say('exposed', error=7)
""",
    "an answer about inputs that is missing": """
say('ready', layers=[['landlock', True, ''], ['seccomp', True, '']])
say('exposed')
""",
    "an outcome before the run": """
say('ready', layers=[['landlock', True, ''], ['seccomp', True, '']])
outcome()
""",
}


@pytest.mark.parametrize("lie", EARLY.values(), ids=EARLY)
def test_a_worker_that_lies_before_it_runs_anything(lie: str, meet: Meet) -> None:
    _, outcome = meet(f"{lie}\ntime.sleep(60)")
    assert death_of(outcome).startswith("it broke the protocol: ")


def test_a_worker_that_says_that_it_is_not_confined_runs_nothing(server: WarmServer) -> None:
    lie = "say('ready', layers=[['landlock', True, ''], ['seccomp', False, 'no seccomp here']])"
    program = (
        f"{lie}\nsay('exposed', error=None)\nhear()\nhear()\nhear()\nsay('printed', text='it runs')\ntime.sleep(60)"
    )
    with (
        ProcessExecutor(limits=LIMITS, server=Impostor(server, program)) as executor,
        pytest.raises(ExecutorError, match=r"cannot be confined here .*no seccomp here"),
    ):
        executor.run("1")


def test_a_worker_that_could_not_start_says_why(server: WarmServer) -> None:
    program = "say('failed', reason='OSError: no such folder')\ntime.sleep(60)"
    with (
        ProcessExecutor(limits=LIMITS, server=Impostor(server, program)) as executor,
        pytest.raises(ExecutorError, match=r"could not start .*no such folder"),
    ):
        executor.run("1")


def test_a_reason_is_one_short_line(server: WarmServer) -> None:
    program = "say('failed', reason='no such\\nfolder' * 100_000)\ntime.sleep(60)"
    with ProcessExecutor(limits=LIMITS, server=Impostor(server, program)) as executor:
        with pytest.raises(ExecutorError) as raised:
            executor.run("1")
        assert "\n" not in str(raised.value)
        assert len(str(raised.value)) < 1_000


def test_a_worker_that_fails_while_it_runs_is_a_dead_one(meet: Meet) -> None:
    _, outcome = meet(f"{READY}say('failed', reason='KeyError: 1')\ntime.sleep(60)")
    assert death_of(outcome).startswith("it failed (KeyError: 1)")


def test_what_is_wrong_with_an_input_is_one_short_line(server: WarmServer) -> None:
    program = """
say('ready', layers=[['landlock', True, ''], ['seccomp', True, '']])
say('exposed', error='no such\\nmodule' * 100_000)
time.sleep(60)
"""
    with ProcessExecutor(limits=LIMITS, server=Impostor(server, program)) as executor:
        error = executor.run("1").error
    assert error is not None
    assert isinstance(error.exception, InputError)
    assert "\n" not in error.message
    assert len(error.message) < 1_000


def test_an_error_of_megabytes_is_cut(server: WarmServer) -> None:
    program = f"{READY}outcome(error=['Bad\\n' * 100_000, 'm' * 4_000_000, 1, 't' * 8_000_000])\ntime.sleep(60)"
    with ProcessExecutor(limits=LIMITS, server=Impostor(server, program)) as executor:
        error = executor.run("1").error
    assert error is not None
    assert "\n" not in error.type
    assert [len(text) < limit for text, limit in ((error.type, 600), (error.message, 300_000))] == [True, True]
    assert "characters left out" in error.traceback


def test_a_value_whose_text_is_endless_is_told_of_in_its_place(server: WarmServer) -> None:
    doubling = "['list', ['*', ['list', ['*']]] + [['list', ['*', ['same', n], ['same', n]]] for n in range(1, 60)]]"
    program = f"{READY}outcome(value={doubling}, final=False)\ntime.sleep(60)"
    with ProcessExecutor(limits=LIMITS, server=Impostor(server, program)) as executor:
        assert "too large to show" in executor.run("1").value


def test_a_kept_value_shows_no_more_than_pictures_and_short_text(server: WarmServer) -> None:
    bundle = {"image/png": "no base64!", "text/html": "<script>"}
    kept = f"{{'name': 'x', 'type': 'T' * 100_000, 'text': '\\x1b[31m' * 100_000, 'bundle': {bundle}}}"
    program = f"{READY}outcome(kept={kept})\nhear()"
    with ProcessExecutor(limits=LIMITS, server=Impostor(server, program)) as executor:
        value = executor.run("1").value
    assert isinstance(value, Kept)
    assert value._repr_mimebundle_() == {"text/plain": repr(value)}
    assert len(repr(value)) < 3_000
    assert "\x1b" not in repr(value)


FORGED_CALLS = {
    "no arguments": "None",
    "a text": "'text'",
    "a list": "['list', ['*', 1, 2]]",
    "options that are no names": "['list', ['*', ['list', ['*']], ['dict', ['*', 1], ['*', 2]]]]",
    "a pickle": "['pickle', '{pickle}', []]",
}


@pytest.mark.parametrize("arguments", FORGED_CALLS.values(), ids=FORGED_CALLS)
def test_a_call_with_forged_arguments_calls_nothing(arguments: str, server: WarmServer, tmp_path: Path) -> None:
    called: list[object] = []
    forged = arguments.replace("{pickle}", pickle_that_touches(tmp_path / "touched"))
    program = f"""{READY}
say('call', call=1, name='tool', arguments={forged})
failure = hear()['failure']
outcome(error=[failure[0], failure[2][0], None, ''])
hear()
"""
    executor = ProcessExecutor(limits=LIMITS, server=Impostor(server, program))
    executor.expose(functions={"tool": lambda *args, **options: called.append((args, options))})
    error = executor.run("1").error
    executor.stop()
    assert error is not None
    assert error.type == "TypeError"
    assert error.message.startswith("the arguments of tool() could not be read")
    assert not called
    assert not (tmp_path / "touched").exists()


def test_a_forged_pickle_is_not_read(meet: Meet, tmp_path: Path) -> None:
    _, outcome = meet(f"{READY}outcome(value=['pickle', '{pickle_that_touches(tmp_path / 'touched')}', []])\nhear()")
    assert death_of(outcome).startswith("it broke the protocol: it sent a value that cannot be read")
    assert not (tmp_path / "touched").exists()


def test_no_file_of_the_worker_is_taken(meet: Meet) -> None:
    before = sorted(Path("/proc/self/fd").iterdir())
    pass_files = "socket.send_fds(channel, [frame('printed', text='x')], [os.memfd_create(str(n)) for n in range(20)])"
    _, outcome = meet(f"{READY}{pass_files}\nsys.exit(3)")
    assert outcome.output == "x"
    assert sorted(Path("/proc/self/fd").iterdir()) == before


def pickle_that_touches(path: Path) -> str:
    """Return a pickle in base64, the reading of which makes a file."""

    class Touching:
        def __reduce__(self) -> object:
            return os.system, (f"touch {path}",)

    return base64.b64encode(pickle.dumps(Touching())).decode()
