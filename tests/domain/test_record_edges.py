"""The records that are read the least, name by name, and what they hold where little is recorded."""

from __future__ import annotations

from datetime import date

import pytest

from loti_tui.domain.changes import Entry
from loti_tui.domain.dates import PartialDate
from loti_tui.domain.item import Item
from loti_tui.domain.items import Action, Decision, Funding, Milestone, Procurement, Publication, Risk, SignOff
from loti_tui.domain.records import Record, record
from loti_tui.domain.state import State

TODAY = date(2017, 4, 6)
DAY = PartialDate("2017-04-04")


def shown(first: Item, *others: Item) -> Record:
    return record(first, State({item.id: item for item in (first, *others)}), TODAY)


def test_a_decision_is_shown_with_every_name_of_it_its_funding_and_its_sign_offs() -> None:
    decision = Decision(
        id="d", ref="DD1", title="Devices", decision_type="Director", summary="Buy", authority="Mayor", approved_on=DAY,
        ceiling=500, starts_on=PartialDate("2017-04-01"), ends_on=PartialDate("2018-03-31"),
        objectives="One\nTwo", outcomes="Three", source="The form",
    )  # fmt: skip
    funding = Funding(id="f", ref="F1", payer="GLA", amount=500)
    sign_off = SignOff(id="s", ref="SO1", role="Director", name="Ann", signed_on=DAY, confirmed="Yes")
    read = shown(decision, funding, sign_off)
    assert [*read.items()] == [
        ("ref", "DD1"),
        ("title", "Devices"),
        ("decision_type", "Director"),
        ("summary", "Buy"),
        ("authority", "Mayor"),
        ("approved_on", "2017-04-04"),
        ("ceiling_pence", 500),
        ("starts_on", "2017-04-01"),
        ("ends_on", "2018-03-31"),
        ("objectives", ["One", "Two"]),
        ("outcomes", ["Three"]),
        ("funding", [{"ref": "F1", "payer": "GLA", "amount_pence": 500, "id": "f"}]),
        (
            "sign_offs",
            [
                {
                    "ref": "SO1",
                    "role": "Director",
                    "name": "Ann",
                    "signed_on": "2017-04-04",
                    "confirmed": "Yes",
                    "id": "s",
                }
            ],
        ),
        ("source", "The form"),
        ("id", "d"),
    ]


def test_a_decision_of_which_little_is_recorded_has_empty_lists() -> None:
    read = shown(Decision(id="d", ref="DD1"))
    assert [read[name] for name in ("objectives", "outcomes", "funding", "sign_offs")] == [[], [], [], []]


def test_a_procurement_is_shown_with_every_name_of_it() -> None:
    read = shown(Procurement(id="p", ref="P1", title="Devices", lead="Ann", rules="PCR", route="Open", value=7))
    assert [*read.items()] == [
        ("ref", "P1"),
        ("title", "Devices"),
        ("lead", "Ann"),
        ("rules", "PCR"),
        ("route", "Open"),
        ("value_pence", 7),
        ("planned_for", None),
        ("id", "p"),
    ]


def test_a_kind_without_a_shape_of_its_own_has_its_reference_first_its_id_last_and_neither_twice() -> None:
    read = shown(Action(id="a", ref="A1", description="Ring Bob", owner="Ann"))
    assert [*read.items()] == [
        ("ref", "A1"),
        ("description", "Ring Bob"),
        ("owner", "Ann"),
        ("due", None),
        ("status", "planned"),
        ("done_on", None),
        ("meeting", None),
        ("risk", None),
        ("note", None),
        ("id", "a"),
    ]


def test_a_risk_is_shown_with_what_was_recorded_of_it() -> None:
    risk = Risk(id="r", ref="R1", description="Late", probability=3, impact=4, owner="Ann", raised_on=DAY)
    read = shown(risk)
    assert {name: value for name, value in read.items() if value is not None} == {
        "ref": "R1",
        "description": "Late",
        "probability": 3,
        "impact": 4,
        "score": 12,
        "rag": "R",
        "rag_computed": "R",
        "owner": "Ann",
        "raised_on": "2017-04-04",
        "status": "open",
        "id": "r",
    }


@pytest.mark.parametrize(("deferred", "due"), [(True, "2017-05-02"), (False, "2017-04-05")])
def test_a_deferral_counts_while_it_lasts(deferred: bool, due: str) -> None:
    publication = Publication(
        id="p", ref="PUB1", deferred=deferred, until=PartialDate("2017-05-02"), reason="Awards", part2=True,
        part2_basis="Section 43", published_on=DAY,
    )  # fmt: skip
    read = shown(publication, Decision(id="d", ref="DD1", approved_on=DAY))
    assert read == {
        "deferred": deferred,
        "until": "2017-05-02",
        "reason": "Awards",
        "history": [],
        "approved_on": "2017-04-04",
        "due_on": due,
        "published_on": "2017-04-04",
        "part2": True,
        "part2_basis": "Section 43",
    }


def test_a_publication_without_a_decision_is_due_on_no_day() -> None:
    read = shown(Publication(id="p", ref="PUB1"))
    assert (read["approved_on"], read["due_on"]) == (None, None)


def test_each_move_of_a_deferral_is_shown_with_when_and_why_it_was() -> None:
    publication = Publication(id="p", ref="PUB1", deferred=True)
    moves = [("2017-03-31", None, ""), ("2017-05-02", "2017-03-31", "No award yet")]
    entries = tuple(
        Entry("b", "2017-04-06T09:15:00.000000Z", "Ann", why, "edit", "publication", "PUB1", "p", "until", old, new)
        for new, old, why in moves
    )
    assert record(publication, State({"p": publication}, entries), TODAY)["history"] == [
        {"until": "2017-03-31", "was": None, "who": "Ann", "at": "2017-04-06T09:15:00.000000Z", "why": None},
        {
            "until": "2017-05-02",
            "was": "2017-03-31",
            "who": "Ann",
            "at": "2017-04-06T09:15:00.000000Z",
            "why": "No award yet",
        },
    ]


def test_before_its_approval_a_publication_is_due_on_no_day() -> None:
    read = shown(Publication(id="p", ref="PUB1"), Decision(id="d", ref="DD1"))
    assert (read["approved_on"], read["due_on"]) == (None, None)


def test_a_milestone_is_shown_with_its_outcome_and_its_owner() -> None:
    read = shown(Milestone(id="m", ref="M1", title="Pilot", outcome="Used", owner="Ann", actual=DAY, status="done"))
    assert [*read.items()] == [
        ("ref", "M1"),
        ("title", "Pilot"),
        ("outcome", "Used"),
        ("owner", "Ann"),
        ("baseline", None),
        ("forecast", None),
        ("actual", "2017-04-04"),
        ("variance_days", None),
        ("rag", None),
        ("status", "done"),
        ("depends_on", []),
        ("id", "m"),
    ]
