"""`loti diff`: what changed between two states of the register, for people and for scripts."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from db.register import Register
from loti_tui.domain.changes import Batch, Edit

KEYS = ["kind", "ref", "change", "field", "old", "new", "who", "at", "why", "sentence"]

GOLDEN = [
    ("risk", "R1", "raised", "impact", 2, 3, "Jo", "two suppliers withdrew",
     "R1 was raised from 4 to 6: impact 2 Significant → 3 Substantial, Amber (A) as before."),
    ("risk", "R5", "added", None, None, "A borough withdraws", "Jo", "",
     "Risk R5 was added: “A borough withdraws”, Amber (A), score 6."),
    ("risk", "R2", "closed", "status", "open", "closed", "Jo", "the team is named",
     "R2 was closed: “The selected provider fails to work effectively with GLA resources”."),
    ("risk", "R3", "removed", None, "The provider fails to deliver a successful scoping study", None,
     "Jo", "entered twice",
     "Risk R3 was removed: “The provider fails to deliver a successful scoping study”."),
    ("milestone", "M2", "moved", "baseline", "2017-11", "2017-12", "Jo", "agreed by the board",
     "Baseline of M2 moved from November 2017 to December 2017, 1 month later."),
    ("publication", "PUB1", "extended", "until", "2017-03-31", "2017-05-31", "Jo", "procurement not finished",
     "The deferral of Part 1 was extended from 31 March 2017 to 31 May 2017, 61 days later."),
]  # fmt: skip
"""(kind, ref, change, field, old, new, who, why, sentence) of the six acts below, as a board reads them."""


@pytest.fixture
def march(loti: Any) -> Any:
    """`loti` on a register of which the snapshot “march” was taken."""
    loti("snapshot", "take", "march")
    return loti


@pytest.fixture
def since_march(march: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The same, after six acts and one that was undone."""
    monkeypatch.setenv("LOTI_AS", "Jo")
    for words in (
        ("set", "R4", "owner=Ada"),
        ("undo",),
        ("set", "R1", "impact=3", "--why", "two suppliers withdrew"),
        ("set", "R2", "status=closed", "--why", "the team is named"),
        ("remove", "R3", "--why", "entered twice"),
        ("add", "risk", "description=A borough withdraws", "probability=3", "impact=2"),
        ("set", "M2", "baseline=dec 2017", "--why", "agreed by the board"),
        ("defer", "31 may 2017", "--why", "procurement not finished"),
    ):
        assert march(*words).status == 0
    return march


def test_six_acts_are_six_differences(since_march: Any) -> None:
    answer = since_march("diff", "march", "--json")
    assert answer.status == 0
    assert [list(one) for one in answer.json] == [KEYS] * 6
    assert [tuple(one[name] for name in KEYS if name != "at") for one in answer.json] == GOLDEN
    moments = {one["ref"]: one["at"] for one in since_march("log", "--json").json}
    assert {one["ref"]: one["at"] for one in answer.json} == {one[1]: moments[one[1]] for one in GOLDEN}
    assert "Risks: 1 up, 0 down, 1 same; 1 new, 1 closed, 1 removed." in answer.err


def test_people_read_them_by_section_with_the_sum_at_the_end(since_march: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    answer = since_march("diff", "March")
    lines = answer.out.splitlines()
    assert answer.status == 0
    assert [line for line in lines if line and not line.startswith(" ")][:-1] == ["Risks", "Milestones", "Publication"]
    assert [line[2:] for line in lines if line.startswith("  ") and line[2] != " "] == [one[-1] for one in GOLDEN]
    assert [line for line in lines if line.startswith("    Jo, ") and line.endswith(", entered twice")]
    assert lines[-1] == (
        "Risks: 1 up, 0 down, 1 same; 1 new, 1 closed, 1 removed. 1 milestone moved, deferral extended."
    )
    assert answer.err == "What changed from snapshot “march” to now:\n"


def test_what_was_changed_and_changed_back_is_no_difference(march: Any) -> None:
    march("set", "R1", "impact=3")
    march("undo")
    march("add", "risk", "description=Never mind")
    march("remove", "R5", "--why", "never mind")
    assert march("diff", "march", "--json").json == []
    answer = march("diff", "march")
    assert (answer.status, answer.out) == (0, "Nothing has changed.\n")


def test_two_snapshots_are_compared(march: Any) -> None:
    march("set", "R1", "impact=3")
    march("snapshot", "take", "april")
    march("set", "R1", "impact=4")
    for words, old, new in ((["march", "april"], 2, 3), (["april", "now"], 3, 4), (["march"], 2, 4)):
        (found,) = march("diff", *words, "--json").json
        assert (found["ref"], found["old"], found["new"]) == ("R1", old, new)


def test_a_day_of_the_past_is_compared(march: Any, path: Path) -> None:
    for day, impact in (("2037-04-03", 3), ("2037-04-05", 4)):
        register = Register.open(path, now=partial(datetime.fromisoformat, f"{day}T12:00:00+00:00"))
        risk = register.state().find("R1")
        register.apply(Batch("Ann", (Edit("risk", risk.id, "impact", impact),), f"impact {impact}"))
    (found,) = march("diff", "2037-04-03", "--json").json
    assert (found["old"], found["new"], found["why"]) == (3, 4, "impact 4")
    (found,) = march("diff", "march", "4 apr 2037", "--json").json
    assert (found["old"], found["new"], found["at"]) == (2, 3, "2037-04-03T12:00:00.000000Z")
    page = march("diff", "2037-04-03").out
    assert "Ann, Sun 5 Apr 2037, 13:00, impact 4" in page


def test_the_later_state_first_is_refused_with_the_words_the_other_way_round(march: Any) -> None:
    march("set", "R1", "impact=3")
    march("snapshot", "take", "after the meeting")
    answer = march("diff", "after the meeting", "march")
    assert (answer.status, answer.out) == (2, "")
    assert "Snapshot “after the meeting” is later than snapshot “march”." in answer.err
    assert "loti diff march 'after the meeting'" in answer.err
    assert march("diff", "now", "march").status == 2


def test_a_state_that_there_is_not_is_said(march: Any) -> None:
    answer = march("diff", "february")
    assert answer.status == 1
    assert "There is no snapshot “february”. There are: “march”." in answer.err


def test_text_of_the_register_is_no_markup_and_steers_nothing(march: Any) -> None:
    march("set", "R1", "owner=[/x] [red]a\x1b[31mb", "--why", "[bold]why[/bold]")
    march("remove", "R2", "--why", "[/]")
    answer = march("diff", "march")
    assert answer.status == 0
    assert answer.is_harmless
    assert "“[/x] [red]ab”" in answer.out
    assert "[bold]why[/bold]" in answer.out
    assert march("diff", "march", "--json").json[-1]["new"] == "[/x] [red]ab"


def test_a_register_that_may_only_be_read_is_compared_too(march: Any) -> None:
    march("set", "R1", "owner=Ada")
    assert len(march("--read-only", "diff", "march", "--json").json) == 1
