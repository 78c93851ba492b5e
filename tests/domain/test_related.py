"""What belongs to a record and is none of its fields."""

from __future__ import annotations

from datetime import date

from loti_tui.domain.dates import PartialDate
from loti_tui.domain.item import Item
from loti_tui.domain.items import Action, Issue, Milestone, Publication, Risk, Step
from loti_tui.domain.related import related, scores
from loti_tui.domain.state import State

TODAY = date(2017, 4, 6)


def words(item: Item, *others: Item) -> list[tuple[str, str, str]]:
    state = State({one.id: one for one in (item, *others)})
    return [(one.label, one.words, one.item) for one in related(item, state, TODAY)]


RISK = Risk(id="r", ref="R1", description="No bids", probability=2, impact=3)


def test_a_risk_has_its_rating_in_words() -> None:
    assert words(RISK) == [("Rating", "Amber (A), score 6", "")]


def test_the_actions_that_mitigate_a_risk_belong_to_it_with_owner_due_date_and_standing() -> None:
    one = Action(id="a", ref="A1", description="Ask", owner="Jo", due=PartialDate("2017-04-03"), risk="r")
    two = Action(id="b", ref="A2", description="Wait", risk="r")
    other = Action(id="c", ref="A3", description="Other")
    assert words(RISK, one, two, other)[1:] == [
        ("Action", "A1  Ask (Jo, due 3 Apr 2017, overdue)", "a"),
        ("Action", "A2  Wait (no owner, no due date, planned)", "b"),
    ]


def test_the_issue_that_a_risk_became_comes_first() -> None:
    issue = Issue(id="i", ref="I1", description="Nobody bid", risk="r")
    assert words(RISK, issue)[0] == ("Issue", "I1  Nobody bid", "i")


def test_what_was_removed_belongs_to_nothing() -> None:
    issue = Issue(id="i", ref="I1", description="Nobody bid", risk="r", removed=True)
    action = Action(id="a", ref="A1", description="Ask", risk="r", removed=True)
    assert words(RISK, issue, action) == [("Rating", "Amber (A), score 6", "")]


def test_inherent_current_and_target_scores_are_told_where_they_are_recorded() -> None:
    risk = Risk(
        id="r", ref="R1", probability=2, impact=3, inherent_probability=4, inherent_impact=3,
        target_probability=1, target_impact=1,
    )  # fmt: skip
    assert scores(risk, State({})) == "inherent 12 Red, current 6 Amber, target 1 Green"


def test_half_a_score_is_no_score_and_a_current_one_alone_is_the_rating() -> None:
    assert scores(RISK, State({})) == ""
    half = Risk(id="r", ref="R1", probability=2, impact=3, inherent_probability=4)
    assert scores(half, State({})) == ""
    unscored = Risk(id="r", ref="R1", target_probability=2, target_impact=2)
    assert scores(unscored, State({})) == "target 4 Amber"


def test_the_current_score_is_told_with_the_rag_that_is_shown() -> None:
    risk = Risk(
        id="r", ref="R1", probability=1, impact=1, rag_recorded="A", inherent_probability=4, inherent_impact=4
    )  # fmt: skip
    assert scores(risk, State({})) == "inherent 16 Red, current 1 Amber"


def test_what_depends_on_a_milestone_belongs_to_it_and_its_rag_names_the_rule() -> None:
    one = Milestone(id="m", ref="M1", title="Start", baseline=PartialDate("2017-05"), forecast=PartialDate("2017-06"))
    two = Milestone(id="n", ref="M2", title="End", depends_on=("s", "m"))
    assert words(one, two) == [
        ("Milestone RAG", "◆ Amber (Red when overdue, Amber when expected after its baseline)", ""),
        ("Depends on it", "M2  End", "n"),
    ]


def test_a_milestone_that_is_done_is_complete_and_has_no_rag() -> None:
    done = Milestone(id="m", ref="M1", title="Start", status="done")
    assert words(done) == [("Milestone RAG", "■ Complete", "")]


def test_what_waits_for_a_step_belongs_to_it() -> None:
    step = Step(id="s", ref="S8", title="Contract")
    milestone = Milestone(id="m", ref="M1", title="Start", depends_on=("s",))
    publication = Publication(id="p", ref="PUB1", waits_for="s")
    assert words(step, milestone, publication) == [
        ("Depends on it", "M1  Start", "m"),
        ("Waits for it", "The publication of Part 1", "p"),
    ]


def test_an_action_has_nothing_but_its_fields() -> None:
    assert words(Action(id="a", ref="A1", description="Ask")) == []
