"""Why a recorded date is changed: asked where the register takes the change with a reason only."""

from __future__ import annotations

from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from loti_tui.domain.changes import WITH_A_REASON, Batch
from loti_tui.domain.fields import Plain
from loti_tui.domain.items import KINDS
from loti_tui.domain.refused import NeedsReason
from loti_tui.domain.said import words_of
from loti_tui.domain.state import State
from loti_tui.domain.state import plain as plain_value
from loti_tui.domain.text import shortened
from screens import styles
from screens.dialogs.theirs_or_mine import Words
from screens.widgets.plain import plain
from screens.widgets.typing import LineInput

MOST = 6
"""As many changes have a line each; of more, the rest is counted."""
CALLED = 60
"""Characters of an item's title in a line."""


@dataclass(frozen=True, slots=True)
class Unexplained:
    """One change that needs a reason, as people read it: the field and the item, and both values."""

    what: str
    item: str
    old: str
    new: str
    rule: str
    """What the value is, that it is not changed without a reason."""


class Why(ModalScreen[str | None]):
    """Asks for one line. Enter gives it, Esc gives nothing: then nothing is changed."""

    CSS_PATH = styles.sheets("boxes")
    BINDINGS = [
        Binding("escape", "leave", "leave it as it was", show=False),
        # There is nowhere else to go.
        Binding("tab,shift+tab", "stay", "stay", show=False),
    ]

    def __init__(self, batch: Batch, state: State, refused: NeedsReason) -> None:
        super().__init__()
        self.refused = refused
        self.about = frozenset((edit.item, edit.field) for edit in batch.edits)
        """(item id, field) of everything that would be changed."""
        self.changes = unexplained(batch, state)
        self.typed = ""
        """The reason: at first one that was typed for the same change before and not stored, then what was typed."""

    def compose(self) -> ComposeResult:
        with Vertical(id="box"):
            for one in self.changes[:MOST]:
                yield Words(f"{one.what}: {one.old} → {one.new}", most=2, classes="title")
            if len(self.changes) > MOST:
                yield Static(plain(f"and {len(self.changes) - MOST:,} more"), classes="title")
            yield Words(self.rule, most=4, classes="rule")
            yield LineInput(self.typed, placeholder="Why?", id="why")
            yield Static(plain("Enter stores it with this reason  ·  Esc leaves it as it was"), id="help")

    @property
    def rule(self) -> str:
        """What is changed, and why a reason is asked for; what the register said, where this is not known."""
        if not self.changes:
            return str(self.refused)
        rules = " and ".join(dict.fromkeys(one.rule for one in self.changes))
        item = f"{self.changes[0].item}. " if len(self.changes) == 1 and self.changes[0].item else ""
        return f"{item}This is {rules}: it is changed with a reason only."

    @property
    def left_words(self) -> str:
        """What became of the change where no reason was given."""
        if len(self.changes) != 1:
            return "Nothing was changed: no reason was given."
        return f"{self.changes[0].what} stays {self.changes[0].old}: no reason was given. Nothing was changed."

    def on_mount(self) -> None:
        self.query_one(LineInput).focus()

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.typed = event.value
        if self.typed.strip():
            self.dismiss(self.typed)
            return
        words = self.query_one("#help", Static)
        words.add_class("warning")
        words.update(plain("Nothing was typed: it is changed with a reason only. Esc leaves it as it was."))

    def action_stay(self) -> None:
        """Stay in the line."""

    def action_leave(self) -> None:
        """Change nothing; what was typed is offered when the same is asked for again."""
        self.typed = self.query_one(LineInput).value
        self.dismiss(None)


def unexplained(batch: Batch, state: State) -> list[Unexplained]:
    """The changes of a batch that need a reason, as far as the state that is shown knows of them."""
    wanted: dict[tuple[str, str, str], Plain] = {(one.kind, one.item, one.field): one.value for one in batch.edits}
    found = []
    for (kind, id, name), value in wanted.items():
        item = state.items.get(id)
        old = plain_value(item, name) if item and (kind, name) in WITH_A_REASON else None
        if item is None or old is None or old == value:
            continue
        label, single = KINDS[kind].fields[name].label, KINDS[kind].single
        what = label if single else f"{label} of {item.ref}"
        title = "" if single else shortened(item.title_words, CALLED)
        before, after = (words_of(kind, name, one) for one in (old, value))
        found.append(Unexplained(what, title, before, after, WITH_A_REASON[kind, name]))
    return found
