"""Scores, the matrix and the risk RAG."""

from __future__ import annotations

import pytest

from loti_tui.domain.scoring import (
    IMPACT_NAMES,
    PRESETS,
    PROBABILITY_BANDS,
    PROBABILITY_NAMES,
    SCALE,
    Judgement,
    Rag,
    by_product,
    judge,
)

DD2092 = PRESETS["DD2092"]()
STRICTER = PRESETS["1-3 / 4-8 / 9-16"]()


def letters(cells: dict[tuple[int, int], Rag]) -> list[str]:
    """One word an impact, from 1 to 4; in it one letter a probability, from 1 to 4."""
    return ["".join(cells[impact, probability] for probability in SCALE) for impact in SCALE]


def test_the_preset_of_the_form_is_green_1_amber_2_to_8_red_9_to_16() -> None:
    assert letters(DD2092) == ["GAAA", "AAAA", "AARR", "AARR"]


def test_the_second_preset_is_green_1_to_3_amber_4_to_8_red_9_to_16() -> None:
    assert letters(STRICTER) == ["GGGA", "GAAA", "GARR", "AARR"]


@pytest.mark.parametrize("name", PRESETS)
def test_a_preset_rates_each_of_the_16_pairs(name: str) -> None:
    assert set(PRESETS[name]()) == {(impact, probability) for impact in range(1, 5) for probability in range(1, 5)}


def test_a_preset_is_made_anew_so_that_nobody_alters_it_for_others() -> None:
    PRESETS["DD2092"]()[1, 1] = Rag.RED
    assert PRESETS["DD2092"]()[1, 1] is Rag.GREEN


@pytest.mark.parametrize(("probability", "impact"), [(2, 2), (2, 1)], ids=["R1 and R2", "R3 and R4"])
def test_the_forms_own_ratings_come_out_as_recorded_under_its_preset(probability: int, impact: int) -> None:
    judged = judge(probability, impact, "A", DD2092)
    assert judged.computed is Rag.AMBER
    assert not judged.differs


def test_r3_and_r4_show_recorded_amber_beside_computed_green_under_the_second_preset() -> None:
    judged = judge(2, 1, "A", STRICTER)
    assert (judged.computed, judged.recorded, judged.rag) == (Rag.GREEN, Rag.AMBER, Rag.AMBER)
    assert judged.differs
    assert judged.words == "Amber (A) recorded, Green computed, score 2"


def test_the_matrix_is_data_and_no_rule_of_products_is_behind_it() -> None:
    odd = {**DD2092, (4, 1): Rag.RED}
    assert judge(1, 4, None, odd).rag is Rag.RED
    assert judge(4, 1, None, odd).rag is Rag.AMBER


def test_the_score_is_probability_times_impact() -> None:
    assert {(p, i): judge(p, i, None, DD2092).score for p in SCALE for i in SCALE} == {
        (p, i): p * i for p in SCALE for i in SCALE
    }


@pytest.mark.parametrize(("probability", "impact"), [(None, None), (None, 4), (4, None)])
def test_an_unscored_risk_is_neither_a_zero_nor_a_maximum(probability: int | None, impact: int | None) -> None:
    judged = judge(probability, impact, None, DD2092)
    assert judged == Judgement(None, None, None)
    assert judged.rag is None
    assert not judged.differs
    assert judged.words == "Not scored"


def test_a_recorded_rag_without_scores_says_that_it_is_not_scored() -> None:
    judged = judge(None, 2, "R", DD2092)
    assert (judged.score, judged.computed, judged.rag) == (None, None, Rag.RED)
    assert not judged.differs
    assert judged.words == "Red (R) recorded, not scored"


def test_the_rag_shown_is_the_recorded_one_where_there_is_one() -> None:
    assert judge(1, 1, "R", DD2092).rag is Rag.RED
    assert judge(1, 1, None, DD2092).rag is Rag.GREEN


def test_a_rating_that_agrees_is_said_once() -> None:
    assert judge(2, 2, "A", DD2092).words == "Amber (A), score 4"
    assert judge(2, 2, None, DD2092).words == "Amber (A), score 4"


def test_a_letter_that_is_no_rag_is_not_taken_for_one() -> None:
    with pytest.raises(ValueError, match="B"):
        judge(2, 2, "B", DD2092)


@pytest.mark.parametrize(
    ("rag", "letter", "word", "shape"),
    [(Rag.GREEN, "G", "Green", "●"), (Rag.AMBER, "A", "Amber", "◆"), (Rag.RED, "R", "Red", "▲")],
)
def test_a_rag_has_a_letter_a_word_and_a_shape(rag: Rag, letter: str, word: str, shape: str) -> None:
    assert (rag.value, str(rag), rag.word, rag.shape) == (letter, letter, word, shape)
    assert letter.isascii()


def test_the_shapes_tell_the_three_apart_without_colour() -> None:
    assert len({rag.shape for rag in Rag}) == 3
    assert all(len(rag.shape) == 1 for rag in Rag)


def test_red_weighs_more_than_amber_and_amber_more_than_green() -> None:
    assert sorted(Rag, key=lambda rag: rag.weight) == [Rag.GREEN, Rag.AMBER, Rag.RED]


def test_the_thresholds_belong_to_the_upper_band() -> None:
    cells = by_product(amber_from=4, red_from=9)
    assert (cells[1, 3], cells[2, 2], cells[2, 4], cells[3, 3]) == (Rag.GREEN, Rag.AMBER, Rag.AMBER, Rag.RED)


def test_each_step_of_both_scales_has_its_name() -> None:
    assert PROBABILITY_NAMES == ("Remote", "Improbable", "Probable", "Highly likely")
    assert PROBABILITY_BANDS == ("0-25%", "26-50%", "51-75%", "76-100%")
    assert IMPACT_NAMES == ("Moderate", "Significant", "Substantial", "Catastrophic")
