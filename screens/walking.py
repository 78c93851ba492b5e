"""The matrix beside the risks, by keys: walked cell by cell, and the chosen risk carried through it.

Each step of a carry is one edit of the impact or the probability, stored before the next key is looked at.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar, cast

from textual import on

from loti_tui.commands import key, named
from loti_tui.domain.changes import Act, Edit
from loti_tui.domain.items import KINDS, Risk
from loti_tui.domain.refused import Refused
from loti_tui.domain.scoring import SCALE
from loti_tui.domain.state import Pair, State
from loti_tui.domain.text import counted, shortened
from screens.bindings import bindings
from screens.messages import ChangeRefused, ChangeStored
from screens.table_screen import TableScreen
from screens.widgets.chrome import Keys
from screens.widgets.matrix import WalkedMatrix, pair_of

WAYS: Mapping[str, tuple[str, int]] = {
    "up": ("probability", 1),
    "down": ("probability", -1),
    "left": ("impact", -1),
    "right": ("impact", 1),
}
"""Direction in the matrix -> the field that changes that way, and by how much."""
TOLD = 6
"""References of a cell in one sentence, at most."""
LISTED = 20
"""Risks of a cell beside the matrix, at most."""


class Walking(TableScreen):
    """A table of risks with their matrix, in which the keys can be too."""

    WALK_KEYS: ClassVar[tuple[str, ...]] = ("next_in_cell", "take_risk", "carry_right", "impact", "probability", "undo")
    """The keys that matter while the matrix is walked."""
    BINDINGS = bindings("walk_matrix", "next_in_cell", "carry_up", "carry_down", "carry_left", "carry_right")

    def __init__(self) -> None:
        super().__init__()
        self.sent = False
        """Whether the register has yet to answer for a change: the next key sees what it made of it."""
        self.carried = ""
        """The id of the risk that is being carried."""

    @property
    def matrix(self) -> WalkedMatrix:
        """The matrix of this screen."""
        return self.query_one(WalkedMatrix)

    @property
    def walking(self) -> bool:
        """Whether the keys are for the matrix."""
        return self.focused is self.matrix

    @property
    def chosen(self) -> Risk | None:
        """The risk under the table's cursor: the one that is scored and carried."""
        return cast("Risk | None", self.item)

    # -- walking -------------------------------------------------------------------------------------------------

    def action_walk_matrix(self) -> None:
        """Into the matrix, or back to the table."""
        if self.walking:
            return self.leave_matrix("")
        self.matrix.begin()
        return self.tell_cell()

    def leave_matrix(self, sentence: str) -> None:
        """Back to the table."""
        self.set_focus(self.table)
        self.tell(sentence)

    def action_back(self) -> None:
        """Out of the matrix; else what Esc means in a table."""
        if self.walking:
            self.leave_matrix("")
        else:
            super().action_back()

    def on_descendant_focus(self) -> None:
        """What stands beside the matrix, and the keys that matter, go with the focus."""
        footer = self.query_one(Keys)
        footer.commands = tuple(named(*(self.WALK_KEYS if self.walking else self.SHOWN_KEYS)))
        footer.refresh()
        if self.host.state is not None:
            self.show_record(self.host.state)

    @on(WalkedMatrix.Walked)
    def _walked(self, event: WalkedMatrix.Walked) -> None:
        if event.taken:
            self._take()
        elif self.host.state is not None:
            self.show_record(self.host.state)
            self.tell_cell()

    def tell_cell(self) -> None:
        """Say what the cell in focus holds."""
        if self.host.state is not None:
            self.tell(cell_words(self.matrix.cell, self.host.state))

    def in_cell(self) -> Sequence[Risk]:
        """The open risks of the cell in focus, or of the chosen risk's, as the state has them."""
        pair = self.matrix.cell if self.walking else pair_of(self.chosen)
        state = self.host.state
        return state.open_at.get(pair, ()) if state is not None and pair is not None else ()

    def action_next_in_cell(self) -> None:
        """Put the table's cursor on the next risk of the cell."""
        there = self.in_cell()
        within = [risk for risk in there if self.table.shows(risk.id)]
        if not within:
            held_back = "; the filter holds back what is" if there else ""
            return self.tell(f"There is no risk to take in this cell{held_back}.", warning=True)
        ids = [risk.id for risk in within]
        place = (ids.index(self.table.row_id) + 1) % len(ids) if self.table.row_id in ids else 0
        self.table.move_to(ids[place])
        risk = within[place]
        title = shortened(risk.title_words)
        only = "the only one in this cell" if len(there) == 1 else f"{place + 1:,} of {len(within):,} in this cell"
        return self.tell(f"{risk.ref} {title}: {only}.")

    def _take(self) -> None:
        """Back to the table, on a risk of the cell in focus: the chosen one, where it is there."""
        there = self.in_cell()
        if self.chosen not in there:
            self.action_next_in_cell()
        if self.chosen in there and self.chosen is not None:
            self.leave_matrix(f"{self.chosen.ref} {shortened(self.chosen.title_words)}")

    # -- carrying ------------------------------------------------------------------------------------------------

    def action_carry_up(self) -> None:
        self._carry("up")

    def action_carry_down(self) -> None:
        self._carry("down")

    def action_carry_left(self) -> None:
        self._carry("left")

    def action_carry_right(self) -> None:
        self._carry("right")

    def _carry(self, way: str) -> None:
        """Ask for the chosen risk to be carried one cell that way, or say why it is not."""
        try:
            risk = self._to_carry()
            field, value = carried(risk, way)
        except Refused as refused:
            return self.tell(f"{refused} Nothing was changed.", warning=True)
        self.carried = risk.id
        return self.set_field(risk, field, value)

    def submit(self, *edits: Edit, why: str = "") -> None:
        self.sent = True
        super().submit(*edits, why=why)

    def _to_carry(self) -> Risk:
        """The chosen risk, where it can be carried: in the matrix only that of the cell in focus. Raises `Refused`."""
        risk = self.chosen
        if risk is None:
            raise Refused("There is no risk here to carry.")
        pair = pair_of(risk)
        if risk.status == "open" and self.walking and pair and pair != self.matrix.cell:
            there = self.in_cell()
            here = (
                f"in this cell: “{key('next_in_cell')}” takes {there[0].ref}, which is"
                if there
                else "in this cell, which is empty"
            )
            raise Refused(f"{risk.ref} stands at {pair_words(pair)}, not {here}.")
        return risk

    @on(ChangeStored)
    def _carry_stored(self, event: ChangeStored) -> None:
        """Say where a risk was carried to."""
        self.sent = False
        entries = [one for one in event.entries if one.item == self.carried and one.field in ("impact", "probability")]
        risk = next((one for one in event.items if one.id == self.carried), None)
        self.carried = ""
        state, pair = self.host.state, pair_of(risk) if isinstance(risk, Risk) else None
        if entries and entries[0].act == Act.EDIT and isinstance(risk, Risk) and state is not None and pair:
            event.prevent_default()
            cleared = any(one.field == "rag_recorded" and one.new is None for one in event.entries)
            self.tell(carried_words(risk, pair, state, cleared=cleared))

    @on(ChangeRefused)
    def _carry_refused(self) -> None:
        self.sent, self.carried = False, ""


