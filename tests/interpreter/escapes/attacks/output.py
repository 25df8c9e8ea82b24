# %% stream_of_pprint: output
# A subclass of PrettyPrinter keeps the stream that it prints to, and that the real one.
import pprint


class P(pprint.PrettyPrinter):
    pass


p = P()
p._stream.buffer.write(b"x" * 3_000_000)
p._stream.buffer.flush()


# %% stream_handed_to_format: host
# The same through a method that is handed the stream, to close the host's.
# % host: sys.stdout.closed
import pprint


class P(pprint.PrettyPrinter):
    def _format(self, object, stream, *rest):
        stream.buffer.close()


P().pprint(1)


# %% stream_that_passes: output
# Our own stream lets what the host prints pass.
# % ours
import pprint


class P(pprint.PrettyPrinter):
    pass


p = P()
p._stream.notify(print, "x" * 3_000_000)


# %% stream_unmuted: output
# Our own stream counts in a name that the code can set.
# % ours
import pprint


class P(pprint.PrettyPrinter):
    pass


p = P()
for _ in range(30):
    p._stream._length = 0
    print("x" * 100_000)


# %% errors_printed: output
# Tracebacks go to the host's other stream.
import traceback

for _ in range(30):
    try:
        raise ValueError("x" * 100_000)
    except ValueError:
        traceback.print_exc()


# %% warnings_printed: output
# Warnings too.
import warnings

warnings.simplefilter("always")
for i in range(30):
    warnings.warn("x" * 100_000 + str(i))


# %% destructors_printed: output
# What a destructor raises is written about.
class X:
    def __del__(self):
        raise ValueError("x" * 100_000)


for _ in range(30):
    X()


# %% text_of_a_subclass: output
# A text that says that it is short.
class S(str):
    def __len__(self):
        return 0

    def __getitem__(self, key):
        return self


import sys

print(S("x" * 3_000_000), end="")
