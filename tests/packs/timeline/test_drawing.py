"""A drawing as a picture of dots, made by typst alone."""

from __future__ import annotations

from io import BytesIO

import pytest
from typst import TypstError

from loti_tui.packs.drawing import png, typeset
from loti_tui.packs.report import Bar
from loti_tui.packs.timeline_svg import drawn
from tests.packs.whole import HOSTILE, TIMELINE

SQUARE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 48" width="96" height="48">{}</svg>'


def size(picture: bytes) -> tuple[int, int]:
    assert picture[:8] == b"\x89PNG\r\n\x1a\n"
    return int.from_bytes(picture[16:20], "big"), int.from_bytes(picture[20:24], "big")


def darkness(picture: bytes) -> int:
    """How much ink there is in a picture, of 255 for a black dot."""
    image = pytest.importorskip("PIL.Image", reason="pillow is not here: pip install pillow")
    grey = image.open(BytesIO(picture)).convert("L")
    return sum((255 - tone) * count for tone, count in enumerate(grey.histogram()))


def test_it_has_as_many_dots_as_its_size_in_inches_asks_for() -> None:
    box = '<rect width="96" height="48" fill="#000000"/>'
    assert size(png(SQUARE.format(box))) == (192, 96)
    assert size(png(SQUARE.format(box), ppi=96)) == (96, 48)


def test_the_same_drawing_gives_the_same_bytes() -> None:
    assert png(drawn(TIMELINE)) == png(drawn(TIMELINE))


def test_a_text_of_regular_weight_is_neither_light_nor_bold() -> None:
    text = '<text x="4" y="30" font-family="Source Sans 3" font-size="24" font-weight="{}">LOTI</text>'
    light, regular, bold = (darkness(png(SQUARE.format(text.format(weight)))) for weight in (300, 400, 700))
    assert light < regular < bold


def test_what_cannot_be_drawn_is_a_square_and_accents_apart_are_left_out() -> None:
    assert typeset("<text>a😀b x\u0303 e\u0301</text>") == "<text>a\u25a1b x é</text>"


@pytest.mark.parametrize("words", HOSTILE, ids=range(len(HOSTILE)))
def test_a_timeline_of_hostile_texts_can_be_drawn(words: str) -> None:
    bars = tuple(Bar(words, words, one.baseline, one.expected, one.done, one.rag) for one in TIMELINE.bars)
    plain = size(png(drawn(TIMELINE)))
    assert size(png(drawn(type(TIMELINE)(words, words, bars, TIMELINE.first, TIMELINE.last, TIMELINE.today)))) == plain


def test_what_is_no_drawing_is_refused() -> None:
    with pytest.raises(TypstError):
        png("<svg")
