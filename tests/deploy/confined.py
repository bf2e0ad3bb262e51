"""Runs a program under a unit's own limits, without systemd as the first process.

    python -m tests.deploy.confined UNIT PROGRAM [ARGUMENT...]

What systemd would forbid by SystemCallFilter, MemoryDenyWriteExecute and RestrictAddressFamilies is
forbidden here by the same library, libseccomp, and by the same rules.
"""

import ctypes
import errno
import mmap
import os
import socket
import subprocess
import sys
from pathlib import Path

from tests.deploy.unit import read_unit, words

ALLOW = 0x7FFF0000
DENY = 0x00050000
EQUAL, MASKED_EQUAL = 4, 7
FAMILIES = 46
PR_SET_NO_NEW_PRIVS = 38


class Comparison(ctypes.Structure):
    """struct scmp_arg_cmp."""

    _fields_ = (
        ("argument", ctypes.c_uint),
        ("operator", ctypes.c_int),
        ("first", ctypes.c_uint64),
        ("second", ctypes.c_uint64),
    )


class Filter:
    """One seccomp filter: what no rule names gets the default action."""

    def __init__(self, default: int) -> None:
        self.library = ctypes.CDLL("libseccomp.so.2", use_errno=True)
        self.library.seccomp_init.restype = ctypes.c_void_p
        self.library.seccomp_init.argtypes = [ctypes.c_uint32]
        self.context = ctypes.c_void_p(self.library.seccomp_init(default))

    def add(self, action: int, call: str, *comparisons: Comparison) -> None:
        """A call this architecture does not have is passed over, as systemd does."""
        number = self.library.seccomp_syscall_resolve_name(call.encode())
        if number < 0:
            return
        array = (Comparison * len(comparisons))(*comparisons)
        result = self.library.seccomp_rule_add_array(
            self.context, ctypes.c_uint32(action), number, len(comparisons), array
        )
        if result != 0:
            raise OSError(-result, f"no rule for {call}")

    def load(self) -> None:
        result = self.library.seccomp_load(self.context)
        if result != 0:
            raise OSError(-result, "the filter was not accepted")


def calls_of(names: list[str]) -> set[str]:
    """System calls by name, groups like @system-service opened."""
    calls: set[str] = set()
    for name in names:
        calls |= calls_of(members_of(name)) if name.startswith("@") else {name}
    return calls


def members_of(group: str) -> list[str]:
    answer = subprocess.run(
        ["systemd-analyze", "--no-pager", "syscall-filter", group],
        capture_output=True,
        text=True,
        check=True,
    )
    lines = [line.strip() for line in answer.stdout.splitlines()[1:]]
    return [line for line in lines if line and not line.startswith("#")]


def allow_only_calls(unit: dict[str, list[str]]) -> None:
    allowed: set[str] = calls_of(["@default"])
    for line in unit["SystemCallFilter"]:
        if line.startswith("~"):
            allowed -= calls_of(line[1:].split())
        else:
            allowed |= calls_of(line.split())
    only = Filter(DENY | errno.EPERM)
    for call in allowed:
        only.add(ALLOW, call)
    only.load()


def deny_written_code(unit: dict[str, list[str]]) -> None:
    if unit["MemoryDenyWriteExecute"] != ["yes"]:
        return
    both = mmap.PROT_WRITE | mmap.PROT_EXEC
    deny = Filter(ALLOW)
    deny.add(DENY | errno.EPERM, "mmap", Comparison(2, MASKED_EQUAL, both, both))
    for call in ("mprotect", "pkey_mprotect"):
        execute = Comparison(2, MASKED_EQUAL, mmap.PROT_EXEC, mmap.PROT_EXEC)
        deny.add(DENY | errno.EPERM, call, execute)
    deny.load()


def deny_other_families(unit: dict[str, list[str]]) -> None:
    allowed = {getattr(socket, name) for name in words(unit, "RestrictAddressFamilies")}
    deny = Filter(ALLOW)
    for family in set(range(FAMILIES)) - allowed:
        deny.add(DENY | errno.EAFNOSUPPORT, "socket", Comparison(0, EQUAL, family, 0))
    deny.load()


def main() -> None:
    unit = read_unit(Path(sys.argv[1]))
    if ctypes.CDLL(None).prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0:
        raise OSError("no_new_privs was refused")
    deny_written_code(unit)
    deny_other_families(unit)
    allow_only_calls(unit)
    os.execvp(sys.argv[2], sys.argv[2:])


if __name__ == "__main__":
    main()
