"""What hostile code tries once it runs as plain Python inside of a worker.

Each is a program that raises where it is stopped. `TARGET` tells it where things are: the host's process and its
listening sockets, the user's home folder, a folder that anybody may write to. `HARMLESS` are those that can be tried
without a worker around them, to show that they work there.
"""

from __future__ import annotations

from typing import Final

_CHANNEL: Final = """
import os, stat
def is_socket(number):
    try:
        return stat.S_ISSOCK(os.fstat(number).st_mode)
    except OSError:
        return False
channel = next(number for number in range(3, 128) if is_socket(number))
"""

_FRAMES: Final = """
import json, struct
def frame(kind, **fields):
    head = json.dumps({**fields, "kind": kind, "sizes": []}).encode()
    return struct.pack("!I", len(head)) + head
def say(data):
    while data:
        data = data[os.write(channel, data):]
"""

HARMLESS: Final = {
    "opens a connection": "import socket; socket.create_connection(('127.0.0.1', TARGET['port']), 2)",
    "sends a datagram": (
        "import socket; socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'x', ('127.0.0.1', TARGET['port']))"
    ),
    "reaches a socket in the file system": "import socket; socket.socket(socket.AF_UNIX).connect(TARGET['socket'])",
    "reaches an abstract socket": "import socket; socket.socket(socket.AF_UNIX).connect('\\0' + TARGET['abstract'])",
    "resolves a name": "import socket; socket.getaddrinfo('localhost', 80)",
    "lists the home folder": "import os; assert os.listdir(TARGET['home'])",
    "reads the home folder": "assert open(TARGET['home'] + '/secret.txt').read()",
    "reads /etc/passwd": "assert open('/etc/passwd').read()",
    "writes a file": """
import os
for folder in (TARGET['scratch'], '/tmp', '/var/tmp', '/dev/shm', '.'):
    try:
        open(folder + '/planted_' + str(os.getpid()), 'x').close()
        os.unlink(folder + '/planted_' + str(os.getpid()))
        break
    except OSError as error:
        reason = error
else:
    raise reason
""",
    "starts a program": "import subprocess; subprocess.run(['/bin/true'], check=True)",
    "becomes a program": "import os; os.execv('/bin/true', ['true'])",
    "starts a program from C": """
import ctypes
libc = ctypes.CDLL(None, use_errno=True)
arguments = (ctypes.c_char_p * 2)(b'true', None)
error = libc.posix_spawn(ctypes.byref(ctypes.c_int()), b'/bin/true', None, None, arguments, None)
if error: raise OSError(error, 'posix_spawn')
""",
    "forks": """
import os
child = os.fork()
if not child: os._exit(0)
os.waitpid(child, 0)
""",
    "signals the host": "import os, signal; os.kill(TARGET['host'], signal.SIGUSR1)",
    "signals the host through a handle": (
        "import os, signal; signal.pidfd_send_signal(os.pidfd_open(TARGET['host']), signal.SIGUSR1)"
    ),
    "signals the parent": "import os, signal; os.kill(os.getppid(), signal.SIGUSR1)",
    "traces the parent": """
import ctypes, os
libc = ctypes.CDLL(None, use_errno=True)
if libc.ptrace(0x4206, os.getppid(), 0, 0): raise OSError(ctypes.get_errno(), 'ptrace')
""",
    "reads the host's memory": """
import ctypes, os
libc = ctypes.CDLL(None, use_errno=True)
class Span(ctypes.Structure):
    _fields_ = [('start', ctypes.c_void_p), ('length', ctypes.c_size_t)]
target = ctypes.create_string_buffer(8)
here, there = Span(ctypes.addressof(target), 8), Span(TARGET['address'], 8)
count = libc.process_vm_readv(TARGET['host'], ctypes.byref(here), 1, ctypes.byref(there), 1, 0)
if count != 8: raise OSError(ctypes.get_errno(), 'process_vm_readv')
""",
    "reads the host's environment": (
        "assert b'PLANTED_SECRET' in open('/proc/' + str(TARGET['host']) + '/environ', 'rb').read()"
    ),
    "reads the parent's environment": (
        "import os; assert open('/proc/' + str(os.getppid()) + '/environ', 'rb').read()"
    ),
    "reads its own environment": "import os; assert os.environ['PLANTED_SECRET']",
    "lists the processes": "import os; assert str(TARGET['host']) in os.listdir('/proc')",
}

