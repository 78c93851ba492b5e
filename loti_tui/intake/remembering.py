"""What the register keeps of a file that was brought in: how it was read, what was folded, what is open."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from datetime import date

from loti_tui.domain.fields import Plain
from loti_tui.domain.items import Source
from loti_tui.domain.sources import Doubt, column_lines, columns_of, doubt_lines, doubts_of, fitting, word_lines
from loti_tui.domain.state import State, loaded, plain
from loti_tui.domain.text import clean, shortened
from loti_tui.intake.place import NOWHERE, Place
from loti_tui.intake.proposal import Proposal, Proposed, Remembered
from loti_tui.intake.taken import Notice, Taken, What

LINE = 300
"""Characters of one line of what was folded."""
TITLE = 200
"""Characters of a file's name that are kept."""
STATED = ("removed", "title", "layout", "sha256", "brought_on", "columns", "words")


def remembered(taken: Taken, state: State, today: date) -> Remembered:
    """The `source` item that a file is kept in: that of the same file, of one with the same headings, or a new one."""
    columns = column_lines(taken.columns.items())
    words = word_lines((field, word, value) for (field, word), value in taken.words.items())
    values: dict[str, Plain] = {
        "removed": False,
        "title": clean(shortened(taken.name, TITLE)) or "A file",
        "layout": taken.layout or None,
        "sha256": taken.sha256 or None,
        "brought_on": today.isoformat(),
        "columns": columns,
        "words": words,
    }
    same = [one for one in state.sources if one.sha256 == taken.sha256]
    alike = [one for one in state.sources if taken.columns and columns_of(one).keys() == headings(taken)]
    back = [one for one in withdrawn(state) if one.sha256 == taken.sha256]
    earlier = next(iter(same or alike or back), None)
    if earlier is None:
        return Remembered(str(uuid.uuid4()), values, {})
    read_alike = (earlier.columns, earlier.words) == (columns, words)
    seen = {name: plain(earlier, name) for name in (*STATED, "raw", "doubts")}
    return Remembered(earlier.id, values, seen, before=earlier in same and read_alike)


def headings(taken: Taken) -> set[str]:
    """The headings of a spreadsheet as they are kept."""
    return {line.rpartition(" =")[0].strip() for line in (column_lines(taken.columns.items()) or "").splitlines()}


def withdrawn(state: State) -> list[Source]:
    """The documents whose bringing in was undone."""
    return [one for one in state if isinstance(one, Source) and one.removed]


def undone(taken: Taken, state: State) -> bool:
    """Whether the file, or an earlier state of it, was brought in and undone: what was removed then may come back."""
    return any(
        one.sha256 == taken.sha256
        or one.title == shortened(taken.name, TITLE)
        or (taken.columns and columns_of(one).keys() == headings(taken))
        for one in withdrawn(state)
    )


def kept(proposed: Proposed, applied: Mapping[str, Mapping[str, Plain]], open: Iterable[Doubt]) -> dict[str, Plain]:
    """Every field of the `source` item, now that it is settled what of the file is stored and what is left open.

    `applied` are the values that are stored, by key of the proposal; `open` what is in doubt still.
    """
    document = proposed.document
    assert document is not None
    earlier = loaded("source", {"id": document.item, "doubts": document.seen.get("doubts")})
    assert isinstance(earlier, Source)
    settled = {(one.item, field) for one in proposed.proposals for field in applied.get(one.key, ())}
    doubts = list(open)
    listed = {(one.item, one.field) for one in doubts}
    doubts += [one for one in doubts_of(earlier) if (one.item, one.field) not in settled | listed]
    lines = (str(document.seen.get("raw") or "").splitlines() if document.before else []) + raw_lines(proposed, applied)
    return {**document.values, "raw": fitting(list(dict.fromkeys(lines))), "doubts": doubt_lines(doubts)}


def raw_lines(proposed: Proposed, applied: Mapping[str, Mapping[str, Plain]]) -> list[str]:
    """What was read as something else than it looks like, with the value that it became where it became one."""
    folded = [notice for notice in proposed.notices if notice.what is What.FOLDED]
    if not folded:
        return []
    at: dict[Place, tuple[Proposal, str]] = {}
    for one in proposed.proposals:
        for name in applied.get(one.key, ()):
            if (value := one.values.get(name)) and value.place != NOWHERE:
                at.setdefault(value.place, (one, name))
    return [raw_line(notice, at) for notice in folded]


def raw_line(notice: Notice, at: Mapping[Place, tuple[Proposal, str]]) -> str:
    """ "R4 rag_recorded: Α → A, line 63, column 5"; where no value stands there, what the notice says."""
    where = f", {notice.place.words}" if notice.place.words else ""
    raw = shortened(notice.raw, 60)
    if notice.place not in at:
        return shortened(f"{raw}: {notice.sentence.rstrip('.')}{where}", LINE)
    one, name = at[notice.place]
    value = one.values[name]
    return shortened(f"{one.key} {name}: {raw or shortened(value.raw, 60)} → {shortened(value.plain, 60)}{where}", LINE)
