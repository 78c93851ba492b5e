"""A program in a real pseudo-terminal: when did a person see what?

Output is stamped when it is read, and put through a terminal emulator only when the program pauses, so that
the emulator's own time does not count.
"""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pyte

COLUMNS, LINES = 120, 40
PAUSE = 0.03  # seconds without output, after which the emulator catches up

# Sequences that pyte does not know and would print; and the beginning of one at the end of a read.
UNKNOWN = re.compile(rb"\x1b\[[<>=][0-9;]*[a-zA-Z]|\x1b\[\?[0-9;]*\$p|\x1b[P_^].*?\x1b\\", re.S)
UNFINISHED = re.compile(rb"\x1b(?:\[[0-9;?<>=$]*|[P_^][^\x1b]*)?$")


class NotSeen(Exception):
    """What was waited for did not come; the message holds the screen as it was."""


class Terminal:
    """One run of a program; a context that ends it."""

    def __init__(self, command: Sequence[str], environment: Mapping[str, str]) -> None:
        self.screen = pyte.Screen(COLUMNS, LINES)
        self._stream = pyte.ByteStream(self.screen)
        self._waiting: list[tuple[float, bytes]] = []
        self._rest = b""
        self._shown = 0.0
        self.started = time.perf_counter()
        self.pid, self._master = pty.fork()
        if self.pid == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
            os.execvpe(command[0], list(command), dict(environment))

    def __enter__(self) -> Terminal:
        return self

    def __str__(self) -> str:
        return "\n".join(line.rstrip() for line in self.screen.display if line.strip())

    def __exit__(self, *_: object) -> None:
        for signum, patience in ((signal.SIGTERM, 2.0), (signal.SIGKILL, 5.0)):
            if self._ended():
                break
            os.kill(self.pid, signum)
            end = time.perf_counter() + patience
            while not self._ended() and time.perf_counter() < end:
                self._read(0.02)
        os.close(self._master)

    def send(self, keys: str) -> float:
        """Press keys; the moment at which they were sent."""
        os.write(self._master, keys.encode())
        return time.perf_counter()

    def wait(self, seen: Callable[[], bool], limit: float = 20.0, meanwhile: Callable[[], None] | None = None) -> float:
        """The moment of the output after which `seen` holds; `meanwhile` is called every few milliseconds."""
        if self._shown and seen():  # came with what was waited for before
            return self._shown
        end = time.perf_counter() + limit
        while time.perf_counter() < end:
            self._read(0.003 if meanwhile else PAUSE)
            if meanwhile:
                meanwhile()
            now = time.perf_counter()
            if not self._waiting or (now - self._waiting[-1][0] < PAUSE and now - self._waiting[0][0] < 0.5):
                continue
            while self._waiting:
                self._show()
                if seen():
                    return self._shown
        raise NotSeen(f"not seen within {limit:.0f} s:\n{self}")

    def wait_for(self, text: str) -> float:
        """The moment of the output with which the text came to stand on the screen."""
        return self.wait(lambda: self.shows(text))

    def settle(self, quiet: float, limit: float = 10.0) -> None:
        """Let the program finish what it is doing: no output for `quiet` seconds."""
        end = time.perf_counter() + limit
        while time.perf_counter() < end and self._read(quiet):
            pass
        while self._waiting:
            self._show()

    def shows(self, text: str) -> bool:
        """Whether the text stands on the screen."""
        return any(text in line for line in self.screen.display)

    def line(self, pattern: str) -> str:
        """The first line of the screen that matches, or nothing."""
        return next((line for line in self.screen.display if re.search(pattern, line)), "")

    def memory(self) -> float:
        """What the program holds of the machine's memory, in MB (Linux)."""
        pages = int(Path(f"/proc/{self.pid}/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 1e6

    def _read(self, patience: float) -> bool:
        if not select.select([self._master], [], [], patience)[0]:
            return False
        try:
            data = os.read(self._master, 65536)
        except OSError:  # the program has ended
            time.sleep(patience)
            return False
        self._waiting.append((time.perf_counter(), data))
        return bool(data)

    def _show(self) -> None:
        self._shown, data = self._waiting.pop(0)
        data = self._rest + data
        self._rest = found[0] if (found := UNFINISHED.search(data)) else b""
        self._stream.feed(UNKNOWN.sub(b"", data[: len(data) - len(self._rest)]))

    def _ended(self) -> bool:
        try:
            return os.waitpid(self.pid, os.WNOHANG)[0] != 0
        except ChildProcessError:
            return True


def wait_for_quiet(limit: float = 4.0, busy: float = 0.3) -> None:
    """Let other programs leave the machine alone, for a while at most (Linux)."""
    end = time.perf_counter() + limit
    before = _ticks()
    while time.perf_counter() < end:
        time.sleep(0.2)
        after = _ticks()
        if after[0] - before[0] <= busy * (after[1] - before[1]):
            return
        before = after


def _ticks() -> tuple[int, int]:
    """Busy and all ticks of all cores since the machine's start."""
    ticks = [int(word) for word in Path("/proc/stat").read_text().split(maxsplit=9)[1:9]]
    idle, waiting = ticks[3], ticks[4]
    return sum(ticks) - idle - waiting, sum(ticks)
