"""What became of the matrix: its cells, which one is in force, and which risks are rated otherwise by that."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

from loti_tui.domain.differences.difference import Difference
from loti_tui.domain.differences.edited import were
from loti_tui.domain.differences.fate import called, title
from loti_tui.domain.differences.pair import Pair
from loti_tui.domain.differences.risks import JUDGEMENT, letter, rating_seen
from loti_tui.domain.differences.wording import listed
from loti_tui.domain.items import cell_name
from loti_tui.domain.scoring import SCALE, Rag
from loti_tui.domain.state import State

PAIRS = {cell_name(impact, probability): (impact, probability) for impact in SCALE for probability in SCALE}
"""The field of each cell -> (impact, probability)."""
FEW = 4
"""As many cells are told one by one."""


def cells(pair: Pair, touched: Collection[str]) -> Iterator[Difference]:
    """The cells of a matrix: one difference, as "3,2=A" for each, however many are other than they were."""
    moves = [cell_move(pair, name) for name in touched]
    told = f": {'; '.join(moves)}" if len(moves) <= FEW else ""
    sentence = f"{len(moves)} of the {len(PAIRS)} cells of matrix {pair.ref} {were(moves)} changed{told}."
    old, new = ([f"{at(name)}={pair.values(name)[side]}" for name in touched] for side in (0, 1))
    yield pair.told("edited", "cells", sentence, by=touched, values=(old, new))


def at(name: str) -> str:
    """A cell as people type it: "3,2"."""
    return ",".join(map(str, PAIRS[name]))


def cell_move(pair: Pair, name: str) -> str:
    """ "impact 3, probability 2 Amber (A) → Red (R)"."""
    impact, probability = PAIRS[name]
    old, new = (letter(Rag(str(value))) if value else "no RAG" for value in pair.values(name))
    return f"impact {impact}, probability {probability} {old} → {new}"


def with_matrix_in_force(found: list[Difference], before: State, after: State) -> list[Difference]:
    """The same, with which matrix is in force where that is another, and which risks are rated otherwise by it."""
    was, now = before.matrix, after.matrix
    about = {one.id for one in (was, now) if one}
    told = next((place for place, one in enumerate(found) if one.item in about), None)
    if told is None:
        if now is None or was is None or was.id == now.id:
            return found
        told, found = len(found), [*found, came_into_force(before, after)]
    if moved := rated_otherwise(before, after):
        clause = f"{listed(moved)} {'is' if len(moved) == 1 else 'are'} therefore rated otherwise"
        found[told] = replace(found[told], sentence=f"{found[told].sentence[:-1]}; {clause}.")
    return found


def came_into_force(before: State, after: State) -> Difference:
    """Another matrix is in force, since its day has come or another one was taken out of force."""
    was, now = before.matrix, after.matrix
    assert was is not None
    assert now is not None
    since = f", with effect from {now.effective_on.spoken()}" if now.effective_on else ""
    sentence = f"Matrix {now.ref} is in force{since}{called(now)}."
    return Difference("matrix", now.ref, now.id, "edited", None, title(was), title(now), "", "", "", sentence)


def rated_otherwise(before: State, after: State) -> list[str]:
    """The references of the risks whose RAG is another though nothing was changed in their judgement."""
    earlier = {one.id: one for one in before.risks}
    return [
        risk.ref
        for risk in after.risks
        if (other := earlier.get(risk.id))
        and rating_seen(risk, other)
        and all(getattr(risk, name) == getattr(other, name) for name in JUDGEMENT)
        and before.judgement(other).rag is not after.judgement(risk).rag
    ]
