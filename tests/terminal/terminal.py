"""One run of the real program in a pseudo-terminal, with a terminal emulator behind it."""

from __future__ import annotations

import os
import re
import select
import signal
import struct
import sys
import time
from collections.abc import Callable, Mapping

import pytest

if sys.platform == "win32":
    pytest.skip("there are no pseudo-terminals on Windows", allow_module_level=True)

import fcntl
import pty
import termios

import pyte

COLUMNS, LINES = 80, 24
LIMIT = 20.0
"""Seconds that anything may take on a slow machine."""

PROGRAM = [sys.executable, "-P", "-m", "loti_tui"]
ALTERNATE, NORMAL = b"\x1b[?1049h", b"\x1b[?1049l"
HIDE, SHOW = b"\x1b[?25l", b"\x1b[?25h"
# Sequences that the emulator does not know and would print; and the beginning of one at the end of a read.
UNKNOWN = re.compile(rb"\x1b\[[<>=][0-9;]*[a-zA-Z]|\x1b\[\?[0-9;]*\$p|\x1b[P_^].*?\x1b\\", re.DOTALL)
UNFINISHED = re.compile(rb"\x1b(?:\[[0-9;?<>=$]*|[P_^][^\x1b]*)?$")


def environment(**more: str) -> dict[str, str]:
    """Ours, with a terminal of many colours unless a test says otherwise."""
    plain_one = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "COLORTERM")}
    return plain_one | {"TERM": "xterm-256color", "LANG": "C.UTF-8"} | more


class Terminal:
    """One run of the program with a person before it."""

    def __init__(self, *words: str, env: Mapping[str, str] | None = None) -> None:
        self.screen = pyte.Screen(COLUMNS, LINES)
        self.stream = pyte.ByteStream(self.screen)
        self.output = b""
        self.rest = b""
        self.status: int | None = None
        self.pid, self.master = pty.fork()
        if self.pid == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
            os.execvpe(PROGRAM[0], [*PROGRAM, *words], dict(env or environment()))

    @property
    def text(self) -> str:
        return "\n".join(line.rstrip() for line in self.screen.display)

    def line(self, ref: str) -> str:
        """The line of the screen with this reference at its beginning."""
        return next((one for one in self.screen.display if re.match(rf"[▌ ]{ref} ", one)), "")

    def send(self, keys: str) -> None:
        os.write(self.master, keys.encode())

    def score(self, key: str, digit: str) -> None:
        """Two keys, as a person types them who reads what the first one says."""
        self.send(key)
        self.shows("Press 1, 2, 3")
        self.send(digit)

    def read(self) -> None:
        """Take what the program wrote, if it wrote anything in the next moment."""
        if not select.select([self.master], [], [], 0.02)[0]:
            return
        try:
            data = os.read(self.master, 65536)
        except OSError:  # the program has ended
            return
        self.output += data
        data = self.rest + data
        self.rest = found[0] if (found := UNFINISHED.search(data)) else b""
        self.stream.feed(UNKNOWN.sub(b"", data[: len(data) - len(self.rest)]))

    def until(self, seen: Callable[[], bool]) -> None:
        """Read on until `seen()` holds."""
        end = time.monotonic() + LIMIT
        while not seen():
            assert time.monotonic() < end, f"not seen within {LIMIT:.0f} s:\n{self.text}"
            assert not self.ended() or seen(), f"the program ended with {self.status}:\n{self.output[-3000:]!r}"
            self.read()

    def shows(self, *texts: str) -> None:
        """Read on until these texts stand on the screen."""
        self.until(lambda: all(text in self.text for text in texts))

    def says(self, *words: str) -> None:
        """Read on until these words stand on the screen, wherever its lines break."""
        self.until(lambda: all(one in " ".join(self.text.split()) for one in words))

    def ended(self) -> bool:
        if self.status is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            self.status = os.waitstatus_to_exitcode(status) if pid else None
        return self.status is not None

    def end(self) -> int:
        """Read on until the program has ended; its exit status."""
        end = time.monotonic() + LIMIT
        while not self.ended():
            assert time.monotonic() < end, f"still running:\n{self.text}"
            self.read()
        self.read()
        assert self.status is not None
        return self.status

    def kill(self) -> None:
        """As when the power goes: no chance to tidy up."""
        os.kill(self.pid, signal.SIGKILL)
        assert self.end() == -signal.SIGKILL

    def close(self) -> None:
        if not self.ended():
            os.kill(self.pid, signal.SIGKILL)
            self.end()
        os.close(self.master)
