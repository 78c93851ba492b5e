"""The publication of Part 1: whether it is put off, until when and why, and when it is due."""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content
from textual.widget import Widget

from loti_tui.domain.dates import PartialDate, day_words
from loti_tui.domain.item import Item
from loti_tui.domain.moments import london
from loti_tui.domain.publication import Stage
from loti_tui.domain.state import State
from screens.record import FieldsScreen
from screens.widgets.facts import Facts

TONES = {Stage.OVERDUE: "b $rag-red", Stage.TODAY: "b $rag-amber", Stage.WAITING: "b", Stage.PUBLISHED: "b $rag-green"}


class PublicationScreen(FieldsScreen):
    """The deferral card, and every date that it had."""

    NAME = "publication"

    def compose_content(self) -> Iterator[Widget]:
        yield from super().compose_content()
        yield Facts(id="earlier")

    @property
    def item(self) -> Item | None:
        state = self.host.state
        return state.publication if state else None

    @property
    def when_empty(self) -> str:
        return "No decision is recorded whose publication could be due."

    def show(self, state: State) -> None:
        super().show(state)
        self.query_one("#earlier", Facts).show("Deferred until, newest first", earlier(state))

    def summary(self, state: State) -> Content:
        """When it is due, in one line."""
        due = self.host.countdown
        if due is None:
            return Content("")
        words = due.words[:1].upper() + due.words[1:].partition(",")[0]
        parts = [Content.styled(words, TONES.get(due.stage, "b"))]
        approved = state.decision.approved_on if state.decision else None
        if approved is not None:
            parts.append(Content.styled(f"  ·  approved {approved.short()}", "$key-label"))
        if due.due is not None:
            parts.append(Content.styled(f"  ·  due {day_words(due.due)}", "$key-label"))
        return Content.assemble(*parts)


def earlier(state: State) -> list[tuple[str, str | None]]:
    """Every date until which publication was deferred, newest first: who set it, when and why."""
    return [
        (
            PartialDate(str(entry.new)).short() if entry.new else "No date",
            f"{entry.who}, {london(entry.at)}{': ' + entry.why if entry.why else ''}",
        )
        for entry in reversed(state.deferrals)
    ]
