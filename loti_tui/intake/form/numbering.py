"""Numbers of paragraphs that were lost: a paragraph between 1.1 and 1.3 without one."""

from __future__ import annotations

import re

from loti_tui.intake.document import Document, Paragraph
from loti_tui.intake.form.gathering import Gathered
from loti_tui.intake.taken import What

_NUMBER = re.compile(r"(\d{1,2})\.(\d{1,2})(?:\.(?!\d)|(?![.\d]))")


def say_lost_numbers(document: Document, gathered: Gathered) -> None:
    """Say each number that is missing in the row of a section's paragraphs, where the paragraph itself is there."""
    last: tuple[int, int] | None = None
    between: list[Paragraph] = []
    for block in document.blocks:
        if not isinstance(block, Paragraph):
            continue
        found = _NUMBER.match(block.text)
        if not found:
            between.append(block)
            continue
        number = int(found[1]), int(found[2])
        if last and number == (last[0], last[1] + 2):
            _say(last, number, between, block, gathered)
        last, between = number, []


def _say(
    last: tuple[int, int], number: tuple[int, int], between: list[Paragraph], block: Paragraph, gathered: Gathered
) -> None:
    names = f"{last[0]}.{last[1]} and {number[0]}.{number[1]}"
    if between:
        words = f"The paragraph between {names} has no number; it was read as {last[0]}.{last[1] + 1}."
        gathered.say(What.JOINED, words, between[0].place, between[0].text)
    else:
        gathered.say(What.NOTED, f"There is no paragraph between {names}.", block.place, block.text)