HARMFUL: Final = {
    "forks until it breaks": """
import os
while True: os.fork()
""",
    "starts threads until it breaks": """
import threading
while True: threading.Thread(target=threading.Event().wait, daemon=True).start()
""",
    "allocates 10 GB": "bytearray(10 * 10**9)",
    "allocates 10 GB bit by bit": """
pieces = []
while len(pieces) < 10_000: pieces.append(bytes(b'x') * 10**6)
""",
    "maps 10 GB": "import mmap; mmap.mmap(-1, 10 * 10**9)",
    "allocates 10 GB in a file in memory": """
import os
number = os.memfd_create('planted')
os.ftruncate(number, 10 * 10**9)
os.posix_fallocate(number, 0, 10 * 10**9)
""",
    "fills the disk": """
import os
def filled(folder):
    with open(folder + '/planted', 'wb') as file:
        for _ in range(10_000): file.write(b'x' * 10**6)
for folder in (TARGET['scratch'], '/tmp', '/var/tmp', '/dev/shm', '.'):
    try:
        filled(folder)
        break
    except OSError as error:
        reason = error
else:
    raise reason
""",
    "raises its own limits": """
import resource
soft, hard = resource.getrlimit(resource.RLIMIT_AS)
resource.setrlimit(resource.RLIMIT_AS, (hard, hard))
""",
    "spins for ever": """
while True: pass
""",
    "spins with all signals blocked": """
import signal
signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())
while True:
    try:
        while True: pass
    except BaseException: pass
""",
    "sleeps for ever": """
import signal, time
signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())
time.sleep(10**6)
""",
    "stops itself": "import os, signal; os.kill(os.getpid(), signal.SIGSTOP)",
    "ends": "import os; os._exit(0)",
    "crashes": "import ctypes; ctypes.string_at(0)",
    "closes the pipe": """
import os
os.closerange(0, 256)
while True: pass
""",
    "floods the pipe with garbage": _CHANNEL
    + """
while True: os.write(channel, b'\\xff' * 65536)
""",
    "floods the pipe with zeros": _CHANNEL
    + """
while True: os.write(channel, bytes(65536))
""",
    "floods the pipe with text": _CHANNEL
    + _FRAMES
    + """
while True: say(frame('printed', text='x' * 60_000))
""",
    "announces a frame and says nothing more": _CHANNEL
    + """
os.write(channel, b'\\0\\0\\1\\0{')
while True: pass
""",
    "sends a forged pickle as the answer": _CHANNEL
    + _FRAMES
    + """
import base64, pickle
class Planted:
    def __reduce__(self):
        return open, (TARGET['scratch'] + '/unpickled', 'w')
data = base64.b64encode(pickle.dumps(Planted())).decode()
say(frame('outcome', final=True, operations=0, seconds=0.0, error=None, value=['pickle', data, []]))
while True: pass
""",
    "sends a forged pickle as arguments": _CHANNEL
    + _FRAMES
    + """
import base64, pickle
class Planted:
    def __reduce__(self):
        return open, (TARGET['scratch'] + '/unpickled', 'w')
data = base64.b64encode(pickle.dumps(Planted())).decode()
say(frame('call', call=1, name='tool', arguments=['list', ['*', ['pickle', data, []]]]))
while True: pass
""",
    "calls what it was not lent": _CHANNEL
    + _FRAMES
    + """
say(frame('call', call=1, name='eval', arguments=['list', ['*', 'print(1)']]))
while True: pass
""",
}
