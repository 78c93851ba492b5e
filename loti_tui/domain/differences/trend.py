"""The direction of travel of one risk at a time, for tables that work out only the rows that are drawn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from loti_tui.domain.differences.risks import direction
from loti_tui.domain.differences.summary import TRAVELS, Travel
from loti_tui.domain.items import Risk
from loti_tui.domain.refused import CannotOpen
from loti_tui.domain.scoring import Judgement, judge
from loti_tui.domain.snapshots import Snapshot, items_of
from loti_tui.domain.state import State, loaded
from loti_tui.domain.text import quoted


@dataclass(frozen=True, eq=False)
class Earlier:
    """How each risk was judged in a snapshot: all that its direction of travel is worked out from.

    What is withheld is not told apart here: it is for who sees everything.
    """

    snapshot: str
    """The id of the snapshot."""
    name: str
    judged: Mapping[str, Judgement]
    """risk id -> its judgement by the matrix of that day, of every risk that stood."""
    refused: str = ""
    """Why the snapshot cannot be read, in a sentence; then nothing travels."""

    def travel(self, risk: Risk, state: State) -> Travel | None:
        """Where a risk of `state` has travelled since; None where the snapshot cannot be read."""
        if self.refused:
            return None
        was = self.judged.get(risk.id)
        return Travel.NEW if was is None else TRAVELS[direction(was, state.judgement(risk))]

    def words(self, risk: Risk, state: State) -> str:
        """ "▲ Up from 4 Amber since “March board”", or why that cannot be told."""
        travelled = self.travel(risk, state)
        if travelled is None:
            return self.refused
        was, since = self.judged.get(risk.id), f"since {quoted(self.name)}"
        if travelled in (Travel.UP, Travel.DOWN) and was is not None:
            return f"{travelled.words} from {judged_words(was)} {since}"
        told = was is not None and judged_words(was) != judged_words(state.judgement(risk))
        return f"{travelled.words} {since}{f', where it was {judged_words(was)}' if was and told else ''}"


def judged_words(judged: Judgement) -> str:
    """ "4 Amber", "Amber", "not scored": a judgement in as few words as it takes."""
    return " ".join(str(one) for one in (judged.score, judged.rag and judged.rag.word) if one) or "not scored"


def earlier(one: Snapshot) -> Earlier:
    """What the risks of a snapshot were; where it is not what was sealed, why nothing can be told of them."""
    try:
        sealed = [(kind, id, values) for kind, id, values in items_of(one) if kind in ("risk", "matrix")]
        matrices = {id: loaded(kind, {"id": id, **values}) for kind, id, values in sealed if kind == "matrix"}
        cells = State(matrices).on(one.day).cells
    except CannotOpen as fault:
        return Earlier(one.id, one.name, {}, str(fault))
    return Earlier(
        one.id,
        one.name,
        {
            id: judge(values.get("probability"), values.get("impact"), values.get("rag_recorded"), cells)
            for kind, id, values in sealed
            if kind == "risk" and not values.get("removed")
        },
    )
