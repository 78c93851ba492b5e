"""How one value became another, in words that show what differs."""

from __future__ import annotations

import re
from collections.abc import Sequence

from loti_tui.domain.dates import PartialDate, Precision, variance
from loti_tui.domain.text import clean

SHOWN = 60
"""As many characters of a text are shown."""
LEAD = 20
"""As many of them at most stand before the place where two long texts begin to differ."""
NAMED = 6
"""As many items are named; of more, the rest is counted."""

# A name or a few plain words: it needs no quotation marks, and cannot be taken for a part of the sentence.
_BARE = re.compile(r"[\w&/’'-]+(?:,? [\w&/’'-]+){0,3}")


def became(subject: str, old: str | None, new: str | None, tail: str = "") -> str:
    """A value as a sentence; `tail` says by how much, where there are two to compare."""
    if old is None:
        return f"{subject} is now given as {new}; it was not recorded before."
    if new is None:
        return f"{subject} was taken out; it was {old}."
    return f"{subject} was changed from {old} to {new}{tail}."


def listed(names: Sequence[str]) -> str:
    """ "R1, R2 and R3"; of many, the first ones and how many others."""
    if len(names) > NAMED:
        names = [*names[: NAMED - 1], f"{len(names) - NAMED + 1} others"]
    *most, last = names
    return f"{', '.join(most)} and {last}" if most else last


# -- texts -----------------------------------------------------------------------------------------------------------


def one_line(text: str) -> str:
    """A text as the words that it has; what is shown of it is still to be cleaned."""
    return " ".join(text.split())


def text_became(subject: str, old: str | None, new: str | None, *, prose: bool) -> str:
    """What became of a text. `prose` is always quoted, a name only where it might be taken for something else."""
    if old is None or new is None:
        given = one_line(old or new or "")
        words = given if is_bare(given) and not prose else f"“{piece(given, 0)}”"
        return became(subject, None if old is None else words, None if new is None else words)
    was, now = one_line(old), one_line(new)
    if is_bare(was) and is_bare(now) and not prose and was != now:
        return f"{subject} was changed from {was} to {now}."
    start = beginning(was, now)
    shown = piece(was, start), piece(now, start)
    if shown[0] == shown[1]:
        return f"{subject} was laid out in other lines; its words are the same."
    return f"{subject} was rewritten: “{shown[0]}” → “{shown[1]}”."


def is_bare(text: str) -> bool:
    """Whether a text can stand in a sentence without quotation marks."""
    return len(text) <= SHOWN and " to " not in text.casefold() and _BARE.fullmatch(text) is not None


def beginning(old: str, new: str) -> int:
    """From where two texts are shown, so that the first place in which they differ can be seen."""
    if len(old) <= SHOWN and len(new) <= SHOWN:
        return 0
    differs = alike(old, new)
    if differs < SHOWN - LEAD:
        return 0
    start = differs - LEAD
    space = new.find(" ", start, differs)
    return start if space < 0 else space + 1


def alike(old: str, new: str) -> int:
    """As many characters at the beginning of two texts are the same. By halves, since texts may be long."""
    least, most = 0, min(len(old), len(new))
    while least < most:
        middle = (least + most + 1) // 2
        if old[least:middle] == new[least:middle]:
            least = middle
        else:
            most = middle - 1
    return least


def piece(text: str, start: int) -> str:
    """What is shown of a text, with a mark on each side where something is left out; it ends with a whole word."""
    shown = text[start : start + SHOWN]
    if len(text) > start + SHOWN:
        # Never before the place where the two differ, which stands in the first SHOWN - LEAD characters.
        space = shown.rfind(" ", SHOWN - LEAD + 1)
        shown = f"{shown if space < 0 else shown[:space]}…"
    return f"{'…' if start else ''}{clean(shown)}"


# -- dates -----------------------------------------------------------------------------------------------------------


def dated(when: PartialDate) -> str:
    """A date in a sentence with its preposition: "on 4 April 2017", "in April 2017"."""
    return f"{'on' if when.precision is Precision.DAY else 'in'} {when.spoken()}"


def date_became(subject: str, old: PartialDate | None, new: PartialDate | None, verb: str = "moved") -> str:
    """What became of a date: by how much it moved, or how much more or less is known of it."""
    if old is None or new is None:
        return became(subject, old.spoken() if old else None, new.spoken() if new else None)
    by = apart(old, new)
    if not by:
        more = "more" if old.first <= new.first and new.last <= old.last else "less"
        return f"{subject} is now known {more} exactly: {old.spoken()} became {new.spoken()}."
    return f"{subject} {verb} from {old.spoken()} to {new.spoken()}, {by}."


def apart(old: PartialDate, new: PartialDate) -> str:
    """How far a date moved: "1 month later"; "" where one of the two lies within the other."""
    moved = variance(old, new)
    if not moved.direction:
        return ""
    word = "later" if moved.direction > 0 else "earlier"
    return f"{moved.words.lstrip('+-')} {word}" if moved.words != word else f"which is {word}"
