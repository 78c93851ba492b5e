"""What meetings asked for and decided, in the order of an agenda, and counted."""

from __future__ import annotations

from datetime import date

import pytest

from loti_tui.domain.dates import PartialDate
from loti_tui.domain.items import Action, Resolution
from loti_tui.domain.meetings import action_standing, agenda, agenda_order, understood
from loti_tui.domain.state import State

TODAY = date(2017, 4, 6)


def action(ref: str, due: str = "", status: str = "planned", done_on: str = "") -> Action:
    return Action(
        id=ref,
        ref=ref,
        due=PartialDate(due) if due else None,
        status=status,
        done_on=PartialDate(done_on) if done_on else None,
    )


def decision(ref: str, meeting: str = "") -> Resolution:
    return Resolution(id=ref, ref=ref, meeting=PartialDate(meeting) if meeting else None)


def state(*items: Action | Resolution) -> State:
    return State({item.id: item for item in items})


@pytest.mark.parametrize(
    ("one", "word"),
    [
        (action("A1", "2017-04-05"), "overdue"),
        (action("A1", "2017-04-06"), "planned"),
        (action("A1", "2017-04"), "planned"),
        (action("A1", "2017-03", "started"), "overdue"),
        (action("A1", "2017-04-05", "done"), "done"),
        (action("A1", "2017-04-05", "dropped"), "dropped"),
        (action("A1", "2017-04-05", "started", done_on="2017-04-06"), "started"),
        (action("A1"), "planned"),
    ],
)
def test_an_open_action_is_overdue_once_the_last_day_that_it_may_be_due_has_passed(one: Action, word: str) -> None:
    assert action_standing(one, TODAY) == word


def test_open_actions_come_first_by_the_day_they_are_due_and_undated_ones_after_them() -> None:
    items = (
        action("A1"),
        action("A10", "2017-05"),
        action("A2", "2017-05"),
        action("A3", "2017-04-01", "done"),
        action("A4", "2017-04-20"),
    )
    assert [one.ref for one in agenda_order(state(*items))] == ["A4", "A2", "A10", "A1", "A3"]


def test_decisions_follow_the_actions_those_of_the_latest_meeting_first() -> None:
    items = (decision("BD1"), decision("BD2", "2017-03-27"), decision("BD3", "2017-04-03"), action("A1", status="done"))
    assert [one.ref for one in agenda_order(state(*items))] == ["A1", "BD3", "BD2", "BD1"]


def test_the_agenda_counts_what_is_open_and_what_of_it_is_overdue() -> None:
    items = (
        action("A1", "2017-04-01"),
        action("A2", "2017-05-01"),
        action("A3", "2017-04-01", "done"),
        action("A4"),
        decision("BD1"),
    )
    assert agenda(state(*items), TODAY).words == "3 open, 1 overdue"


def test_an_empty_agenda_counts_to_nought() -> None:
    assert agenda(state(), TODAY).words == "0 open, 0 overdue"


@pytest.mark.parametrize(
    ("typed", "kind", "words"),
    [
        ("Ask TfL", "action", "Ask TfL"),
        ("decided: go on", "resolution", "go on"),
        ("  Decided :go on ", "resolution", "go on"),
        ("DECISION: go on", "resolution", "go on"),
        ("decided to go on", "action", "decided to go on"),
        ("decided:", "resolution", ""),
        ("Ask whether it was decided: yes or no", "action", "Ask whether it was decided: yes or no"),
        ("decided: decided: twice", "resolution", "decided: twice"),
        ("", "action", ""),
    ],
)
def test_words_that_begin_with_decided_and_a_colon_are_a_decision(typed: str, kind: str, words: str) -> None:
    assert understood(typed) == (kind, words)
