"""Withholding from the public by one key: an item of a table, a field of a record; and ending that by the same."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from textual import on

from loti_tui.commands import key
from loti_tui.domain.changes import Act, Batch, Edit
from loti_tui.domain.fields import Text
from loti_tui.domain.item import Item
from loti_tui.domain.items import KINDS, Withholding
from loti_tui.domain.kept_back import PARTS, ended, naming, what
from loti_tui.domain.kept_back import words as mark_words
from loti_tui.domain.refused import Refused
from loti_tui.domain.state import State
from screens.base import RegisterScreen
from screens.bindings import bindings
from screens.messages import ChangeStored
from screens.widgets.questions import Question, Questions

FIELDS = KINDS["withholding"].fields


class Withholds(RegisterScreen):
    """A screen with something under its cursor that may be withheld from the public."""

    BINDINGS = bindings("withhold")

    def to_withhold(self) -> tuple[Item, str] | None:
        """The item under the cursor, and which of its fields is meant: "" for all of it."""
        at = self.target()
        return (at[0], "") if at else None

    async def action_withhold(self) -> None:
        """Ask how and why it is withheld; of what is withheld already, whether that shall end."""
        at, state = self.to_withhold(), self.host.state
        if at is None or state is None:
            return self.tell("There is nothing here that could be withheld from the public.", warning=True)
        item, field = at
        if isinstance(item, Withholding):
            return await self._offer_to_end(item, (item,), f"Shall {item.ref} end?")
        if marks := naming(item, field, state):
            return await self._offer_to_end(item, marks, f"{called(item, field)} is withheld from the public already.")
        try:
            edits_of(item, field, ["2", "", ""])
        except Refused as refused:
            return self.tell(str(refused), warning=True)
        return await self.ask(self._questions(item, field))

    # -- naming it -----------------------------------------------------------------------------------------------

    def _questions(self, item: Item, field: str) -> Questions:
        """Part, legal basis and reason, one after the other."""
        asked = Questions(
            [
                Question(f"Withhold {called(item, field)}, part:", part_words),
                Question("Legal basis:", lambda text: basis_words(part_of(asked.given[0]), text)),
                Question("Why?", reason_words),
            ],
            lambda answers: Batch(self.host.who, edits_of(item, field, answers), answers[2].strip()),
            lambda: self._leave(item, field),
        )
        return asked

    def _leave(self, item: Item, field: str) -> None:
        """Nothing is changed: back to the table."""
        self.set_focus(self.table)
        self.tell(f"{called(item, field)} was left as it was: nothing was changed.")

    # -- ending it -----------------------------------------------------------------------------------------------

    async def _offer_to_end(self, item: Item, marks: Sequence[Withholding], question: str) -> None:
        """Ask whether what is withheld shall be so no more; to keep it is what Enter does at once."""
        from screens.dialogs.choose import Answer, Choose

        refs = " and ".join(mark.ref for mark in marks)
        shown = item if not isinstance(item, Withholding) else self._about(item)
        told = "; ".join(mark_words(mark, shown) for mark in marks) if shown else refs
        answers = [
            Answer("k", "Keep it withheld", told),
            Answer("e", "End it", f"By {refs} it is withheld no more. {key('undo')} takes that back."),
            Answer("o", f"Open {marks[0].ref}", "Its part, its legal basis and its reason are edited there."),
        ]
        await self.app.push_screen(Choose(question, answers, "keeps it withheld"), partial(self._end, item, marks))

    def _about(self, mark: Withholding) -> Item | None:
        """The first item that a withholding names."""
        state = self.host.state
        return next((state.items[one] for one in mark.about if one in state.items), None) if state else None

    async def _end(self, item: Item, marks: Sequence[Withholding], key: str | None) -> None:
        if key == "e":
            self.submit(*ended(marks, item))
        elif key == "o":
            from screens.record import RecordScreen

            await self.app.push_screen(RecordScreen(self.tab, marks[0].id))
        else:
            self.tell("It stays withheld: nothing was changed.")

    # -- saying it -----------------------------------------------------------------------------------------------

    @on(ChangeStored)
    def _withheld(self, event: ChangeStored) -> None:
        """Say what is kept back, rather than that a record of it was added."""
        state = self.host.state
        told = stored_words(event, state) if state else ""
        if told:
            event.prevent_default()
            self.tell(told)


def called(item: Item, field: str) -> str:
    """What is withheld, in a sentence: "R1", or "Mitigation of R1"."""
    return f"{KINDS[item.KIND].fields[field].label} of {item.ref}" if field else item.ref


def part_of(text: str) -> str:
    """The part that was typed: "1" or "2". Raises `Refused`."""
    part = text.strip().casefold().removeprefix("part").strip()
    if part not in PARTS:
        raise Refused("Part 1 or 2? 1 leaves it out while publication is deferred, 2 is exempt: never published.")
    return part


def part_words(text: str) -> str:
    """What a part means. Raises `Refused`."""
    return f"{PARTS[part_of(text)]}: the public pack leaves it out."


def basis_words(part: str, text: str) -> str:
    """What was understood of the legal basis: Part 2 needs one. Raises `Refused`."""
    basis = checked("basis", text)
    if not basis and part == "2":
        raise Refused("Part 2 needs its legal basis, such as s43(2) of the Freedom of Information Act 2000.")
    return f"Legal basis: {basis}." if basis else "Part 1 needs no legal basis of its own."


def reason_words(text: str) -> str:
    """That a reason is needed. Raises `Refused` without one."""
    if not checked("reason", text):
        raise Refused("Why may the public not see it? What is withheld needs a reason.")
    return "The reason stays with it."


def checked(name: str, text: str) -> str:
    """A text as a withholding keeps it. Raises `Refused`."""
    field = FIELDS[name]
    assert isinstance(field.type, Text)
    return str(field.check(text.strip() or None) or "")


def edits_of(item: Item, field: str, answers: Sequence[str]) -> tuple[Edit, ...]:
    """The edits of three answers: part, legal basis, reason. Raises `Refused` for what cannot be withheld."""
    from loti_tui.domain.withholding import named  # with the law of procurement: not needed for the first frame

    part, basis, why = answers
    return named(item, field, part_of(part), basis=basis.strip(), why=why.strip())


def stored_words(event: ChangeStored, state: State) -> str:
    """What is said of a withholding that was added or has ended; "" of any other change."""
    fates = [one for one in event.entries if (one.kind, one.field) == ("withholding", "removed")]
    mark = next((one for one in event.items if isinstance(one, Withholding)), None)
    if len(fates) != 1 or mark is None or fates[0].act != Act.EDIT:
        return ""
    about = [state.items[one] for one in mark.about if one in state.items]
    whole = ", ".join(one.ref for one in about)
    named_here = f"{what(mark, about[0])} of {whole}" if about and mark.field else whole
    if mark.removed:
        return f"{mark.ref} has ended: {named_here} is withheld by it no more. {key('undo')} takes that back."
    said = f"{named_here} is withheld from the public: {PARTS[mark.part]} ({mark.ref})"
    return f"{said}. {key('undo')} undoes.{after(mark, state)}"


def after(mark: Withholding, state: State) -> str:
    """What else has to be known about something of Part 1: whether its name alone keeps anything back."""
    publication = state.publication
    if mark.part != "1" or publication is None:
        return ""
    if not publication.deferred:
        return " Publication is not deferred, so nothing of Part 1 is kept back now."
    if publication.scope != "named":
        return " The deferral reaches all of Part 1 anyway: its scope on screen 5 narrows it to what is named."
    return ""
