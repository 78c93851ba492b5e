"""What is told of what the rules find: in which order, and what was accepted until a day."""

from __future__ import annotations

from datetime import date

import pytest

from loti_tui.domain.findings import Attention, attention
from loti_tui.domain.item import Item
from loti_tui.domain.state import State
from tests.domain.findings.cases import (
    TODAY,
    action,
    decision,
    issue,
    make,
    milestone,
    publication,
    register,
    risk,
    step,
)

MAY_2 = date(2017, 5, 2)


def accepted(code: str, about: str, until: str = "2017-05-02", ref: str = "K1", **values: bool) -> Item:
    return make("acknowledgement", ref, code=code, about=about, until=until, **values)


def codes(found: Attention) -> list[tuple[str, str]]:
    return [(one.code, one.ref) for one in found.open]


def two_later(*more: Item) -> State:
    """A milestone that depends on two others, each expected later."""
    others = [milestone(ref, baseline="2017-06", forecast="2017-06") for ref in ("M3", "M4")]
    return register(milestone("M2", depends_on=["m3", "m4"]), *others, *more)


def test_errors_come_first_then_warnings_then_notes() -> None:
    state = register(risk(owner=None), milestone(baseline=None), milestone("M2", forecast="2017-03"))
    assert codes(attention(state, TODAY)) == [
        ("milestone-overdue", "M2"),
        ("risk-without-owner", "R1"),
        ("no-baseline", "M1"),
    ]


def test_findings_of_one_rule_stand_in_the_order_of_their_items() -> None:
    state = register(*(risk(f"R{number}", owner=None) for number in (10, 9, 1)))
    assert [ref for _, ref in codes(attention(state, TODAY))] == ["R1", "R9", "R10"]


def test_findings_of_steps_stand_in_the_order_of_the_steps() -> None:
    state = register(step("S1", position=2, planned="2017-03"), step("S2", position=1, planned="2017-03"))
    assert [ref for _, ref in codes(attention(state, TODAY))] == ["S2", "S1"]


def test_one_rule_of_several_kinds_tells_them_kind_by_kind() -> None:
    unit = {"owner": "Intelligence"}
    state = register(action(**unit), issue(**unit), milestone(**unit), risk(**unit))
    assert [ref for _, ref in codes(attention(state, TODAY))] == ["R1", "M1", "I1", "A1"]


def test_what_is_accepted_is_told_apart_with_what_it_was_accepted_by() -> None:
    by = accepted("risk-without-owner", "r1")
    found = attention(register(risk(owner=None), by), TODAY)
    assert found.open == ()
    ((finding, acknowledgement),) = found.acknowledged
    assert (finding.sentence, acknowledgement) == ("R1 has no owner.", by)


@pytest.mark.parametrize(
    ("today", "open_now"), [(date(2017, 5, 1), 0), (MAY_2, 1), (date(2017, 5, 3), 1)], ids=["before", "on", "after"]
)
def test_a_finding_comes_back_on_its_day(today: date, open_now: int) -> None:
    found = attention(register(risk(owner=None), accepted("risk-without-owner", "r1")), today)
    assert (len(found.open), len(found.acknowledged)) == (open_now, 1 - open_now)


def test_another_finding_of_the_same_code_about_another_thing_stays() -> None:
    found = attention(two_later(accepted("depends-on-later", "m2 m3")), TODAY)
    assert [one.about for one in found.open] == ["m2 m4"]
    assert [one.about for one, _ in found.acknowledged] == ["m2 m3"]


def test_another_finding_on_the_same_item_stays() -> None:
    found = attention(register(risk(owner=None, mitigation=None), accepted("risk-without-owner", "r1")), TODAY)
    assert codes(found) == [("no-mitigation", "R1")]


def test_the_same_finding_on_another_item_stays() -> None:
    state = register(risk(owner=None), risk("R2", owner=None), accepted("risk-without-owner", "r1"))
    assert codes(attention(state, TODAY)) == [("risk-without-owner", "R2")]


def test_an_acknowledgement_that_was_removed_hides_nothing() -> None:
    state = register(risk(owner=None), accepted("risk-without-owner", "r1", removed=True))
    assert codes(attention(state, TODAY)) == [("risk-without-owner", "R1")]


def test_of_two_acknowledgements_the_one_that_holds_longer_counts() -> None:
    both = [accepted("risk-without-owner", "r1", "2017-06-01"), accepted("risk-without-owner", "r1", ref="K2")]
    for pair in (both, both[::-1]):
        found = attention(register(risk(owner=None), *pair), MAY_2)
        assert [by.ref for _, by in found.acknowledged] == ["K1"]


def test_an_acknowledgement_of_what_is_mended_is_no_trouble() -> None:
    assert attention(register(risk(), accepted("risk-without-owner", "r1")), TODAY) == Attention()


def test_what_was_accepted_stays_accepted_while_its_sentence_changes() -> None:
    state = register(
        decision(approved_on="2017-04-04"),
        publication(deferred=False),
        accepted("publication-overdue", "pub1", "2017-06-01"),
    )
    for today in (TODAY, date(2017, 5, 6)):
        assert [one.code for one, _ in attention(state, today).acknowledged] == ["publication-overdue"]
