"""Which item of the register a row tells of."""

from __future__ import annotations

from typing import Any

import pytest

from loti_tui.domain.item import Item
from loti_tui.domain.state import State, loaded
from loti_tui.intake.matching import Match, matched
from loti_tui.intake.taken import Found
from tests.intake.proposing.conftest import found


def state(*items: Item) -> State:
    return State({item.id: item for item in items})


def item(kind: str, ref: str, **values: Any) -> Item:
    return loaded(kind, {"id": f"id-{ref}", "ref": ref, **values})


def by(rows: list[Found], register: State, **how: Any) -> list[tuple[str, str]]:
    """(reference, by what) of each row, "" and the doubt where it was not matched."""
    found_, _ = matched(rows, register, **how)
    return [(one.item.ref, one.by) if one.item else ("", one.doubt) for one in found_]


RISKS = state(
    item("risk", "R1", description="The selected provider fails to meet planned delivery timescales", owner="Ana"),
    item("risk", "R2", description="Boroughs do not have the capacity to participate in the scoping study"),
    item("risk", "R12", description="Data sharing agreements are not signed in time"),
)


def test_an_id_counts_before_everything_else() -> None:
    row = found(
        "risk", id="id-R2", ref="R1", description="The selected provider fails to meet planned delivery timescales"
    )
    assert by([row], RISKS) == [("R2", "id")]


def test_the_same_words_count_whatever_their_case_their_accents_and_their_quotation_marks() -> None:
    assert by(
        [found("risk", description="BOROUGHS do not have the capacity to participate in the scoping study")], RISKS
    ) == [("R2", "text")]


def test_a_reference_of_theirs_counts_where_the_words_agree_enough() -> None:
    row = found("risk", ref="R1", description="The provider fails to meet the planned timescales")
    assert by([row], RISKS) == [("R1", "reference")]


def test_a_reference_of_theirs_that_means_something_else_is_said_and_not_followed() -> None:
    row = found("risk", 7, ref="R12", description="The lead officer leaves")
    assert by([row], RISKS) == [("", "")]
    (notice,) = matched([row], RISKS)[1]
    assert notice.place.line == 7
    assert "R12" in notice.sentence


def test_their_number_does_not_take_a_row_away_from_the_words_that_it_has() -> None:
    row = found("risk", ref="R1", description="Data sharing agreements are not signed in time")
    assert by([row], RISKS) == [("R12", "text")]


def test_a_reference_of_our_own_file_counts_whatever_the_words_have_become() -> None:
    row = found("risk", ref="r1", description="Something else altogether")
    assert by([row], RISKS, ours=True) == [("R1", "reference")]


def test_words_that_were_mended_are_still_the_same_item_and_that_is_said() -> None:
    row = found("risk", description="The selected provider fails to meet the planned delivery timescale")
    assert by([row], RISKS) == [("R1", "text")]
    assert "R1" in matched([row], RISKS)[1][0].sentence


def test_a_slip_in_a_title_of_one_word_is_seen() -> None:
    assert by(
        [found("milestone", title="Inceptoin report")], state(item("milestone", "M1", title="Inception report"))
    ) == [("M1", "text")]


def test_what_is_like_two_items_is_not_guessed() -> None:
    register = state(
        item("risk", "R1", description="The supplier delivers the first report late"),
        item("risk", "R2", description="The supplier delivers the third report late"),
    )
    ((ref, doubt),) = by([found("risk", description="The supplier delivers the report late")], register)
    assert ref == ""
    assert "R1" in doubt
    assert "R2" in doubt


def test_two_rows_that_are_like_one_item_are_not_guessed() -> None:
    rows = [
        found("risk", 2, description="The supplier delivers the first report late"),
        found("risk", 3, description="The supplier delivers the third report late"),
    ]
    register = state(item("risk", "R1", description="The supplier delivers the report late"))
    assert [ref for ref, _ in by(rows, register)] == ["", ""]


def test_a_number_tells_two_things_apart_that_are_alike_in_all_else() -> None:
    register = state(item("risk", "R1", description="The supplier of lot 17 delivers late"))
    assert by([found("risk", description="The supplier of lot 18 delivers late")], register) == [("", "")]


def test_of_several_items_with_the_same_words_the_one_with_most_in_common_is_meant() -> None:
    register = state(
        item("signoff", "SO1", role="Director", name="Ana"),
        item("signoff", "SO2", role="Director", name="Bo"),
    )
    assert by([found("signoff", role="Director", name="Bo")], register) == [("SO2", "text")]


def test_one_row_and_two_items_that_are_alike_in_everything_is_a_doubt() -> None:
    register = state(item("signoff", "SO1", role="Director"), item("signoff", "SO2", role="Director"))
    ((ref, doubt),) = by([found("signoff", role="Director")], register)
    assert (ref, "SO1, SO2" in doubt) == ("", True)


def test_as_many_rows_as_items_with_the_same_words_are_paired() -> None:
    register = state(item("signoff", "SO1", role="Director"), item("signoff", "SO2", role="Director"))
    rows = [found("signoff", 2, role="Director"), found("signoff", 3, role="Director")]
    assert sorted(by(rows, register)) == [("SO1", "text"), ("SO2", "text")]


def test_each_item_is_meant_once() -> None:
    rows = [found("risk", line, description="Data sharing agreements are not signed in time") for line in (2, 3, 4)]
    assert sorted(by(rows, RISKS)) == [("", ""), ("", ""), ("R12", "text")]


@pytest.mark.parametrize(("kind", "ref"), [("decision", "DD2092"), ("publication", "PUB1"), ("procurement", "P1")])
def test_of_what_a_programme_has_one_of_the_one_that_is_there_is_meant(kind: str, ref: str) -> None:
    register = state(item(kind, ref, title="One thing") if kind != "publication" else item(kind, ref))
    assert [one for one, _ in by([found(kind, title="Another")], register)] == [ref]


def test_a_second_decision_in_a_file_is_none() -> None:
    rows = [found("decision", 1, title="A"), found("decision", 2, title="B")]
    assert [ref for ref, _ in by(rows, state(item("decision", "DD2092", title="A")))] == ["DD2092", ""]


def test_a_step_is_known_by_its_stage_where_it_is_called_otherwise() -> None:
    register = state(item("step", "S8", title="Contract executed by both sides", stage="contract"))
    assert by([found("step", title="Procurement of contract", stage="contract")], register) == [("S8", "text")]


def test_a_removed_item_is_meant_by_its_very_words_and_only_where_it_may_be() -> None:
    register = state(item("risk", "R1", description="Boroughs leave", removed=True))
    row = found("risk", description="boroughs leave")
    assert by([row], register) == [("", "")]
    assert by([row], register, lost=["id-R1"]) == [("R1", "text")]


def test_what_stands_is_meant_before_what_was_removed() -> None:
    register = state(
        item("risk", "R1", description="Boroughs leave", removed=True, owner="Ana"),
        item("risk", "R2", description="Boroughs leave"),
    )
    assert by([found("risk", description="Boroughs leave", owner="Ana")], register, lost=["id-R1"]) == [("R2", "text")]


def test_nothing_is_matched_in_an_empty_register() -> None:
    assert matched([found("risk", description="Late")], state()) == ([Match()], [])