def carried(risk: Risk, way: str) -> tuple[str, int]:
    """The field that changes, and its value, where a risk is carried one cell that way.

    Raises `Refused` for a risk that is not in the matrix, and at the matrix's edge.
    """
    if risk.status != "open":
        raise Refused(f"{risk.ref} is {risk.status}: only open risks stand in the matrix.")
    if pair_of(risk) is None:
        scoring = f"{key('impact')} and {key('probability')} score it"
        raise Refused(f"{risk.ref} is not scored, so it stands nowhere in the matrix: {scoring}.")
    field, step = WAYS[way]
    described = KINDS["risk"].fields[field]
    value = getattr(risk, field)
    if value + step not in SCALE:
        end = "highest" if step > 0 else "lowest"
        raise Refused(f"{described.label} of {risk.ref} is {described.type.words(value)}, the {end} there is.")
    return field, value + step


def pair_words(pair: Pair) -> str:
    """ "impact 3 Substantial, probability 2 Improbable"."""
    fields = KINDS["risk"].fields
    impact, probability = (
        fields[name].type.words(score) for name, score in zip(("impact", "probability"), pair, strict=True)
    )
    return f"impact {impact}, probability {probability}"


def capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def cell_words(pair: Pair, state: State) -> str:
    """What a cell of the matrix holds, in a sentence."""
    refs = [risk.ref for risk in state.open_at.get(pair, ())]
    sentence = f"{capital(pair_words(pair))}: {state.cells[pair].word}"
    if not refs:
        return f"{sentence}, no risks."
    more = f" and {len(refs) - TOLD:,} more" if len(refs) > TOLD else ""
    return f"{sentence}, {counted(len(refs), 'risk')}: {', '.join(refs[:TOLD])}{more}."


def carried_words(risk: Risk, pair: Pair, state: State, *, cleared: bool) -> str:
    """Where a risk was carried to, and what that made of its rating."""
    judged = state.judgement(risk)
    rag = judged.rag.word if judged.rag else "not rated"
    also = "; the recorded RAG was cleared" if cleared else ""
    return f"{risk.ref} was carried to {pair_words(pair)}: score {judged.score}, {rag}{also}. {key('undo')} undoes it."


def cell_facts(pair: Pair, state: State, chosen: Risk | None) -> tuple[str, Sequence[tuple[str, str | None]]]:
    """A cell of the matrix as a heading and facts: its rating and its risks, the chosen one first."""
    there = state.open_at.get(pair, ())
    at = there.index(chosen) if chosen in there else 0
    score, rag = pair[0] * pair[1], state.cells[pair]
    rows: list[tuple[str, str | None]] = [("Rating", f"{rag.word} ({rag}), score {score}")]
    rows += [
        (f"{risk.ref}{' (chosen)' if risk == chosen else ''}", risk.title_words)
        for risk in [*there[at:], *there[:at]][:LISTED]
    ]
    if not there:
        rows.append(("Risks", "No open risk stands here."))
    elif len(there) > LISTED:
        rows.append(("", f"and {len(there) - LISTED:,} more"))
    return capital(pair_words(pair)), rows
