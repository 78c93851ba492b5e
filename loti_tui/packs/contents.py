"""What a pack says, in which order: one function for each section, all of them listed in `SECTIONS`.

Source: domain rules §7. Every sum and date is made here or in the domain, never by a writer.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from loti_tui import __version__
from loti_tui.domain.dates import PartialDate
from loti_tui.domain.moments import london, stamp
from loti_tui.domain.text import quoted
from loti_tui.packs.pack import Sealed
from loti_tui.packs.report import NO_MOMENT, Block, Facts, Heading, Report
from loti_tui.packs.sections.attention import attention
from loti_tui.packs.sections.board import (
    actions,
    board_decisions,
    decisions_sought,
    issues,
    signing,
    spending,
)
from loti_tui.packs.sections.changes import changes
from loti_tui.packs.sections.decision import decision, sign_offs
from loti_tui.packs.sections.delivery import milestones, procurement
from loti_tui.packs.sections.publication import publication, withheld
from loti_tui.packs.sections.risks import risks
from loti_tui.packs.summary import summary
from loti_tui.packs.tabling import WITHHELD
from loti_tui.packs.telling import BOARD, PUBLIC, Section, Telling, hidden

MARKINGS: Mapping[str, str] = {
    BOARD: "Board pack: everything, for the board only",
    PUBLIC: "Public pack: without what is withheld",
}
"""audience -> what stands on every page."""

SECTIONS: Mapping[str, Section] = {
    "Status summary": summary,
    "Changes since the last snapshot": changes,
    "Decisions sought": decisions_sought,
    "What is withheld": withheld,
    "What needs attention": attention,
    "Risks": risks,
    "Issues": issues,
    "Procurement": procurement,
    "Milestones": milestones,
    "Publication": publication,
    "Decision and funding": decision,
    "Commitments and spending": spending,
    "Sign-offs": sign_offs,
    "Actions": actions,
    "Board decisions": board_decisions,
    "Signed by the board": signing,
}
"""Heading -> what stands under it, in order. A section that yields nothing is left out."""


def report(t: Telling, source: str, *, snapshot: Sealed | None = None, made: datetime = NO_MOMENT) -> Report:
    """The whole pack; `source` says in a few words which register it was made from."""
    name, reference, as_at = called(t), referred(t), PartialDate.of_day(t.today).spoken()
    blocks: list[Block] = [Facts(tuple(heading(source, snapshot, made)))]
    for title, section in SECTIONS.items():
        content = list(section(t))
        if content:
            blocks += [Heading(2, title), *content]
    foot = f"As at {as_at}"
    foot += f" · snapshot {quoted(snapshot.name)} · SHA-256 {snapshot.sha256[:16]}…" if snapshot else f" · {source}"
    return Report(f"{name}: {t.audience} pack", reference, as_at, MARKINGS[t.audience], tuple(blocks), foot, made)


def heading(source: str, snapshot: Sealed | None, made: datetime) -> Iterator[tuple[str, str]]:
    """What the pack was made from: the first thing in it, under its title, its decision and its day."""
    if snapshot:
        yield "Snapshot", snapshot.name
        yield "SHA-256 of the snapshot", snapshot.sha256
    yield "Made from", source
    if made != NO_MOMENT:
        yield "Last change in it", london(stamp(made))
    yield "Made by", f"loti-tui {__version__}"


def called(t: Telling) -> str:
    """The programme's title."""
    programme, decision_ = t.state.programme, t.state.decision
    if programme and programme.title:
        return programme.title
    return (decision_.ref if decision_ else "") or "Programme"


def referred(t: Telling) -> str:
    """The decision's reference and title."""
    item = t.state.decision
    if item is None:
        return "No decision recorded"
    if hidden(item, "title"):
        return f"{item.ref}: title {WITHHELD.lower()}"
    return f"{item.ref}: {item.title_words}" if item.title_words else item.ref
