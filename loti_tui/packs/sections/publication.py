"""Where the publication of Part 1 stands, and what of the register the public does not see."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from loti_tui.domain.changes import Entry
from loti_tui.domain.dates import PartialDate, day_words
from loti_tui.domain.fields import NOT_RECORDED
from loti_tui.domain.items import Publication
from loti_tui.domain.moments import london_day
from loti_tui.domain.records import record
from loti_tui.packs.report import Block, Facts, Para
from loti_tui.packs.summary import publication_in_words
from loti_tui.packs.tabling import NOTHING, WITHHELD, Told, facts, table, told
from loti_tui.packs.telling import Telling, hidden


def publication(t: Telling) -> Iterator[Block]:
    """Part 1 and when it is due, every date to which it was deferred, and Part 2."""
    item = t.state.publication
    if item is None:
        yield Para(NOTHING)
        return
    basis = t.for_board and (item.part2 or item.part2_basis)
    yield Facts(
        (
            *facts(item, "deferred", "until", "reason"),
            *(facts(item, "scope") if item.scope else ()),
            *facts(t.state.decision, "approved_on"),
            ("Publication due on", due_on(item, t)),
            ("Where it stands", publication_in_words(t)),
            *facts(item, "published_on", "part2"),
            *(facts(item, "part2_basis") if basis else ()),
        )
    )
    if t.state.deferrals:
        of_board: tuple[Told[Entry], ...] = (
            told("Why", lambda entry: entry.why or NOT_RECORDED),
            told("Recorded by", lambda entry: entry.who or NOT_RECORDED),
        )
        yield table(
            "Every date to which publication has been deferred, oldest first",
            t.state.deferrals,
            told("Deferred until", lambda entry: date_in_log(entry.new), "date"),
            told("Before that", lambda entry: date_in_log(entry.old), "date"),
            *(of_board if t.for_board else ()),
            told("Recorded on", recorded_on, "date"),
            name="Deferrals",
        )


def due_on(item: Publication, t: Telling) -> str:
    """The day on which Part 1 is due; what is worked out from a withheld day is withheld too."""
    if t.state.decision and hidden(t.state.decision, "approved_on"):
        return WITHHELD
    due = record(item, t.state, t.today)["due_on"]
    return day_words(date.fromisoformat(due)) if due else "Not known"


def date_in_log(value: object) -> str:
    return PartialDate(str(value)).short() if value else NOT_RECORDED


def recorded_on(entry: Entry) -> str:
    """The day in London, whatever the time zone of the machine that makes the pack."""
    return PartialDate.of_day(london_day(entry.at)).short()


def withheld(t: Telling) -> Iterator[Block]:
    """How much is left out of a public pack, on which ground, until when; never what it is."""
    if not t.withheld:
        if not t.for_board:
            yield Para("Nothing is withheld.")
        return
    yield table(
        "What this pack leaves out" if not t.for_board else "What the public pack leaves out",
        t.withheld,
        told("What", lambda one: one.what),
        told("How many", lambda one: f"{one.count:,}", "int"),
        told("Why", lambda one: one.category),
        told("Until", lambda one: one.until[:1].upper() + one.until[1:]),
        name="Withheld",
    )
