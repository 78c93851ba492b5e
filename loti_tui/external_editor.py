"""A person's own editor, for long words: which one it is, and what it makes of a text.

The words lie in a private folder for as long as the editor is open, and nowhere afterwards. Standard library only.
"""

from __future__ import annotations

import os
import shlex
import signal
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from loti_tui.domain.refused import Refused

VARIABLES = ("VISUAL", "EDITOR")
"""Where a person's editor is named, the first that is set: the order that POSIX tools keep (crontab(1), git-var(1))."""
KEPT = "The words are as they were."


def editor(setting: str | None, environment: Mapping[str, str]) -> list[str]:
    """The editor and its options: of the settings, or of the environment. Raises `Refused` where there is none."""
    named = [("The setting “editor”", setting or ""), *((f"${name}", environment.get(name, "")) for name in VARIABLES)]
    for where, words in named:
        if words.strip():
            try:
                return shlex.split(words, posix=os.name == "posix")
            except ValueError:
                raise Refused(f"{where} has a quotation mark without its other one. {KEPT}") from None
    raise Refused(f"No editor is set: name one in $EDITOR or in the settings, and open loti again. {KEPT}")


def edited(words: str, command: Sequence[str]) -> str:
    """The words as they were left when the editor was closed. It has the terminal until then.

    One line break at their end is the editor's, not the person's. Raises `Refused` where the editor does not start,
    ends with a fault, or leaves no text.
    """
    with tempfile.TemporaryDirectory(prefix="loti-") as folder:  # 0700: an editor puts its own copies beside the file
        file = Path(folder) / "words.txt"
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as written:
            written.write(words.encode())
        run([*command, str(file)])
        try:
            left = file.read_bytes().decode("utf-8-sig")
        except (OSError, UnicodeDecodeError):
            raise Refused(f"{command[0]} left no text that can be read (UTF-8). {KEPT}") from None
    return left.removesuffix("\n").removesuffix("\r") if not words.endswith("\n") else left


def run(command: Sequence[str]) -> None:
    """Start the editor and wait for it. Raises `Refused`."""
    try:
        with not_interrupted():
            status = subprocess.run(command, check=False).returncode
    except (OSError, ValueError) as fault:
        why = getattr(fault, "strerror", None) or "its name cannot be used"
        raise Refused(f"{command[0]} could not be started ({why}). {KEPT}") from None
    if status:
        raise Refused(f"{command[0]} ended with status {status}. {KEPT}")


@contextmanager
def not_interrupted() -> Iterator[None]:
    """ctrl+c in the editor is the editor's: the terminal sends it to both programs."""
    before = signal.signal(signal.SIGINT, lambda *_: None)  # unlike SIG_IGN, a started program does not inherit it
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, signal.SIG_DFL if before is None else before)
