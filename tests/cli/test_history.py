"""`loti log` sifted, and `loti undo --act`: any act, by the id that the log shows."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from db.register import Register
from loti_tui.domain.changes import Batch, Edit

DAYS = {"Ann": "2017-04-01", "Bob Okonkwo": "2017-04-03", "Annabel": "2017-04-05"}


@pytest.fixture
def lived_in(register: Register, path: Path) -> dict[str, str]:
    """Who -> the act that they did on their day: each set the impact or the owner of R1."""
    acts = {}
    for person, day in DAYS.items():
        opened = Register.open(path, now=partial(datetime.fromisoformat, f"{day}T12:00:00+00:00"))
        risk = opened.state().find("R1")
        stored = opened.apply(Batch(person, (Edit("risk", risk.id, "owner", f"Owner {person}"),), f"by {person}"))
        acts[person] = str(stored.batch)
    return acts


def people(answer: Any) -> list[str]:
    return list(dict.fromkeys(one["who"] for one in answer.json))


@pytest.mark.long
@pytest.mark.parametrize(
    ("words", "who"),
    [
        (["--by", "Ann"], ["Ann"]),
        (["--by", "bob okonkwo"], ["Bob Okonkwo"]),
        (["--since", "3 apr 2017", "--until", "5/4/17"], ["Bob Okonkwo", "Annabel"]),
        (["--until", "3 apr 2017", "--since", "2 apr 2017"], ["Bob Okonkwo"]),
        (["--since", "yesterday", "--until", "today"], ["Annabel"]),
        (["--since", "apr 2017", "--until", "apr 2017", "-n", "2"], ["Bob Okonkwo", "Annabel"]),
    ],
)
def test_the_log_is_sifted_by_person_and_by_day(loti: Any, lived_in: Any, words: list[str], who: list[str]) -> None:
    assert people(loti("log", "R1", "--json", *words)) == who
    assert people(loti("log", "--json", *words)) == who
    page = loti("log", *words).out
    assert [one for one in DAYS if f"by {one}\n" in page] == who


def test_a_log_with_nothing_in_it_is_an_empty_list_and_says_so(loti: Any, lived_in: Any) -> None:
    answer = loti("log", "R2", "--by", "Ann", "--json")
    assert (answer.status, answer.json) == (0, [])
    assert "Nothing in the log is like that." in answer.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--since", "31/2/17"], "“31/2/17” is not a date"),
        (["--until", "x"], "“x” is not a date"),
        (["--by", "An"], "Nobody called “An” has changed this register. Who has: Annabel, Bob Okonkwo, Ann, Jo."),
    ],
)
def test_a_day_or_a_person_that_there_is_not_is_said(loti: Any, lived_in: Any, words: list[str], said: str) -> None:
    answer = loti("log", *words)
    assert (answer.status, answer.out) == (2, "")
    assert said in answer.err


def test_the_log_of_a_removed_item_is_read_and_sifted(loti: Any) -> None:
    loti("remove", "R4", "--why", "entered twice", "--as", "Ann")
    answer = loti("log", "R4", "--by", "Ann", "--json")
    assert [(one["ref"], one["field"], one["new"]) for one in answer.json] == [("R4", "removed", True)]


@pytest.mark.parametrize("form", [[], ["--plain"]], ids=["page", "plain"])
def test_the_log_shows_an_id_that_undo_takes(loti: Any, form: list[str]) -> None:
    loti("set", "R1", "owner=Ada", "--as", "Ann")
    loti("set", "R2", "owner=Bo", "--as", "Bob")
    act = loti("log", "R1", "--json").json[-1]["batch"]
    assert act[:8] in loti("log", "R1", *form).out
    answer = loti("undo", "--act", act[:8].upper(), "--as", "Cy")
    assert answer.status == 0
    assert "It was Ann's change." in answer.err
    assert [loti("show", ref, "--json").json["owner"] for ref in ("R1", "R2")] == ["Intelligence", "Bo"]
    assert "undone" in loti("log", "R1", *form).out.casefold()


def test_an_undo_is_taken_back_by_its_id_and_its_author_is_named(loti: Any) -> None:
    loti("set", "R1", "owner=Ada", "--as", "Ann")
    undone = loti("undo", "--as", "Bob", "--act", loti("log", "R1", "--json").json[-1]["batch"], "--json").json
    answer = loti("undo", "--as", "Cy", "--act", undone["batch"])
    assert answer.status == 0
    assert answer.err.startswith("Done again. Owner of R1 is now Ada.")
    assert "It was Ann's change." in answer.err
    assert loti("undo", "--act", undone["batch"]).status == 1
    assert loti("redo", "--act", undone["batch"]).status == 1


def test_the_author_is_right_though_somebody_else_stated_the_same_value_before(loti: Any) -> None:
    for owner, who in (("Ada", "Ann"), ("Bo", "Bob"), ("Ada", "Cy")):
        loti("set", "R1", f"owner={owner}", "--as", who)
    first = loti("log", "R1", "--by", "Ann", "--json").json[-1]["batch"]
    assert "It was Ann's change." in loti("undo", "--act", first, "--as", "Dee").err


def test_an_act_whose_field_moved_since_is_refused_with_both_values(loti: Any, path: Path) -> None:
    loti("set", "R1", "owner=Ada", "--as", "Ann")
    act = loti("log", "R1", "--json").json[-1]["batch"]
    undone = loti("undo", "--act", act, "--json").json["batch"]
    loti("set", "R1", "owner=Bo", "--as", "Bob")
    before = path.read_bytes()
    answer = loti("undo", "--act", undone)
    assert answer.status == 1
    assert "Not redone: Owner of R1" in answer.err
    assert "“Bo”" in answer.err
    assert "“Ada”" in answer.err
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("act", "said"),
    [("abc", "too short"), ("zzzzzzzz", "No act in this register has an id that begins with “zzzzzzzz”")],
)
def test_an_act_that_there_is_not_is_said(loti: Any, act: str, said: str) -> None:
    answer = loti("undo", "--act", act)
    assert answer.status == 2
    assert said in answer.err
