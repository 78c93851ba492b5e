"""A document on its way in: how it was read, what it would change, and what a person takes of that or leaves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from textual import on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from loti_tui.commands import key
from loti_tui.domain.fields import Choice, Flag, Link, Links, Plain, Score
from loti_tui.domain.refused import READ_ONLY, Refused
from loti_tui.domain.state import State
from loti_tui.domain.text import counted, fold, quoted
from loti_tui.intake.applying import AS_PROPOSED, batch
from loti_tui.intake.proposal import Proposal, Proposed
from loti_tui.intake.reviewing import Line, Review, Standing, explained, reviewed
from loti_tui.intake.sheets.asked import NO_CHOICES, Choices, Looked
from screens import styles
from screens.bindings import bindings
from screens.columns import ColumnsScreen
from screens.dialogs.choose import Answer, Choose
from screens.dialogs.line_list import LineList
from screens.guard import Guarded, guard
from screens.lines_screen import LinesScreen
from screens.messages import ChangeRefused, ChangeStored, EditSubmitted
from screens.review_rows import rows, words
from screens.widgets.changes_table import ChangesTable
from screens.widgets.facts import Facts
from screens.widgets.listed import Choosable
from screens.widgets.plain import line as one_line
from screens.widgets.plain import plain
from screens.widgets.prompt import Prompt
from screens.widgets.record_table import RecordTable


class BringScreen(Guarded, LinesScreen[Line]):
    """One entry a line of the review. Space takes or leaves it, Enter settles it or looks into it."""

    CSS_PATH = styles.sheets("loti", "bringing")
    SHOWN_KEYS = ("take_or_leave", "edit", "open", "bring_in", "filter", "back")
    BINDINGS = bindings("open", "filter", "take_or_leave", "take_all", "bring_in", "columns")
    ALL = "every line"

    def __init__(self, came_from: str, path: str) -> None:
        super().__init__(came_from)
        self.path = path
        self.review: Review | None = None
        self.choices: Choices = NO_CHOICES
        """How the columns of a spreadsheet are read, where somebody has said so."""
        self.columns = False
        """Whether it has columns that can be read otherwise."""
        self.refused = ""
        """Why the document cannot be brought in, in a sentence."""
        self.inside = ""
        """The key of the proposal that is looked into, "" of none."""
        self.reading = False
        """Whether it is being read: keys wait for it."""
        self._folded: dict[str, tuple[Line, str]] = {}
        self._storing = False
        self._back_on = ("", "")
        """The line and the filter from which somebody looked into an item."""

    def compose_content(self) -> Iterator[Widget]:
        yield Static(id="summary", markup=False)
        yield ChangesTable()
        yield Facts(id="facts")

    @property
    def sent(self) -> bool:  # type: ignore[override]  # it follows from what is under way
        """Whether the document is being read, or the register asked: keys wait for it."""
        return self.reading or self._storing

    # -- reading -------------------------------------------------------------------------------------------------

    def show(self, state: State) -> None:
        """What others did meanwhile is heeded: the document is proposed anew against the register as it stands."""
        known = self.review.state if self.review else None
        if state is not known and not self.sent and not self.refused:
            self.propose()
        self.show_lines()

    def propose(self) -> None:
        """Have the document read and proposed."""
        self.reading = True
        self.host.bring(self.path, self.choices, self._take, self)

    async def _take(self, found: Proposed | Looked | str) -> None:
        self.reading = False
        state = self.host.state
        if isinstance(found, Looked):
            await self._look_over(found)
            return
        if isinstance(found, str) or state is None:
            self.refused = str(found)
            if self.review is not None:  # the file was there before: what is shown stays
                self.tell(self.refused, warning=True)
        else:
            self.columns = self.columns or bool(found.document and found.document.values.get("columns"))
            self.reading = True
            decisions = self.review.decisions if self.review else AS_PROPOSED
            self.host.run_aside(partial(reviewed, found, state, decisions), self._show_review, self)
        self._show_all()

    def _show_review(self, review: Review) -> None:
        self.reading, self.review = False, review
        self._show_all()

    def _show_all(self) -> None:
        if self.query(RecordTable):  # nobody may have waited for it
            self.show_lines()
            self.tell_standing()

    async def _look_over(self, looked: Looked) -> None:
        """Have it looked over how the columns are read, before what they say is reviewed."""
        columns = ColumnsScreen(self.came_from, self.path, looked, self.choices)

        async def settled(_: None) -> None:
            if columns.proposed is None:
                if self.review is None:
                    self.leave()
                return
            self.choices, self.columns = columns.choices, True
            await self._take(columns.proposed)

        await self.app.push_screen(columns, settled)

    async def action_columns(self) -> None:
        """Read the columns otherwise."""
        if not self.columns:
            return self.tell("It is no spreadsheet whose columns could be read otherwise.", warning=True)
        self.reading = True
        return self.host.look_at_columns(self.path, self.choices, self._take, self)

    # -- showing -------------------------------------------------------------------------------------------------

    def show_lines(self) -> None:
        """Show what is proposed, as far as the filter lets it through."""
        found = self._found()
        self.lines = {one.id: one for one in found}
        wanted = fold(self.filter_text).split()
        shown = [one for one in found if all(word in self._words_of(one) for word in wanted)]
        self.query_one("#summary", Static).update(self.heading())
        self.table.show_rows(list(rows(shown, bool(self.inside))), self.when_empty())
        self.show_facts()

    def _words_of(self, one: Line) -> str:
        """What a filter looks for in a line: folded once, and again when it says something else."""
        kept = self._folded.get(one.id)
        if kept is None or kept[0] is not one:
            kept = self._folded[one.id] = one, words(one)
        return kept[1]

    def _found(self) -> list[Line]:
        if self.review is None:
            return []
        return self.review.inside(self.inside) if self.inside else self.review.lines()

    def heading(self) -> Content:
        """Which document it is, and what it would do; or why it cannot be brought in."""
        if self.review is None:
            return plain(self.refused or f"Reading {one_line(self.path)} …", "" if not self.refused else "$rag-amber")
        proposed = self.review.proposed
        title = f"{proposed.name}, {proposed.layout}"
        if self.inside:
            one = self.review.proposal(self.inside)
            title = f"{proposed.name} › {one.ref} {one.title}"
        same = counted(proposed.unchanged, "item stands as it is", "items stand as they are")
        summary = self.review.summary + (f" {same}." if proposed.unchanged else "")
        return Content.assemble(plain(one_line(title), "b"), "\n", plain(summary))

    def on_record_table_moved(self) -> None:
        self.show_facts()

    def show_facts(self) -> None:
        """Show what the line under the cursor has no room for."""
        shown = self.query_one(Facts)
        told = explained(self.review, self.line) if self.review and self.line else []
        shown.display = bool(told)
        if told and self.line:
            shown.show("", [(label, one_line(words) if words else None) for label, words in told])

    # -- taking and leaving --------------------------------------------------------------------------------------

    def decide(self, review: Review) -> None:
        """Show what was decided, with the cursor where it is."""
        self.review = review
        self.show_lines()
        self.tell_standing()

    def proposed_line(self) -> Line | None:
        """The line under the cursor, where there is something to decide; what is missing is said."""
        if self.line is None or not self.line.key:
            self.tell("This line tells how the document was read: there is nothing to decide.", warning=True)
            return None
        return self.line

    def action_take_or_leave(self) -> None:
        """Take what is proposed, or leave it."""
        line, review = self.proposed_line(), self.review
        if line and review:
            self.decide(review.toggled(line))
            now = self.lines.get(line.id)
            if now and now.standing is Standing.OPEN:
                self.tell(f"It is open what it is: {key('open')} settles it. Until then it is left out.")
            else:
                self.tell("")

    def action_take_all(self) -> None:
        """Take every line that is shown and is left; where all are taken, leave them."""
        review = self.review
        shown = [self.lines[row.id] for row in self.table.rows if row.id in self.lines and self.lines[row.id].key]
        if review is None or not shown:
            return self.tell("There is nothing to decide here.", warning=True)
        left = [one for one in shown if one.standing is Standing.LEFT]
        for one in left or shown:
            review = review.toggled(one)
        self.decide(review)
        return self.tell(counted(len(left), "line taken.", "lines taken.") if left else "All of them are left.")

    async def action_open(self) -> None:
        """Settle what is in doubt; look into an item; edit a value."""
        line, review = self.line, self.review
        if line is None or review is None or not line.key:
            return self.tell("There is nothing to look into here.", warning=True)
        if not line.field:
            self.inside, self._back_on = line.key, (line.id, self.filter_text)
            self.filter_text = ""
            self.show_lines()
            return self.tell("Space leaves a value out, e edits it, Esc goes back.")
        one = review.proposal(line.key)
        if one.values[line.field].candidates:
            return await self._ask_which(one, line)
        return await self.action_edit()

    @on(RecordTable.Opened)
    async def _opened(self) -> None:
        await self.action_open()

    async def _ask_which(self, one: Proposal, line: Line) -> None:
        """Ask which of several values is meant."""
        review = self.review
        assert review is not None
        value = one.values[line.field]
        answers = [
            Answer(str(number), review.words(one, line.field, each))
            for number, each in enumerate(value.candidates[:8], start=1)
        ]
        answers.append(Answer("e", "Something else", "Type what it is."))
        question = f"{line.what} of {line.ref}: {quoted(value.raw)} stands in the file. What is meant?"

        async def chosen(answer: str | None) -> None:
            if answer == "e":
                await self.edit_line(line)
            elif answer:
                self.said(line, value.candidates[int(answer) - 1])

        await self.app.push_screen(Choose(question, answers, "leaves it open"), chosen)

    async def action_edit(self) -> None:
        """Type what a value is to be."""
        if self.host.read_only:
            return self.tell(READ_ONLY, warning=True)
        line = self.proposed_line()
        if line and not line.field:
            return self.tell(f"{key('open')} looks into this item: there its values are edited.", warning=True)
        return await self.edit_line(line) if line else None

    async def edit_line(self, line: Line, typed: str | None = None) -> None:
        """Ask what the value of a line is to be, with what it is now ready to be changed."""
        review = self.review
        assert review is not None
        one = review.proposal(line.key)
        field = review.field(one, line.field)
        if isinstance(field.type, Link | Links) or line.field == "removed":
            return self.tell("This follows from the document. It is taken or left as it is.", warning=True)
        if isinstance(field.type, Choice | Flag | Score) and typed is None:
            return await self._choose_value(one, line)
        value = review.value(one, line.field)
        if typed is None:
            typed = one.values[line.field].raw if value is None else field.type.typed(value)

        def answer(text: str) -> None:
            self.set_focus(self.table)
            self.call_later(self._typed, line, text)

        await self.ask(
            Prompt(f"{field.label}:", answer, value=one_line(typed), left=lambda: self.set_focus(self.table))
        )
        return self.tell(f"{field.label} accepts {field.type.accepts}. Esc leaves it as it is.")

    async def _typed(self, line: Line, text: str) -> None:
        review, state = self.review, self.host.state
        if review is None or state is None:
            return
        field = review.field(review.proposal(line.key), line.field)
        try:
            value = field.read(text, state.reading(self.host.today))
            self.said(line, value)
        except Refused as refused:
            await self.edit_line(line, text)
            self.tell(str(refused), warning=True)

    async def _choose_value(self, one: Proposal, line: Line) -> None:
        """Ask which of the values that a field may have is meant."""
        review = self.review
        assert review is not None
        field = review.field(one, line.field)
        values: Sequence[Plain] = (True, False) if isinstance(field.type, Flag) else (1, 2, 3, 4)
        if isinstance(field.type, Choice):
            values = field.type.values
        lines = [Choosable(str(place), field.type.words(each)) for place, each in enumerate(values)]
        value = review.value(one, line.field)
        here = str(values.index(value)) if value in values else ""

        def chosen(place: str | None) -> None:
            if place is not None:
                self.said(line, values[int(place)])

        await self.app.push_screen(LineList(f"{field.label} of {line.ref}", lines, here), chosen)

    def said(self, line: Line, value: Plain) -> None:
        """A person has said what a value is. Raises `Refused`."""
        if self.review is not None:
            self.decide(self.review.said(line, value))
            now = self.lines.get(line.id)
            self.tell(f"{line.what} of {line.ref}: {now.then if now else ''}.")

    # -- bringing in ---------------------------------------------------------------------------------------------

    def action_bring_in(self) -> None:
        """Have everything that is taken stored, as one act."""
        why = self._bring_in()
        if why:
            self.tell(why, warning=True)
            self.settled(stored=False)

    def _bring_in(self) -> str:
        """Ask for it to be stored; the answer is why that cannot be, "" where it is under way."""
        review = self.review
        if self.host.read_only:
            return READ_ONLY
        if review is None:
            return self.refused or "It is still being read."
        try:
            made = batch(review.proposed, self.host.who, review.decisions)
        except Refused as refused:
            return str(refused)
        if made is None:
            return "There is nothing to bring in: nothing would change. Esc goes back."
        self._storing = True
        self.app.post_message(EditSubmitted(made, self))
        return ""

    @on(ChangeStored)
    def _brought_in(self, event: ChangeStored) -> None:
        """It is stored: the screen below tells what."""
        if self._storing:
            self._storing = False
            self.settled(stored=True)
            self.leave()

    @on(ChangeRefused)
    def _not_stored(self, event: ChangeRefused) -> None:
        """Nothing was stored, and the sentence says why: it is proposed anew against what stands."""
        if self._storing:
            self._storing = False
            self.settled(stored=False)
            self.propose()

    # -- leaving -------------------------------------------------------------------------------------------------

    async def action_back(self) -> None:  # type: ignore[override]
        """Show every line again; come out of an item; else leave, and ask first where something was settled."""
        if self.filter_text:
            self.show_all()
        elif self.inside:
            line, self.filter_text = self._back_on
            self.inside = ""
            self.show_lines()
            self.table.move_to(line)
            self.tell("")
        else:
            await guard(self.app).ask_about(self)

    @property
    def unsaved(self) -> str:
        settled = self.review and self.review.decisions.instead
        return "What was settled in this review is not brought in." if settled else ""

    def save(self) -> None:
        self.action_bring_in()

    def discard(self) -> None:
        self.let_go = True
        self.leave()

    def leave(self) -> None:
        """Go back with nothing brought in."""
        self.dismiss(None)
