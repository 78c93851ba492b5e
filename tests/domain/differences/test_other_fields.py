"""Money, words, matrices, and whatever else a field may hold."""

from __future__ import annotations

import pytest

from loti_tui.domain.differences import differences
from loti_tui.domain.fields import Plain
from loti_tui.domain.item import Item
from loti_tui.domain.state import State
from tests.domain.differences.pairs import Edited, between, hidden, on, one, sentences, with_values
from tests.domain.findings.cases import decision, funding, issue, make, matrix, procurement, register, risk, spend

PROGRAMME = make("programme", "PR1", title="Scoping study", confidence="A")
LONG = (
    "We will ask providers to identify how they intend to work with resources of the authority when obtaining quotes."
)

CASES = [
    one("an amount, more", funding(amount=2_500_000), {"amount": 3_000_000}, "raised", "amount", 2_500_000, 3_000_000,
        "Amount of F1 was raised from £25,000 to £30,000, £5,000 more."),
    one("an amount, less", spend(amount=1_250), {"amount": 0}, "lowered", "amount", 1_250, 0,
        "Amount of SP1 was lowered from £12.50 to £0, £12.50 less."),
    one("a ceiling", decision(ceiling=100), {"ceiling": 250}, "raised", "ceiling", 100, 250,
        "Spending ceiling of the decision was raised from £1 to £2.50, £1.50 more."),
    one("a value", procurement(value=100), {"value": 50}, "lowered", "value", 100, 50,
        "Estimated value of the procurement was lowered from £1 to £0.50, £0.50 less."),
    one("a first amount", funding(amount=None), {"amount": 100}, "edited", "amount", None, 100,
        "Amount of F1 is now given as £1; it was not recorded before."),
    one("an amount that is taken out", funding(amount=100), {"amount": None}, "edited", "amount", 100, None,
        "Amount of F1 was taken out; it was £1."),
    one("confidence", PROGRAMME, {"confidence": "AG"}, "raised", "confidence", "A", "AG",
        "Delivery confidence of the programme was raised from Amber to Amber/Green."),
    one("a first confidence", make("programme", "PR1", title="x"), {"confidence": "R"},
        "edited", "confidence", None, "R",
        "Delivery confidence of the programme is now given as Red; it was not recorded before."),
    one("an issue's impact", issue(impact="low"), {"impact": "significant"}, "raised", "impact", "low", "significant",
        "Impact of I1 was raised from Low to Significant."),
    one("an issue's lower impact", issue(impact="moderate"), {"impact": "low"}, "lowered", "impact", "moderate", "low",
        "Impact of I1 was lowered from Moderate to Low."),
    one("an issue", issue(), {"status": "closed"}, "closed", "status", "open", "closed",
        "I1 was closed: “The provider is late”."),
    one("an issue again", issue(status="closed"), {"status": "open"}, "edited", "status", "closed", "open",
        "I1 was opened again, and was closed before."),
    one("the risk of an issue", issue(), {"risk": "r1"}, "edited", "risk", None, "R1",
        "Risk of I1 is now given as R1; it was not recorded before.", beside=(risk(),)),
    one("a name", risk(owner="TfL"), {"owner": "TfL Procurement"}, "edited", "owner", "TfL", "TfL Procurement",
        "Owner of R1 was changed from TfL to TfL Procurement."),
    one("a first name", risk(owner=None), {"owner": "Jo Bloggs"}, "edited", "owner", None, "Jo Bloggs",
        "Owner of R1 is now given as Jo Bloggs; it was not recorded before."),
    one("a name that is taken out", risk(owner="Jo Bloggs"), {"owner": None}, "edited", "owner", "Jo Bloggs", None,
        "Owner of R1 was taken out; it was Jo Bloggs."),
    one("a name that would run on", risk(owner="Jo"), {"owner": "Assistant to Ann"},
        "edited", "owner", "Jo", "Assistant to Ann", "Owner of R1 was rewritten: “Jo” → “Assistant to Ann”."),
    one("a name with a full stop", risk(owner="Jo"), {"owner": "Jo Jr."}, "edited", "owner", "Jo", "Jo Jr.",
        "Owner of R1 was rewritten: “Jo” → “Jo Jr.”."),
    one("a title", spend(title="Report"), {"title": "Study"}, "edited", "title", "Report", "Study",
        "Title of SP1 was rewritten: “Report” → “Study”."),
    one("a first text", risk(cause=None), {"cause": "Few suppliers.\nOne left."},
        "edited", "cause", None, "Few suppliers.\nOne left.",
        "Cause of R1 is now given as “Few suppliers. One left.”; it was not recorded before."),
    one("a text in other lines", risk(cause="a\nb"), {"cause": "a b"}, "edited", "cause", "a\nb", "a b",
        "Cause of R1 was laid out in other lines; its words are the same."),
    one("a text that differs late", risk(mitigation=LONG), {"mitigation": LONG.replace("quotes", "offers")},
        "edited", "mitigation", LONG, LONG.replace("quotes", "offers"),
        "Mitigation of R1 was rewritten: “…when obtaining quotes.” → “…when obtaining offers.”."),
    one("a text that goes on", risk(mitigation=LONG), {"mitigation": LONG + " Weekly calls from May."},
        "edited", "mitigation", LONG, LONG + " Weekly calls from May.",
        "Mitigation of R1 was rewritten: “…obtaining quotes.” → “…obtaining quotes. Weekly calls from May.”."),
    one("a text that differs early", risk(mitigation=LONG), {"mitigation": LONG.replace("We", "They")},
        "edited", "mitigation", LONG, LONG.replace("We", "They"),
        "Mitigation of R1 was rewritten: “We will ask providers to identify how they intend to work…” → "
        "“They will ask providers to identify how they intend to work…”."),
    one("a word without an end", risk(mitigation="x" * 90 + "y"), {"mitigation": "x" * 90 + "z"},
        "edited", "mitigation", "x" * 90 + "y", "x" * 90 + "z",
        f"Mitigation of R1 was rewritten: “…{'x' * 20}y” → “…{'x' * 20}z”."),
    one("a day off", make("dayoff", "H1", title="Board's own", day="2017-04-18"), {"day": "2017-04-19"},
        "edited", "day", "2017-04-18", "2017-04-19",
        "Date of H1 was changed from 18 April 2017 to 19 April 2017, 1 day later."),
    one("an acknowledgement", make("acknowledgement", "K1", code="x", until="2017-05-01"), {"until": "2017-06-01"},
        "edited", "until", "2017-05-01", "2017-06-01",
        "Return date of K1 was changed from 1 May 2017 to 1 June 2017, 31 days later."),
    one("a withholding", make("withholding", "W1", about=["r1"]), {"about": None}, "edited", "about", ["R1"], None,
        "Withheld items of W1 were changed: R1 was taken out.", beside=(risk(),)),
    one("a reference", risk("R1"), {"ref": "R7"}, "edited", "ref", "R1", "R7",
        "Reference of R7 was changed from R1 to R7."),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=str)
