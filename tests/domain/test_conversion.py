"""A risk that has happened becomes an issue, and keeps its history."""

from __future__ import annotations

from datetime import date

import pytest

from db.register import Register
from loti_tui.domain.changes import Batch, Edit
from loti_tui.domain.conversion import happened
from loti_tui.domain.fields import Plain
from loti_tui.domain.findings import attention
from loti_tui.domain.items import Issue, Risk
from loti_tui.domain.refused import Moved, Refused
from tests.domain.findings.cases import risk

APRIL_6 = date(2017, 4, 6)


def the_risk(register: Register, ref: str = "R1") -> Risk:
    found = register.state().find(ref)
    assert isinstance(found, Risk)
    return found


def convert(register: Register, ref: str = "R1") -> None:
    register.apply(Batch("Ann", happened(the_risk(register, ref), APRIL_6), "The provider was late"))


def the_issue(register: Register) -> Issue:
    (issue,) = register.state().issues
    return issue


def made(**values: Plain) -> dict[str, Plain]:
    """The fields of the issue that a risk of these values becomes."""
    found = risk(**values)
    assert isinstance(found, Risk)
    return {edit.field: edit.value for edit in happened(found, APRIL_6) if edit.kind == "issue"}


def test_the_issue_says_what_the_risk_said_and_points_to_it(register: Register) -> None:
    before = the_risk(register)
    convert(register)
    issue = the_issue(register)
    assert (issue.ref, issue.description, issue.owner) == ("I1", before.description, "Intelligence")
    assert (issue.risk, str(issue.raised_on), issue.status) == (before.id, "2017-04-06", "open")


def test_the_risk_stays_with_its_values_and_its_history(register: Register) -> None:
    before = the_risk(register)
    convert(register)
    after = the_risk(register)
    assert after.status == "occurred"
    assert (after.probability, after.impact, after.rag_recorded) == (2, 2, "A")
    history = register.history(before.id)
    assert history[0].field == "removed"
    assert [(one.field, one.old, one.new, one.why) for one in history[-1:]] == [
        ("status", "open", "occurred", "The provider was late")
    ]


def test_it_is_one_act_and_undone_in_one_step(register: Register) -> None:
    before = register.state()
    acts = len(register.acts())
    convert(register)
    assert len(register.acts()) == acts + 1
    register.undo(who="Ann")
    assert register.state().issues == ()
    assert {key: item for key, item in register.state().items.items() if key in before.items} == before.items
    register.redo(who="Ann")
    assert (the_risk(register).status, the_issue(register).ref) == ("occurred", "I1")


def test_the_event_is_the_issue_where_a_risk_has_one_of_its_own() -> None:
    assert made(event="The provider missed June")["description"] == "The provider missed June"
    assert made()["description"] == "The provider is late"


def test_what_the_risk_has_not_the_issue_has_not() -> None:
    assert "owner" not in made(owner=None)


def test_an_event_of_several_lines_is_one_line_of_an_issue(register: Register) -> None:
    register.add("risk", {"description": "Late", "event": "The provider\nmissed June"}, who="Ann")
    convert(register, "R5")
    assert the_issue(register).description == "The provider missed June"


@pytest.mark.parametrize(("status", "told"), [("closed", "is closed"), ("occurred", "has become an issue already")])
def test_only_an_open_risk_becomes_an_issue(status: str, told: str) -> None:
    with pytest.raises(Refused) as caught:
        made(status=status)
    assert caught.value.sentence == f"R1 {told}: only an open risk becomes an issue. Nothing was changed."


def test_a_risk_that_has_occurred_is_not_converted_again_but_one_that_was_taken_back_is(register: Register) -> None:
    convert(register)
    with pytest.raises(Refused, match="R1 has become an issue already"):
        convert(register)
    register.undo(who="Ann")
    convert(register)
    assert [(one.ref, one.risk) for one in register.state().issues] == [("I2", the_risk(register).id)]


def test_a_risk_that_somebody_closed_meanwhile_is_not_converted(register: Register) -> None:
    seen = the_risk(register)
    register.apply(Batch("Bo", (Edit("risk", seen.id, "status", "closed"),), ""))
    with pytest.raises(Moved):
        register.apply(Batch("Ann", happened(seen, APRIL_6), ""))
    assert register.state().issues == ()


def test_the_rules_ask_of_the_issue_what_they_asked_of_the_risk(register: Register) -> None:
    convert(register)
    found = attention(register.state(), APRIL_6, register.trail()).open
    assert [one.ref for one in found if one.code == "owner-is-a-unit"] == ["R2", "R3", "R4", "I1"]
