"""The publication of Part 1: whether it is put off, until when and why, when it is due, and the answer when it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from textual import on
from textual.content import Content
from textual.widget import Widget

from loti_tui.domain.changes import Batch
from loti_tui.domain.dates import PartialDate, day_words
from loti_tui.domain.item import Item
from loti_tui.domain.items import KINDS
from loti_tui.domain.moments import london
from loti_tui.domain.publication import Countdown, Stage
from loti_tui.domain.publishing import deferred, open_question, published
from loti_tui.domain.refused import Refused
from loti_tui.domain.state import State
from loti_tui.domain.text import counted
from screens.bindings import bindings
from screens.edits import as_seen
from screens.messages import ChangeStored
from screens.record import FieldsScreen
from screens.widgets.facts import Facts
from screens.widgets.questions import Question, Questions

TONES = {Stage.OVERDUE: "b $rag-red", Stage.TODAY: "b $rag-amber", Stage.WAITING: "b", Stage.PUBLISHED: "b $rag-green"}
ASKED = "May Part 1 now be published? P publishes it, D defers it further."


class PublicationScreen(FieldsScreen):
    """The deferral card, and every date that it had."""

    NAME = "publication"
    SHOWN_KEYS = ("publish", "defer", "edit", "undo", "copy", "export")
    BINDINGS = bindings("publish", "defer")

    def __init__(self) -> None:
        super().__init__()
        self.left: tuple[str, ...] = ()
        """The day and the reason of a deferral that were typed and not stored."""

    @on(ChangeStored)
    def _deferred(self, event: ChangeStored) -> None:
        if any((one.kind, one.field) == ("publication", "until") for one in event.entries):
            self.left = ()

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
        """When it is due, in one line; when that day has come, the question in another."""
        due = self.host.countdown
        lines = [standing_line(state, due)] if due else []
        if ended := deferral_words(state, self.host.today):
            lines.append(Content.styled(ended, "$key-label"))
        if may_be_asked(state, due, self.host.today):
            lines.append(Content.styled(ASKED, "b $rag-amber"))
        return Content("\n").join(lines)

    # -- the answer ----------------------------------------------------------------------------------------------

    async def action_publish(self) -> None:
        """Ask on which day Part 1 was published, and record it."""
        today = self.host.today

        def on_day(words: str) -> PartialDate:
            day = self.day_typed(words, "published_on")
            if day.first > today:
                raise Refused(f"{day_words(day.first)} is after today: what is published then is recorded then.")
            return day

        def batch(answers: list[str]) -> Batch:
            state = self.state
            edits = published(state, on_day(answers[0]).first, self.host.who)
            return Batch(self.host.who, as_seen(edits, state))

        asked = Question(
            "Part 1 was published on:",
            lambda words: f"Published on {day_words(on_day(words).first)}.",
            PartialDate.of_day(today).short(),
        )
        await self.ask_to_answer([asked], batch)

    async def action_defer(self) -> None:
        """Ask until when publication is deferred, then why, and record both."""

        def until(words: str, why: str = "as typed below") -> PartialDate:
            day = self.day_typed(words, "until")
            deferred(self.state, day, why, self.host.today)  # refuses what is no day to come
            return day

        def reason(words: str) -> str:
            if not words.strip():
                raise Refused("Why is that strictly necessary? A deferral needs a reason.")
            return "The day and this reason are stored together."

        def batch(answers: list[str]) -> Batch:
            state, (day, why) = self.state, answers
            edits = deferred(state, until(day), why.strip(), self.host.today)
            return Batch(self.host.who, as_seen(edits, state), why.strip())

        day, why = (*self.left, "", "")[:2]
        questions = [
            Question("Deferred until:", lambda words: f"Deferred until {day_words(until(words).first)}.", day),
            Question("Why?", reason, why),
        ]
        await self.ask_to_answer(questions, batch)

    async def ask_to_answer(self, questions: list[Question], batch: Callable[[list[str]], Batch]) -> None:
        """Ask, unless there is nothing to be decided any more."""
        try:
            open_question(self.state)
        except Refused as refused:
            self.tell(str(refused), warning=True)
            return
        await self.ask(Questions(questions, batch, self.leave_questions))

    def leave_questions(self) -> None:
        """Nothing was answered: back to the fields. What was typed of a deferral is offered the next time."""
        asked = self.query_one(Questions)
        if len(asked.questions) > 1:
            self.left = (*asked.given, asked.line.value)
        self.set_focus(self.table)
        self.tell("The publication was left as it was.")

    def day_typed(self, words: str, name: str) -> PartialDate:
        """The day that somebody typed for a field of the publication. Raises `Refused`."""
        field = KINDS["publication"].fields[name]
        value = field.read(words, self.state.reading(self.host.today))
        if value is None:
            raise Refused(f"{field.label} accepts {field.type.accepts}.")
        return PartialDate(str(field.check(value)))

    @property
    def state(self) -> State:
        """The register as it stands; keys are asked for only once it has been read."""
        state = self.host.state
        assert state is not None
        return state


def standing_line(state: State, due: Countdown) -> Content:
    """Where publication stands, when it was approved and when it is due."""
    words = due.words[:1].upper() + due.words[1:].partition(",")[0]
    parts = [Content.styled(words, TONES.get(due.stage, "b"))]
    approved = state.decision.approved_on if state.decision else None
    if approved is not None:
        parts.append(Content.styled(f"  ·  approved {approved.short()}", "$key-label"))
    if due.due is not None:
        parts.append(Content.styled(f"  ·  due {day_words(due.due)}", "$key-label"))
    return Content.assemble(*parts)


def deferral_words(state: State, today: date) -> str:
    """How long the deferral has still to run, or since when it has ended; "" where nothing is deferred."""
    item = state.publication
    if item is None or not item.deferred or item.until is None or item.published_on is not None:
        return ""
    left = (item.until.last - today).days
    day = day_words(item.until.last)
    if left < 0:
        return f"The deferral ended on {day}, {counted(-left, 'day')} ago."
    when = f"in {counted(left, 'day')}" if left else "today"
    return f"The deferral ends on {day}, {when}."


def may_be_asked(state: State, due: Countdown | None, today: date) -> bool:
    """Whether the day has come on which somebody has to decide: it is due, or its deferral has ended."""
    item = state.publication
    if item is None or item.published_on is not None:
        return False
    ended = item.deferred and item.until is not None and item.until.last <= today
    return ended or (due is not None and due.stage in (Stage.TODAY, Stage.OVERDUE))


def earlier(state: State) -> list[tuple[str, str | None]]:
    """Every date until which publication was deferred, newest first: who set it, when and why."""
    return [
        (
            PartialDate(str(entry.new)).short() if entry.new else "No date",
            f"{entry.who}, {london(entry.at)}{': ' + entry.why if entry.why else ''}",
        )
        for entry in reversed(state.deferrals)
    ]
