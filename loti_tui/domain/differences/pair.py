"""One item in two states, and what the sentences about it are made of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from loti_tui.domain.differences.behind import Acts
from loti_tui.domain.differences.difference import Difference, Way
from loti_tui.domain.fields import Field, Link, Links, Plain
from loti_tui.domain.item import Item
from loti_tui.domain.items import KINDS
from loti_tui.domain.state import State, plain

KIND_WORDS = {
    "dayoff": "day off",
    "signoff": "sign-off",
    "resolution": "board decision",
    "funding": "funding line",
    "spend": "spending",
}
"""What people call an item of a kind, where that is not its name."""

NOUNS = {
    "about": "Withheld items",
    "actual": "Actual date",
    "approved_on": "Approval date",
    "authority": "Approver",
    "begun_on": "Start date",
    "code": "Finding",
    "confirmed": "Confirmation",
    "dated": "Date",
    "decided": "Wording",
    "depends_on": "Dependencies",
    "description": "Description",
    "done_on": "Completion date",
    "due": "Due date",
    "effective_on": "First day in force",
    "ends_on": "End of the period",
    "meeting": "Meeting date",
    "nation": "Nation",
    "objectives": "Wording of the objectives",
    "outcomes": "Wording of the outcomes",
    "part2_review_on": "Review date of Part 2",
    "planned": "Planned date",
    "planned_for": "Planned date",
    "published_by": "Publisher",
    "published_on": "Publication date",
    "raised_on": "Date of raising",
    "review_on": "Review date",
    "risk": "Risk",
    "rules": "Set of rules",
    "signed_on": "Date of signing",
    "starts_on": "Start of the period",
    "summary": "Summary",
    "title": "Title",
    "until": "Return date",
    "waits_for": "Awaited step",
}
"""What a field is called within a sentence, where its label is no singular noun or names the item."""


def kind_words(kind: str) -> str:
    """What people call an item of a kind: "sign-off"."""
    return KIND_WORDS.get(kind, kind)


def refs(state: State, value: Plain, field: Field) -> Plain:
    """A plain value with the ids of other items put as their references; without those that the state does not hold."""
    if isinstance(field.type, Links) and isinstance(value, list):
        return list(state.refs(value)) or None
    if isinstance(field.type, Link) and isinstance(value, str):
        return next(iter(state.refs([value])), None)
    return value


@dataclass(frozen=True, slots=True)
class Pair:
    """An item that stands in both states."""

    old: Item
    new: Item
    before: State
    after: State
    acts: Acts

    @property
    def kind(self) -> str:
        return self.new.KIND

    @property
    def ref(self) -> str:
        return self.new.ref

    def seen(self, *names: str) -> bool:
        """Whether none of these fields is withheld in either state."""
        return not (self.old.withheld | self.new.withheld) & set(names)

    def changed(self, names: Iterable[str]) -> tuple[str, ...]:
        """Those of these fields that may be told and have another value."""
        return tuple(one for one in names if self.seen(one) and getattr(self.old, one) != getattr(self.new, one))

    def values(self, name: str) -> tuple[Plain, Plain]:
        """The old and the new value of a field as the log has them: other items by reference."""
        field = KINDS[self.kind].fields[name]
        return refs(self.before, plain(self.old, name), field), refs(self.after, plain(self.new, name), field)

    def words(self, name: str) -> tuple[str | None, str | None]:
        """Both values in words; None where nothing is recorded."""
        described = KINDS[self.kind].fields[name].type
        old, new = (None if value is None else described.words(value) for value in self.values(name))
        return old, new

    def called(self) -> str:
        """The item within a sentence: its reference, or its kind where there is just one."""
        alone = KINDS[self.kind].single and len(self.after.of(self.kind)) == 1
        return f"the {kind_words(self.kind)}" if alone else self.ref

    def subject(self, name: str) -> str:
        """A field at the beginning of a sentence: "Owner of R3", "Spending ceiling of the decision"."""
        return f"{NOUNS.get(name, KINDS[self.kind].fields[name].label)} of {self.called()}"

    def told(
        self,
        change: Way,
        field: str,
        sentence: str,
        *,
        by: Iterable[str] = (),
        values: tuple[Plain, Plain] | None = None,
    ) -> Difference:
        """The difference of a field. `by` names all fields whose changes made it, `values` what is not one field's."""
        old, new = self.values(field) if values is None else values
        lines = [(self.new.id, name, self.values(name)[0]) for name in by or (field,)]
        behind = self.acts.behind(lines)
        return Difference(self.kind, self.ref, self.new.id, change, field, old, new, *behind, sentence)
