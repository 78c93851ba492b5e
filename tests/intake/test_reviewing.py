"""The review of a document: what each line says, and that deciding one line tells the others as before."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loti_tui.domain.refused import Refused
from loti_tui.domain.state import State, loaded
from loti_tui.intake.applying import batch
from loti_tui.intake.bring import bring
from loti_tui.intake.proposal import Proposed
from loti_tui.intake.reviewing import Part, Review, Standing, explained
from loti_tui.intake.sheets.asked import Choices
from tests.domain.findings.cases import make, register, risk

TODAY = date(2017, 4, 6)
SHEET = """\
Ref,Risk,Likelihood,Impact,Owner,Date raised
R1,The provider is late,3,2,Zoë,3 apr 2017
,The data arrives late,2,l,Ann,sometime
,Nobody answers,1,1,Bob,4 apr 2017
"""


@pytest.fixture(scope="module")
def review(tmp_path_factory: pytest.TempPathFactory) -> Review:
    """Three risks: one that stands and would change, two that would be new, of which one is in doubt."""
    path = tmp_path_factory.mktemp("sheets") / "risks.csv"
    path.write_text(SHEET, encoding="utf-8")
    state = register(make("programme", "PR1", title="LOTI"), risk("R1", owner="Ann Smith", probability=2))
    return Review(bring(path, state, TODAY, Choices()), state)


def line(review: Review, id: str) -> str:
    one = next(one for one in review.lines() if one.id == id)
    return f"{one.standing} {one.ref} {one.what}: {one.now} → {one.then}"


def test_what_is_in_doubt_comes_first_then_what_changes_then_what_is_new(review: Review) -> None:
    parts = [one.part for one in review.lines()]
    assert parts == sorted(parts, key=list(Part).index)
    assert line(review, "R1 owner") == "taken R1 Owner: Ann Smith → Zoë"
    assert line(review, "R2") == "taken R2 Risk: The data arrives late:  → 5 values"
    assert line(review, "R2 impact") == "open R2 Impact:  → 1 Moderate?"


def test_the_summary_counts_what_would_be_done(review: Review) -> None:
    assert review.summary == "It adds 2 risks; changes 1 risk. 2 values are open."
    left = review.left(next(one for one in review.lines() if one.id == "R3"))
    assert left.summary == "It adds 1 risk; changes 1 risk. 2 values are open."


def test_a_candidate_that_is_chosen_is_stored(review: Review) -> None:
    one = next(one for one in review.lines() if one.id == "R2 impact")
    said = review.said(one, 1)
    assert line(said, "R2 impact") == "taken R2 Impact:  → 1 Moderate"
    act = batch(said.proposed, "Jo", said.decisions)
    assert act is not None
    assert [edit.value for edit in act.edits if edit.kind == "risk" and edit.field == "impact"].count(1) == 2


def test_what_is_no_value_of_the_field_is_refused(review: Review) -> None:
    one = next(one for one in review.lines() if one.id == "R2 impact")
    with pytest.raises(Refused, match="Impact accepts 1, 2, 3 or 4"):
        review.said(one, 7)


def test_a_line_is_explained_by_what_stands_in_the_file(review: Review) -> None:
    one = next(one for one in review.lines() if one.id == "R2 impact")
    told = dict(explained(review, one))
    assert told["In the file"] == "l  (line 3, column 4)"
    assert told["It may be"] == "1 1 Moderate"


@given(st.data())
def test_deciding_line_by_line_tells_what_deciding_at_once_does(review: Review, data: st.DataObject) -> None:
    now = review
    for _ in range(6):
        decidable = [one for one in now.lines() if one.key]
        now = now.toggled(data.draw(st.sampled_from(decidable)))
    anew = Review(now.proposed, now.state, now.decisions)
    assert now.lines() == anew.lines()
    assert now.summary == anew.summary


@given(st.data())
def test_what_a_line_says_is_what_is_stored(review: Review, data: st.DataObject) -> None:
    now = review
    for _ in range(4):
        now = now.toggled(data.draw(st.sampled_from([one for one in now.lines() if one.key])))
    act = batch(now.proposed, "Jo", now.decisions)
    stored = {(edit.item, edit.field) for edit in act.edits if edit.kind == "risk"} if act else set()
    for one in now.proposed.proposals:
        taken = {name for name in one.values if now.standing(one, name) is Standing.TAKEN}
        wanted = {(one.item, name) for name in taken} if one.key not in now.decisions.declined else set()
        assert wanted <= stored
        assert not {(one.item, name) for name in one.values if name not in taken} & stored


def test_a_document_that_changes_nothing_says_so() -> None:
    state = State({"pr": loaded("programme", {"id": "pr", "ref": "PR1", "title": "LOTI"})})
    nothing = Proposed("form.txt", "", "decision form", (), ())
    assert Review(nothing, state).summary == "It changes nothing: the register has all of it already."


def test_the_form_of_the_tests_is_reviewed_whole() -> None:
    form = Path(__file__).resolve().parents[1] / "data" / "forms" / "dd3101.txt"
    state = register(make("programme", "PR1", title="Programme"))
    review = Review(bring(form, state, TODAY), state)
    assert {one.part for one in review.lines()} == {Part.CHANGE, Part.ADD, Part.READ}
    for one in review.lines():
        explained(review, one)
