"""The order in which a board reads the differences, and all of them in one line."""

from __future__ import annotations

from typing import Any

from loti_tui.domain.differences import Difference, differences, grouped, record, summary
from loti_tui.domain.fields import Plain
from loti_tui.domain.item import Item
from tests.domain.differences.pairs import between, hidden, removed, with_values
from tests.domain.findings.cases import (
    action,
    decision,
    funding,
    issue,
    make,
    matrix,
    milestone,
    procurement,
    publication,
    register,
    risk,
    spend,
    step,
)


def in_short(old: list[Item], new: list[Item]) -> str:
    return summary(register(*old), register(*new), between(old, new))


def test_a_register_in_which_nothing_changed_says_so() -> None:
    assert in_short([risk()], [risk()]) == "Nothing has changed."
    assert in_short([], []) == "Nothing has changed."


def test_risks_are_counted_by_where_they_travel_and_what_became_of_them() -> None:
    old = [risk(f"R{number}") for number in range(1, 7)]
    new = [
        with_values(old[0], impact=3),
        with_values(old[1], impact=1),
        old[2],
        with_values(old[3], status="closed"),
        removed(old[4]),
        old[5],
        risk("R7"),
    ]
    assert in_short(old, new) == "Risks: 1 up, 1 down, 2 same; 1 new, 1 closed, 1 removed."


def test_a_risk_that_is_closed_already_is_not_counted_as_the_same() -> None:
    old = [risk("R1", status="closed"), risk("R2")]
    assert in_short(old, [old[0], removed(old[1])]) == "Risks: 0 up, 0 down, 0 same; 0 new, 0 closed, 1 removed."


def test_a_risk_that_is_open_again_is_counted_by_where_it_travels() -> None:
    old = risk(status="closed")
    told = in_short([old], [with_values(old, status="open")])
    assert told == "Risks: 0 up, 0 down, 1 same; 0 new, 0 closed, 0 removed. 1 change."


def test_a_register_without_risks_does_not_count_them() -> None:
    assert in_short([], [milestone()]) == "1 milestone added."


def test_a_risk_whose_rating_is_withheld_is_counted_nowhere() -> None:
    old = [risk("R1"), hidden(risk("R2"), "impact"), milestone()]
    new = [risk("R1"), hidden(risk("R2"), "impact"), milestone(forecast="2017-06")]
    assert in_short(old, new) == "Risks: 0 up, 0 down, 1 same; 0 new, 0 closed, 0 removed. 1 milestone moved."


def test_everything_else_is_counted_by_what_became_of_it() -> None:
    day_off = make("dayoff", "H1", title="Own day", day="2017-04-18")
    old = [
        milestone("M1", confidence="G"), milestone("M2"), milestone("M3"), step("S1"), publication(), funding(),
        decision(), issue(impact="low"), action("A1"), action("A2"),
    ]  # fmt: skip
    new = [
        with_values(old[0], baseline="2017-06", forecast="2017-06", confidence="R"),
        with_values(old[1], forecast="2017-06"),
        removed(old[2]),
        with_values(old[3], status="done"),
        with_values(old[4], until="2017-06-30"),
        with_values(old[5], amount=1),
        with_values(old[6], ceiling=1, title="Other"),
        with_values(old[7], impact="significant", owner="Jo"),
        *old[8:],
        day_off,
        with_values(day_off, id="h2", ref="H2"),
    ]
    assert in_short(old, new) == (
        "1 impact raised, 2 milestones moved, 1 delivery confidence lowered, 1 milestone removed, 1 step closed, "
        "deferral extended, 2 amounts lowered, 2 days off added, 2 other changes."
    )


def test_a_shorter_deferral_and_one_change_that_is_all_are_counted_as_such() -> None:
    assert in_short([publication()], [publication(until="2017-05-30")]) == "Deferral moved."
    assert in_short([step()], [step(lead="TfL")]) == "1 change."


# -- order -----------------------------------------------------------------------------------------------------------


def everything() -> tuple[list[Item], list[Item]]:
    """Two registers that differ in an item of each section, and in risks in every way."""
    risks = [risk(f"R{number}") for number in (10, 2, 3, 4, 5, 6)]
    others = [
        make("signoff", "SO1", role="Director"), make("resolution", "BD1", decided="Go"), action(), spend(), funding(),
        decision(), publication(), step("S10"), step("S2"), procurement(), milestone(), issue(),
        matrix("MX1", "DD2092"), make("programme", "PR1", title="LOTI"),
    ]  # fmt: skip
    values: list[dict[str, Plain]] = [
        {"name": "Jo"}, {"reason": "x"}, {"note": "x"}, {"payee": "x"}, {"amount": 1}, {"summary": "x"},
        {"part2": True}, {"lead": "x"}, {"lead": "x"}, {"lead": "x"}, {"outcome": "x"}, {"owner": "x"}, {"title": "x"},
        {"title": "x"},
    ]  # fmt: skip
    changed: list[dict[str, Plain]] = [
        {"impact": 4}, {"impact": 3}, {"impact": 1}, {"status": "closed"}, {"removed": True}, {"owner": "x"}
    ]  # fmt: skip
    news = [with_values(one, **its) for one, its in zip([*risks, *others], [*changed, *values], strict=True)]
    return [*risks, *others], [*news, risk("R7")]


ORDER = [
    ("Risks", ["R2", "R10", "R7", "R3", "R4", "R5", "R6"]),
    ("Issues", ["I1"]),
    ("Milestones", ["M1"]),
    ("Procurement", ["P1", "S2", "S10"]),
    ("Publication", ["PUB1"]),
    ("Decision and money", ["DD2092", "F1", "SP1", "SO1"]),
    ("Actions", ["A1"]),
    ("Board decisions", ["BD1"]),
    ("Programme and settings", ["PR1", "MX1"]),
]


def refs(sections: list[tuple[str, list[Difference]]]) -> list[tuple[str, list[str]]]:
    return [(title, [one.ref for one in some]) for title, some in sections]


def test_differences_stand_as_a_board_reads_them() -> None:
    old, new = everything()
    found = between(old, new)
    assert [one.ref for one in found] == [ref for _, some in ORDER for ref in some]
    assert refs(grouped(found)) == ORDER
    assert refs(grouped(reversed(found))) == ORDER


def test_the_order_of_the_items_in_memory_does_not_matter() -> None:
    old, new = everything()
    assert between(old[::-1], new[::-1]) == between(old, new)


def test_sections_with_nothing_in_them_are_left_out() -> None:
    assert grouped([]) == []
    assert [title for title, _ in grouped(between([], [action(), risk()]))] == ["Risks", "Actions"]


def test_a_record_has_the_names_of_the_contract_in_their_order() -> None:
    (found,) = differences(register(funding(amount=100)), register(funding(amount=300)), ())
    told: dict[str, Any] = {
        "kind": "funding",
        "ref": "F1",
        "change": "raised",
        "field": "amount",
        "old": 100,
        "new": 300,
        "who": "",
        "at": "",
        "why": "",
        "sentence": "Amount of F1 was raised from £1 to £3, £2 more.",
    }
    assert list(record(found).items()) == list(told.items())
