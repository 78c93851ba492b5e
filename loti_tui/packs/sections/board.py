"""The board's own record: what it is asked, what it decided, what it asked for, what has happened and was spent."""

from __future__ import annotations

from collections.abc import Iterator

from loti_tui.domain.dates import day_words
from loti_tui.domain.delivery import planned, slip
from loti_tui.domain.money import money_words
from loti_tui.domain.publication import Stage, countdown
from loti_tui.domain.scoring import Rag
from loti_tui.packs.report import Block, Bullets, Cell, Column, Para, Table
from loti_tui.packs.sections.listing import listing
from loti_tui.packs.sections.risks import most_serious_first
from loti_tui.packs.tabling import field, table
from loti_tui.packs.telling import Telling

DUE_SOON = 5
"""Days before publication is due, from which the board is asked about it."""


def decisions_sought(t: Telling) -> Iterator[Block]:
    """What the board is asked to decide: what somebody put down, then what the register itself asks."""
    if not t.for_board:
        return
    asked = [one.title_words for one in t.state.resolutions if one.stage == "sought"]
    asked += [question for ask in (about_publication, about_risks, about_milestones) for question in ask(t)]
    yield Bullets(tuple(asked)) if asked else Para("None: the board is asked to note this report.")


def about_publication(t: Telling) -> Iterator[str]:
    due = countdown(t.state, t.today)
    soon = due.stage is Stage.WAITING and due.days <= DUE_SOON
    if due.due and (soon or due.stage in (Stage.TODAY, Stage.OVERDUE)):
        was = "was" if due.stage is Stage.OVERDUE else "is"
        yield f"Whether Part 1 may now be published, which {was} due on {day_words(due.due)}, or is deferred further."


def about_risks(t: Telling) -> Iterator[str]:
    for risk in most_serious_first(t.state):
        judged = t.state.judgement(risk)
        if risk.status == "open" and judged.rag is Rag.RED:
            yield f"What is to be done about {risk.ref} ({judged.words}): {risk.title_words.rstrip('.')}."


def about_milestones(t: Telling) -> Iterator[str]:
    for one in t.state.milestones:
        late = slip(one)
        plan = planned(one)
        if late.direction == 1 and plan and one.actual is None and one.status not in ("done", "dropped"):
            yield (
                f"Whether {one.ref}, {one.title_words}, is held to its baseline of {plan.spoken()}, or the new date is "
                f"approved ({late.words})."
            )


def issues(t: Telling) -> Iterator[Block]:
    """What has happened, where anything has."""
    if t.state.issues:
        names = ("ref", "description", "response", "owner", "raised_on", "due", "status")
        yield from listing(t, "issue", "Issues: what has happened", *names)


def actions(t: Telling) -> Iterator[Block]:
    """What meetings asked for, where they did."""
    if t.state.actions:
        names = ("ref", "description", "owner", "due", "status", "meeting")
        yield from listing(t, "action", "Actions: what was asked for", *names)


def board_decisions(t: Telling) -> Iterator[Block]:
    """What meetings of the board decided, where they did."""
    made = [one for one in t.state.resolutions if one.stage != "sought"]
    if made:
        columns = (field("resolution", name) for name in ("ref", "decided", "meeting", "reason"))
        yield table("Decisions of the board", made, *columns, name="Board decisions")


def spending(t: Telling) -> Iterator[Block]:
    """What is committed and paid, where anything is, and its sum."""
    if t.state.spends:
        names = ("ref", "title", "payee", "stage", "dated", "amount")
        yield from listing(t, "spend", "Committed and paid", *names)
        total = sum(one.amount or 0 for one in t.state.spends)
        yield Para(f"{money_words(total)} is committed or paid.")


def signing(t: Telling) -> Iterator[Block]:
    """Where the board signs that it has seen this."""
    if not t.for_board:
        return
    yield Para("The board has seen this report, and what it decided is recorded above or in its minutes.")
    columns = (Column("Role"), Column("Name"), Column("Signature"), Column("Date"))
    to_do = (Cell("To be named"), Cell("To be signed"), Cell("To be dated"))
    rows = tuple((Cell(role), *to_do) for role in ("Chair of the board", "Senior responsible owner", "Secretary"))
    yield Table("To be signed by the board", columns, rows, name="Signing")
