"""One paragraph as its runs come in: words, some of them bold, and breaks between its lines."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from loti_tui.intake.reading.lines import LABEL
from loti_tui.intake.reading.words import as_lead, on_one_line

BREAK = "\n"


class Run(NamedTuple):
    """Words in one piece, or a `BREAK`."""

    text: str
    bold: bool = False
    at: int = 0


class Pieces:
    """The runs of one paragraph, in order."""

    def __init__(self) -> None:
        self._runs: list[Run] = []

    def add(self, text: str, *, bold: bool = False, at: int = 0) -> None:
        """Take a run in. `at` is where in the file it begins, if that is known."""
        self._runs.append(Run(text, bold, at))

    def end_line(self) -> None:
        """Take a break within the paragraph in."""
        self._runs.append(Run(BREAK))

    def follow(self, others: Pieces) -> None:
        """Put the runs of others before these."""
        self._runs[:0] = others._runs

    def parts(self) -> Iterator[tuple[str, str, int]]:
        """Its text, its lead, and where it begins.

        They are several where its lines are labels and values, as on a record page, or where two breaks part them.
        """
        part: list[Run] = []
        before = ""
        for line in self._lines():
            words = on_one_line("".join(run.text for run in line))
            if part and (not words or before.endswith(":") or LABEL.match(words)):
                yield _worded(part)
                part = []
            if words:
                part += (Run(" ", True), *line)
                before = words
        if part:
            yield _worded(part)

    def _lines(self) -> Iterator[list[Run]]:
        line: list[Run] = []
        for run in self._runs:
            if run.text == BREAK:
                yield line
                line = []
            else:
                line.append(run)
        yield line


def _worded(runs: list[Run]) -> tuple[str, str, int]:
    bold: list[str] = []
    for run in runs:
        if not run.bold and not run.text.isspace():
            break
        bold.append(run.text)
    begins = next((run.at for run in runs if not run.text.isspace()), 0)
    return on_one_line("".join(run.text for run in runs)), as_lead(on_one_line("".join(bold))), begins