def test_what_is_told_of_a_field(case: Edited) -> None:
    case.check()


def test_of_two_procurements_each_goes_by_its_reference() -> None:
    first, second = make("procurement", "P1", title="a", value=1), make("procurement", "P2", title="b")
    (told,) = sentences([first, second], [with_values(first, value=101), second])
    assert told == "Estimated value of P1 was raised from £0.01 to £1.01, £1 more."


def test_a_field_that_is_withheld_in_either_state_is_not_told() -> None:
    old, new = risk(owner="Jo", mitigation="a"), risk(owner="Ann", mitigation="b")
    for before, after in ((hidden(old, "owner"), new), (old, hidden(new, "owner"))):
        assert [one.field for one in between([before], [after])] == ["mitigation"]


# -- the matrix ------------------------------------------------------------------------------------------------------


def tame(**values: int) -> Item:
    return risk("R1", **{"probability": 1, "impact": 2, **values})


def test_the_cells_of_a_matrix_are_one_difference() -> None:
    old = matrix("MX1", "DD2092")
    (found,) = between([old], [with_values(old, i3p2="R", i2p4="R")])
    assert (found.change, found.field, found.old, found.new) == (
        "edited",
        "cells",
        ["2,4=A", "3,2=A"],
        ["2,4=R", "3,2=R"],
    )
    assert found.sentence == (
        "2 of the 16 cells of matrix MX1 were changed: impact 2, probability 4 Amber (A) → Red (R); "
        "impact 3, probability 2 Amber (A) → Red (R)."
    )


