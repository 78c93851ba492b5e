"""The colours of a RAG on paper: a ramp of lightness, so that they differ in grey and for colour-blind eyes too.

A colour is on top of the word and the shape, never instead of them (`Rag.word`, `Rag.shape`). Each ink is at least
7:1 on its fill.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from loti_tui.domain.scoring import Rag


@dataclass(frozen=True, slots=True)
class Tone:
    """Two colours as six hexadecimal digits."""

    fill: str
    ink: str


TONES: Mapping[Rag, Tone] = {
    Rag.GREEN: Tone("e3f4ea", "0b4f2e"),
    Rag.AMBER: Tone("ffcf6b", "3d2700"),
    Rag.RED: Tone("8c1420", "ffffff"),
}

ACCENT = "0b4a52"
"""Headings and rules: 9:1 on white."""
MUTED = "4a5560"
"""Labels and captions: 7:1 on white."""
