"""What is withheld from the public, read from the item's side."""

from __future__ import annotations

from loti_tui.domain.changes import Edit
from loti_tui.domain.items import Risk, Withholding
from loti_tui.domain.kept_back import ended, in_brief, kept_back, naming
from loti_tui.domain.state import State

RISK = Risk(id="r1", ref="R1", description="x")
OTHER = Risk(id="r2", ref="R2", description="y")
WHOLE = Withholding(id="w1", ref="W1", about=("r1", "r2"), part="2", basis="s43(2)", reason="a bidder is named")
FIELD = Withholding(id="w2", ref="W2", about=("r1",), field="mitigation", part="1")


def state(*marks: Withholding) -> State:
    return State({one.id: one for one in (RISK, OTHER, *marks)})


def test_a_field_is_kept_back_by_its_own_withholding_and_by_that_of_its_item() -> None:
    assert naming(RISK, "mitigation", state(WHOLE, FIELD)) == (WHOLE, FIELD)
    assert naming(RISK, "owner", state(WHOLE, FIELD)) == (WHOLE,)
    assert naming(RISK, "", state(FIELD)) == ()


def test_the_record_has_a_line_for_each_withholding_that_leads_to_it() -> None:
    told = kept_back(RISK, state(WHOLE, FIELD))
    assert [(one.label, one.words, one.item) for one in told] == [
        ("Withheld", "W1  All of it: Part 2, never published (s43(2): a bidder is named)", "w1"),
        ("Withheld", "W2  Mitigation: Part 1, while publication is deferred", "w2"),
    ]
    assert kept_back(OTHER, state(FIELD)) == ()


def test_the_head_of_a_record_says_what_is_withheld() -> None:
    assert in_brief(RISK, state(WHOLE, FIELD)) == "withheld from the public (W1)"
    assert in_brief(RISK, state(FIELD)) == "withheld from the public: Mitigation (W2)"
    assert in_brief(OTHER, state(FIELD)) == ""


def test_a_field_that_no_risk_has_is_told_as_it_was_typed() -> None:
    odd = Withholding(id="w3", ref="W3", about=("r1",), field="[/x]", part="2")
    assert "[/x]: Part 2" in kept_back(RISK, state(odd))[0].words


def test_a_withholding_of_several_items_ends_for_one_of_them() -> None:
    assert ended((WHOLE, FIELD), RISK) == (
        Edit("withholding", "w1", "about", ["r2"], ["r1", "r2"]),
        Edit("withholding", "w2", "removed", True, False),
    )


def test_a_withholding_that_is_ended_itself_ends_for_all_its_items() -> None:
    assert ended((WHOLE,), WHOLE) == (Edit("withholding", "w1", "removed", True, False),)
