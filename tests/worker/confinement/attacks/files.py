"""Reading what was not granted, and changing anything at all."""

from __future__ import annotations

import ctypes
import os
import tempfile
from pathlib import Path

from tests.worker.confinement.attacks.target import Target


def read_the_secret(target: Target) -> object:
    return Path(target.secret).read_text()


def list_the_home_folder(target: Target) -> object:
    return os.listdir(target.home)


def list_the_root(target: Target) -> object:
    return os.listdir("/")


def read_passwd(target: Target) -> object:
    return Path("/etc/passwd").read_text()


def read_shadow(target: Target) -> object:
    return Path("/etc/shadow").read_text()


def read_the_project(target: Target) -> object:
    return Path(target.project_file).read_text()


def list_proc(target: Target) -> object:
    return os.listdir("/proc")


def read_own_maps(target: Target) -> object:
    return Path("/proc/self/maps").read_text()


def read_the_parents_environment(target: Target) -> object:
    return Path(f"/proc/{os.getppid()}/environ").read_bytes()


def read_the_machines_settings(target: Target) -> object:
    return Path("/proc/sys/kernel/hostname").read_text(), os.listdir("/sys")


def read_an_inherited_descriptor(target: Target) -> object:
    found = os.pread(target.inherited, 100, 0)
    if b"secret" not in found:
        raise OSError("the descriptor leads elsewhere")
    return found


def read_memory_of_the_machine(target: Target) -> object:
    return os.open("/dev/mem", os.O_RDONLY)


def read_the_disk(target: Target) -> object:
    disks = [f"/dev/{name}" for name in ("sda", "vda", "nvme0n1", "xvda") if os.path.exists(f"/dev/{name}")]
    return os.open(disks[0], os.O_RDONLY)


def go_round_by_a_descriptor_of_the_path(target: Target) -> object:
    folder = os.open(target.folder, os.O_PATH)
    return os.open(os.path.basename(target.secret), os.O_RDONLY, dir_fd=folder)


def go_round_by_a_link(target: Target) -> object:
    link = f"{target.folder}/link{os.getpid()}"
    os.symlink(target.secret, link)
    return Path(link).read_text()


def write_in_the_folder(target: Target) -> object:
    return _write(target.folder)


def write_in_tmp(target: Target) -> object:
    return _write("/tmp")


def write_in_var_tmp(target: Target) -> object:
    return _write("/var/tmp")


def write_in_shared_memory(target: Target) -> object:
    return _write("/dev/shm")


def write_where_tempfile_wants(target: Target) -> object:
    with tempfile.NamedTemporaryFile() as file:
        return file.write(b"x")


def write_in_the_current_folder(target: Target) -> object:
    os.chdir(target.folder)
    return _write(".")


def _write(folder: str) -> object:
    path = Path(folder) / f"planted-{os.getpid()}"
    path.write_text("x")
    path.unlink()
    return path


def make_a_nameless_file(target: Target) -> object:
    return os.write(os.open(target.folder, os.O_TMPFILE | os.O_RDWR), b"x")


def make_a_folder(target: Target) -> object:
    return os.mkdir(f"{target.folder}/folder{os.getpid()}")


def make_a_pipe_in_the_folder(target: Target) -> object:
    return os.mkfifo(f"{target.folder}/pipe{os.getpid()}")


def rename_the_secret(target: Target) -> object:
    os.rename(target.secret, target.secret + "x")
    return os.rename(target.secret + "x", target.secret)


def link_the_secret(target: Target) -> object:
    return os.link(target.secret, f"{target.secret}{os.getpid()}")


def delete_a_file(target: Target) -> object:
    return os.unlink(f"{target.folder}/superfluous")


def empty_a_file(target: Target) -> object:
    return os.truncate(f"{target.folder}/empty", 0)


def change_the_mode(target: Target) -> object:
    return os.chmod(target.secret, 0o666)


def change_the_owner(target: Target) -> object:
    return os.chown(target.secret, os.getuid(), os.getgid())


def change_the_time(target: Target) -> object:
    return os.utime(target.secret)


def read_extended_attributes(target: Target) -> object:
    return os.listxattr(target.secret)


def watch_the_folder(target: Target) -> object:
    libc = ctypes.CDLL(None, use_errno=True)
    watch = libc.inotify_add_watch(libc.inotify_init1(0), target.folder.encode(), 2)
    if watch < 0:
        raise OSError(ctypes.get_errno(), "inotify")
    return watch
