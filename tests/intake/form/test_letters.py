"""Letters that look like others, and letters where figures belong."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loti_tui.domain.scoring import PROBABILITY_NAMES
from loti_tui.intake.letters import folds, latin, rag, score, unmixed
from loti_tui.intake.place import NOWHERE, Place
from loti_tui.intake.taken import What


@pytest.mark.parametrize("raw", ["1", "2", "3", "4"])
def test_a_score_is_one_figure(raw: str) -> None:
    assert score(raw).plain == int(raw)


def test_a_score_may_have_the_word_that_belongs_to_it() -> None:
    assert score("2 (Improbable)", names=PROBABILITY_NAMES).plain == 2
    assert score("2 - improbable", names=PROBABILITY_NAMES).plain == 2
    assert score("3 (Improbable)", names=PROBABILITY_NAMES).doubt


@pytest.mark.parametrize(
    ("raw", "candidates"),
    [
        ("l", (1,)),
        ("|", (1,)),
        ("I", (1,)),
        ("O", ()),
        ("0", ()),
        ("", ()),
        ("2/3", (2, 3)),
        ("2-3", (2, 3)),
        ("5", ()),
        ("22", ()),
        ("2.", (2,)),
        ("\uff12", (2,)),
        ("Improbable", (2,)),
        ("Likely", ()),
    ],
)
def test_anything_else_is_a_doubt_about_a_score(raw: str, candidates: tuple[int, ...]) -> None:
    value = score(raw, names=PROBABILITY_NAMES)
    assert value.plain is None
    assert value.doubt.endswith(".")
    assert value.candidates == candidates


@pytest.mark.parametrize("raw", ["A", "a", "\u0391", "\u0410", "\uff21", "Amber", "AMBER", "\u0410mber"])
def test_a_rag_is_a_letter_one_that_looks_like_it_or_a_word(raw: str) -> None:
    value = rag(raw, Place(line=1))
    assert (value.plain, value.raw) == ("A", raw)


@pytest.mark.parametrize(
    ("raw", "candidates"), [("A/G", ("A", "G")), ("4", ("A",)), ("", ()), ("\u03b1", ("A",)), ("K", ()), ("R.", ("R",))]
)
def test_anything_else_is_a_doubt_about_a_rag(raw: str, candidates: tuple[str, ...]) -> None:
    value = rag(raw)
    assert value.plain is None
    assert value.candidates == candidates


def test_a_word_of_mixed_alphabets_is_folded_and_a_greek_word_stays() -> None:
    assert unmixed("The pr\u043evider fails") == "The provider fails"
    assert unmixed("\u03ba\u03b1\u03bb\u03cc and \u0434\u0430") == "\u03ba\u03b1\u03bb\u03cc and \u0434\u0430"
    assert latin("\u0430") == "a"
    assert latin("q") == "q"


def test_a_fold_is_said_with_the_letter_and_how_many_more() -> None:
    raw = "\u0410 p\u0430rt"
    notice = folds(raw, "A part", "The title", Place(line=7))
    assert notice is not None
    assert (notice.what, notice.raw, notice.place.line) == (What.FOLDED, raw, 7)
    assert "U+0410 CYRILLIC CAPITAL LETTER A" in notice.sentence
    assert "and 1 more like it" in notice.sentence
    assert folds("A", "A", "The title", NOWHERE) is None


@given(st.text())
def test_folding_changes_no_length_and_folding_twice_is_folding_once(text: str) -> None:
    once = unmixed(text)
    assert len(once) == len(text)
    assert unmixed(once) == once


@given(st.text(max_size=20))
def test_any_cell_is_a_value_or_a_doubt(text: str) -> None:
    for value in (score(text, names=PROBABILITY_NAMES), rag(text)):
        assert (value.plain is None) == bool(value.doubt)
