# %% repr_calls_a_tool: post
# A lent function as __repr__ runs when the host shows the value.
import functools


class X:
    __repr__ = functools.partial(note, "LATER")


X()


# %% str_calls_a_tool: post
# The same as __str__ of an error.
import functools


class E(Exception):
    __str__ = functools.partial(note, "LATER")


x = E()
x


# %% eq_calls_a_tool: post
# The same as __eq__.
import functools


class X:
    __eq__ = functools.partial(note, "LATER")


X()


# %% del_calls_a_tool: post
# The same as __del__.
import functools


class X:
    __del__ = functools.partial(note, "LATER")


X()


# %% hash_and_len_call_a_tool: post
# The same as __hash__ and __len__.
import functools


class X:
    __hash__ = functools.partial(note, "LATER")
    __len__ = functools.partial(note, "LATER")


X()


# %% getattr_calls_a_tool: post
# A lent function as __getattr__ runs when the host looks for _repr_html_.
import functools


class X:
    __getattr__ = functools.partial(note)


X()


# %% map_object: post
# A map of a lent function is handed to the host, who lists it.
map(note, ["LATER"])


# %% tool_after_the_answer: end
# The answer is swallowed in C and the code goes on calling tools.
import contextlib

with contextlib.suppress(BaseException):
    final_answer(1)
note("STILL")


# %% tool_after_the_answer_in_finally: end
# The same in a finally clause.
try:
    final_answer(1)
finally:
    note("STILL")


# %% tool_after_the_limit: end
# The limit's error is swallowed in C.
import contextlib

with contextlib.suppress(BaseException):
    for i in range(10**9):
        pass
note("STILL")


# %% forged_end: end
# An __exit__ in C keeps the class that ends runs, and the code goes on.
import contextlib

kept = []


class C:
    def __enter__(self):
        return self

    __exit__ = staticmethod(lambda *a: True)


with contextlib.ExitStack() as stack:
    stack.push(max)
    try:
        final_answer(1)
    finally:
        note("STILL")


# %% loop_of_an_own_queue: host
# A queue of the code's own gives the event loop, which starts threads and processes.
# % host: "PWNED" in NOTES
import asyncio


class Q(asyncio.Queue):
    pass


async def main():
    await Q()._get_loop().run_in_executor(None, note, "PWNED")


asyncio.run(main())


# %% loop_of_an_own_task: host
# A task class of the code's own gives the event loop, and that a handler of signals.
# % host: __import__("signal").getsignal(15) is not SIGTERM_BEFORE
import asyncio


async def idle():
    pass


async def main():
    class T(type(asyncio.current_task())):
        pass

    task = T(idle())
    task.get_loop().add_signal_handler(15, print)
    await task


asyncio.run(main())


# %% keyboard_interrupt: exit
# The user's own interrupt is raised by the code.
raise KeyboardInterrupt


# %% exit_by_generator: exit
# SystemExit out of a generator that is closed.
def g():
    try:
        yield
    finally:
        raise SystemExit(3)


x = g()
next(x)
x.close()


# %% error_whose_text_exits: exit
# % ours
# An error that raises while it is told.
class E(Exception):
    def __str__(self):
        raise SystemExit(3)


raise E


# %% error_whose_class_lies: exit
# % ours
# An error whose class has a name that is no text.
class M(type):
    @property
    def __name__(cls):
        raise SystemExit(3)


class E(Exception, metaclass=M):
    __module__ = 5


raise E


# %% error_with_hostile_notes: exit
# Notes that raise while they are told.
class N(list):
    def __iter__(self):
        raise SystemExit(3)


class S(str):
    def split(self, *args):
        raise SystemExit(3)


e = ValueError("x")
e.__notes__ = N([S("y")])
raise e


# %% error_found_by_name: exit
# % ours
# The suggestion for a misspelt name asks dir() of the code's object.
class X:
    def __dir__(self):
        raise SystemExit(3)


X().nope


# %% group_that_exits: exit
# An exception group whose exceptions raise while they are told.
class G(ExceptionGroup):
    @property
    def exceptions(self):
        raise SystemExit(3)


raise G("g", [ValueError(1)])
