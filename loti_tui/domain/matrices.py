"""Changing the matrix: which cells, from which day, and which risks it would rate otherwise (domain rules §2).

A change takes effect on a day and leaves the matrix of the days before as it was, so that what was said under it
still holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from loti_tui.domain.changes import Edit, new_item
from loti_tui.domain.dates import PartialDate
from loti_tui.domain.fields import Plain
from loti_tui.domain.items import KINDS, Risk, cell_name
from loti_tui.domain.refused import Refused
from loti_tui.domain.scoring import PRESETS, Cells, Judgement, Rag, judge
from loti_tui.domain.state import State, plain
from loti_tui.domain.text import quoted

OWN = "The board's own"
"""What a matrix is called whose cells are those of no preset."""
CELL = re.compile(r"\s*([1-4])\s*,\s*([1-4])\s*=\s*(\S+)\s*")
TYPED: Mapping[str, Rag] = {words.casefold(): rag for rag in Rag for words in (rag.value, rag.word)}
"""What may be typed for a RAG, in small letters."""


@dataclass(frozen=True, slots=True)
class Move:
    """A risk that another matrix would rate otherwise."""

    risk: Risk
    now: Judgement
    then: Judgement

    @property
    def shown_moves(self) -> bool:
        """Whether the RAG that is shown would be another: it is not where one is recorded."""
        return self.now.rag is not self.then.rag

    @property
    def sentence(self) -> str:
        """What would become of it."""
        now, then = (one.computed.word if one.computed else "not scored" for one in (self.now, self.then))
        stays = f"; the recorded RAG stays {self.now.recorded.word}" if self.now.recorded else ""
        return f"{self.risk.ref}: {now} would be {then}{stays}."


def preset(name: str) -> Cells:
    """The 16 cells of the preset that somebody named, by its name or the beginning of it. Raises `Refused`."""
    wanted = "".join(name.casefold().split())
    found = [known for known in PRESETS if wanted and "".join(known.casefold().split()).startswith(wanted)]
    if len(found) != 1:
        raise Refused(f"There is no matrix {quoted(name)}. The presets are: {'; '.join(PRESETS)}.")
    return PRESETS[found[0]]()


def read_cells(words: Iterable[str], before: Cells) -> Cells:
    """The cells `before` with those that somebody typed as IMPACT,PROBABILITY=RAG. Raises `Refused`."""
    rag = KINDS["matrix"].fields[cell_name(1, 1)].type
    cells = dict(before)
    for word in words:
        typed = CELL.fullmatch(word)
        colour = TYPED.get(typed[3].casefold()) if typed else None
        if typed is None or colour is None:
            raise Refused(
                f"{quoted(word)} is not a cell: write impact, probability and RAG, such as 3,2=A. A RAG is "
                f"{rag.accepts}."
            )
        cells[int(typed[1]), int(typed[2])] = colour
    return cells


def called(cells: Cells) -> str:
    """The name of the preset that has these cells, else `OWN`."""
    return next((name for name, made in PRESETS.items() if made() == cells), OWN)


def moves(state: State, cells: Cells) -> list[Move]:
    """The open risks that these cells would rate otherwise than the matrix in force, by reference."""
    found = []
    for risk in state.risks:
        now = state.judgement(risk)
        then = judge(risk.probability, risk.impact, risk.rag_recorded, cells)
        if risk.status == "open" and now.computed is not then.computed:
            found.append(Move(risk, now, then))
    return found


def changed(state: State, cells: Cells, since: date) -> tuple[Edit, ...]:
    """The edits by which these cells hold from a day on: in the matrix of that very day, else in a new one."""
    values = {cell_name(impact, probability): str(rag) for (impact, probability), rag in cells.items()}
    wanted: Mapping[str, Plain] = {"title": called(cells), **values}
    of_day = next((one for one in state.matrices if one.effective_on and one.effective_on.first == since), None)
    if of_day is None:
        return new_item("matrix", {**wanted, "effective_on": PartialDate.of_day(since).iso})
    return tuple(Edit("matrix", of_day.id, name, value, plain(of_day, name)) for name, value in wanted.items())
