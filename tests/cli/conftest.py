"""The command line as a person uses it: words in, an exit status and two texts out."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from loti_tui.__main__ import main

DAY = "2017-04-06"

TYPED = "[/x] [red]a\x1b[31mb\u202egnp.exe\x07"
KEPT = "[/x] [red]abgnp.exe"
"""Words that would be markup, steer a terminal or turn the direction of reading; and what stays of them."""
STEERING = ("\x1b", "\x07", "\u202e")


@dataclass(frozen=True)
class Answer:
    """What a command answered: its exit status, the data and the talk."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one document on standard output."""
        return json.loads(self.out)

    @property
    def is_harmless(self) -> bool:
        """Whether nothing that it prints would steer a terminal."""
        return not any(code in self.out + self.err for code in STEERING)


Loti = Callable[..., Answer]


@pytest.fixture
def bare(capsys: pytest.CaptureFixture[str]) -> Loti:
    """`loti` with these words, and nothing else said."""

    def run(*words: str) -> Answer:
        capsys.readouterr()
        status = main(list(words))
        out, err = capsys.readouterr()
        return Answer(status, out, err)

    return run


@pytest.fixture
def loti(bare: Loti, register: Any, path: Path, monkeypatch: pytest.MonkeyPatch) -> Loti:
    """`loti` on a register of DD2092 in a file of its own, on the day after it should have been published."""
    monkeypatch.setenv("LOTI_REGISTER", str(path))
    monkeypatch.setenv("LOTI_TODAY", DAY)
    monkeypatch.setenv("COLUMNS", "80")
    return bare
