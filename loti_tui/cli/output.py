"""Printing: data on standard output, talk on standard error, and no text of the register ever taken for markup."""

from __future__ import annotations

import json
import os
import re
import sys
import textwrap
from collections.abc import Iterable, Sequence
from io import StringIO
from shutil import get_terminal_size
from typing import TYPE_CHECKING, Any, Literal, TextIO

from loti_tui.domain.text import clean

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.text import Text

NO_LIMIT = 10**9
# json.dumps escapes the other control characters itself; these would reach a terminal.
_CONTROLS = re.compile("[\x7f-\x9f]")


def set_up_streams() -> None:
    """Standard output is UTF-8 when a program reads it; what a terminal cannot show does not stop a command."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding=None if stream.isatty() else "utf-8", errors="backslashreplace")


def shown(text: str) -> str:
    """A text made safe for a terminal, wherever it came from; line breaks stay."""
    return clean(text, lines=True, limit=NO_LIMIT)


def say(text: str) -> None:
    """Talk: a sentence on standard error, wrapped between words where a person reads it."""
    if sys.stderr is None:
        return
    sentence = shown(text)
    if sys.stderr.isatty():
        width = max(40, min(100, get_terminal_size().columns))
        sentence = textwrap.fill(sentence, width, break_long_words=False, break_on_hyphens=False)
    print(sentence, file=sys.stderr)


def print_json(document: Any) -> None:
    """One JSON document on standard output, its keys in the order of the contract."""
    written = json.dumps(document, indent=2, ensure_ascii=False)
    print(_CONTROLS.sub(lambda found: f"\\u{ord(found[0]):04x}", written))


def print_lines(lines: Iterable[str]) -> None:
    """Data, one fact a line."""
    for line in lines:
        print(" / ".join(shown(line).splitlines()))


def in_colour() -> bool:
    """Whether a person is looking, at a terminal that may be coloured."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def console(file: TextIO) -> Console:
    """A file as rich sees it: colours in a terminal only, and nothing ever read as markup."""
    from rich.console import Console

    class Quiet(Console):
        def on_broken_pipe(self) -> None:
            raise BrokenPipeError  # met in __main__; rich would end the program with a status of 1

    system: Literal["auto"] | None = "auto" if in_colour() else None
    return Quiet(file=file, color_system=system, force_terminal=in_colour(), markup=False, highlight=False, emoji=False)


def print_rich(*parts: RenderableType) -> None:
    """Tables and headings on standard output."""
    if sys.stdout is None:
        return
    plain = StringIO()
    out = console(sys.stdout if in_colour() else plain)
    for part in parts:
        out.print(part)
    for line in plain.getvalue().splitlines():
        print(line.rstrip())  # rich fills every line of a table up to its width


def words(text: str, style: str = "") -> Text:
    """Text for rich, as typed."""
    from rich.text import Text

    return Text(shown(text), style=style)


def ours(text: str, style: str = "") -> Text:
    """Words of the program's own for rich: the white space around them counts."""
    from rich.text import Text

    return Text(text, style=style)


def grid(rows: Sequence[Sequence[Text]], *, labels: bool = True, indent: int = 0) -> RenderableType:
    """Rows without lines around them: a narrow column of labels or references, then what belongs to them."""
    from rich.padding import Padding
    from rich.table import Table

    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    width = max((row[0].cell_len for row in rows), default=1)
    for place in range(max((len(row) for row in rows), default=0)):
        first = place == 0
        table.add_column(
            no_wrap=first and labels and width <= 28,
            max_width=28 if first and labels else None,
            overflow="fold",
            style="dim" if first and labels else "",
        )
    for row in rows:
        table.add_row(*row)
    return Padding(table, (0, 0, 0, indent))
