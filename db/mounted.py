"""On what a folder lies, by the system's own word: the kind of file system, and whether another computer keeps it.

Each system is asked in the cheapest way it has: a file of the kernel's on Linux, one call of the C library on macOS and
on Windows; no other program is started. What cannot be found out is left open, never guessed.
"""

from __future__ import annotations

import os
import re
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Any

MOUNTINFO = "/proc/self/mountinfo"
ESCAPED = re.compile(r"\\([0-7]{3})")

MNT_LOCAL = 0x1000
FLAGS, NAME = slice(64, 68), slice(72, 88)
"""Where macOS keeps f_flags and f_fstypename in `struct statfs` with 64-bit inodes (its `sys/mount.h`)."""

DRIVE_REMOTE = 4
"""`GetDriveTypeW` of a network drive (Microsoft's reference of fileapi.h)."""


@dataclass(frozen=True, slots=True)
class Mounted:
    """A file system: its kind as the system calls it, where it begins, and from where it comes."""

    kind: str = ""
    point: str = ""
    source: str = ""
    remote: bool = False
    """Whether the system itself says that another computer keeps it."""


def mounted(folder: Path) -> Mounted:
    """On what this folder lies, on the system that is running."""
    with suppress(OSError, AttributeError, ValueError):
        if sys.platform == "win32":
            return of_windows(folder)
        if sys.platform == "darwin":
            return of_macos(folder)
        with open(MOUNTINFO, "rb") as table:
            return in_table(folder, os.fsdecode(table.read()))
    return Mounted()


def in_table(folder: PurePath, table: str) -> Mounted:
    """The line of Linux's table that holds for a folder: the longest mount point above it, and the last of these.

    A line is "36 35 98:0 /root /point options [more ...] - kind source options", with spaces, tabs, line ends and
    backslashes as octal numbers (the manual page proc_pid_mountinfo(5)). A mount over another stands further down.
    """
    found = Mounted()
    for line in table.splitlines():
        before, separator, after = line.partition(" - ")
        places, kinds = before.split(" "), after.split(" ")
        if separator and len(places) >= 6 and len(kinds) >= 2:
            point = unescaped(places[4])
            if folder.is_relative_to(point) and len(point) >= len(found.point):
                found = Mounted(kinds[0], point, unescaped(kinds[1]))
    return found


def unescaped(word: str) -> str:
    """A word of the table as it was before the kernel escaped it."""
    return ESCAPED.sub(lambda code: chr(int(code[1], 8)), word)


def of_macos(folder: Path) -> Mounted:
    """What statfs(2) says. Intel keeps the older layout under the plain name, and this one under that of INODE64."""
    import ctypes

    library: Any = ctypes.CDLL(None, use_errno=True)
    statfs = library["statfs$INODE64"] if hasattr(library, "statfs$INODE64") else library.statfs
    told = ctypes.create_string_buffer(4096)  # more than the 2,168 bytes of the structure
    return in_statfs(told.raw) if statfs(os.fsencode(folder), told) == 0 else Mounted()


def in_statfs(told: bytes) -> Mounted:
    """The kind of file system in such a structure, and whether it is kept here (MNT_LOCAL)."""
    kind = told[NAME].split(b"\0")[0].decode("ascii", "replace")
    return Mounted(kind, remote=not int.from_bytes(told[FLAGS], "little") & MNT_LOCAL)


def of_windows(folder: Path) -> Mounted:
    """What Windows says of the drive; a share named by its server needs no asking."""
    import ctypes

    system: Any = ctypes  # whose part for Windows is there only
    return Mounted(remote=system.windll.kernel32.GetDriveTypeW(f"{folder.drive}\\") == DRIVE_REMOTE)