def test_many_cells_are_counted_and_the_risks_named_that_are_rated_otherwise() -> None:
    old, new = matrix("MX1", "DD2092"), matrix("MX1", "1-3 / 4-8 / 9-16")
    risks = [tame(), risk("R2", probability=1, impact=2, rag_recorded="A"), risk("R3", probability=4, impact=4)]
    assert sentences([old, *risks], [new, *risks])[-1] == ("Title of MX1 was rewritten: “DD2092” → “1-3 / 4-8 / 9-16”.")
    assert sentences([old, *risks], [new, *risks])[0] == (
        "4 of the 16 cells of matrix MX1 were changed: impact 1, probability 2 Amber (A) → Green (G); "
        "impact 1, probability 3 Amber (A) → Green (G); impact 2, probability 1 Amber (A) → Green (G); "
        "impact 3, probability 1 Amber (A) → Green (G); R1 is therefore rated otherwise."
    )


def test_more_cells_than_a_few_are_counted() -> None:
    old = matrix("MX1", "DD2092")
    red: dict[str, Plain] = dict.fromkeys(("i1p1", "i1p2", "i1p3", "i1p4", "i2p1"), "R")
    assert sentences([old], [with_values(old, **red)]) == ["5 of the 16 cells of matrix MX1 were changed."]


def test_a_matrix_that_was_added_tells_which_risks_it_rates_otherwise() -> None:
    old, new = matrix("MX1", "DD2092"), matrix("MX2", "1-3 / 4-8 / 9-16", "2017-05-01")
    assert sentences([old, tame()], [old, new, tame()]) == [
        "Matrix MX2 was added: “1-3 / 4-8 / 9-16”; R1 is therefore rated otherwise."
    ]


def of_two() -> State:
    later = matrix("MX2", "1-3 / 4-8 / 9-16", "2017-05-01")
    return register(matrix("MX1", "DD2092"), later, tame(), risk("R2", probability=3, impact=1))


def test_a_matrix_that_came_into_force_by_its_day_is_told() -> None:
    (found,) = differences(on(of_two(), "2017-04-05"), on(of_two(), "2017-05-02"), ())
    assert (found.ref, found.change, found.field) == ("MX2", "edited", None)
    assert (found.old, found.new) == ("DD2092", "1-3 / 4-8 / 9-16")
    assert found.sentence == (
        "Matrix MX2 is in force, with effect from 1 May 2017: “1-3 / 4-8 / 9-16”; "
        "R1 and R2 are therefore rated otherwise."
    )
    assert differences(on(of_two(), "2017-05-01"), on(of_two(), "2017-05-02"), ()) == ()


def test_a_risk_whose_rating_is_withheld_is_not_said_to_be_rated_otherwise() -> None:
    old, new = matrix("MX1", "DD2092"), matrix("MX2", "1-3 / 4-8 / 9-16", "2017-05-01")
    assert sentences([old, hidden(tame(), "impact")], [old, new, tame()]) == [
        "Matrix MX2 was added: “1-3 / 4-8 / 9-16”."
    ]
