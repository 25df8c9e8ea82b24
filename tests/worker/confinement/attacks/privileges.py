"""Becoming more than the process is, and taking its confinement off."""

from __future__ import annotations

import ctypes
import os

from tests.worker.confinement.attacks.target import Target, number_of, system_call

_NEW_USERS, _SECCOMP_STRICT = 0x1000_0000, 1


def become_root(target: Target) -> object:
    return os.setresuid(0, 0, 0)


def set_its_own_user(target: Target) -> object:
    return os.setresuid(-1, -1, -1)


def regain_capabilities(target: Target) -> object:
    header = (ctypes.c_uint32 * 2)(0x2008_0522, 0)
    everything = (ctypes.c_uint32 * 6)(1, 1, 0, 0, 0, 0)
    return system_call(number_of(126, 91), header, everything)


def read_capabilities(target: Target) -> object:
    header = (ctypes.c_uint32 * 2)(0x2008_0522, 0)
    held = (ctypes.c_uint32 * 6)()
    system_call(number_of(125, 90), header, held)
    if not any(held) and os.getuid() == 0:
        raise PermissionError("root, but without capabilities")
    if os.getuid():
        raise PermissionError("no root at all")
    return list(held)


def chroot(target: Target) -> object:
    return os.chroot(target.folder)


def mount(target: Target) -> object:
    where = ctypes.c_char_p(target.folder.encode())
    bind = 4096
    return system_call(number_of(165, 40), where, where, None, bind, None)


def unshare_users(target: Target) -> object:
    return system_call(number_of(272, 97), _NEW_USERS)


def change_the_personality(target: Target) -> object:
    return system_call(number_of(135, 92), 0xFFFF_FFFF)


def allow_itself_to_be_dumped(target: Target) -> object:
    return system_call(number_of(157, 167), 4, 1, 0, 0, 0)


def put_up_another_filter(target: Target) -> object:
    action = ctypes.c_uint32(0x7FFF_0000)
    return system_call(number_of(317, 277), 2, 0, ctypes.byref(action))
