"""The history in words, and what is understood of the words in its filter."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loti_tui.domain.changes import Act, Done, Entry, edit_behind, taken_back
from loti_tui.domain.fields import Plain
from loti_tui.domain.items import Publication, Risk
from loti_tui.domain.sifting import Line, Sieve, line, names, sifted, understood, what_words
from loti_tui.domain.state import State

TODAY = date(2017, 4, 6)
IMPACT = "Impact of R1: 2 Significant → 3 Substantial"
KNOWN = {"r1": {"one"}, "r10": {"ten"}, "dd2092": {"dd"}}


def entry(field: str, old: Plain, new: Plain, ref: str = "R1") -> Entry:
    return Entry("b", "", "Ann", "", "edit", "risk", ref, ref, field, old, new)


def done(
    id: str = "b",
    *entries: Entry,
    at: str = "2017-04-03T10:00:00.000000Z",
    who: str = "Ann",
    why: str = "",
    act: Act = Act.EDIT,
    undoes: str | None = None,
    back: bool = False,
    items: dict[str, str] | None = None,
    changes: int | None = None,
    seq: int = 1,
) -> Done:
    touched = {one.item: one.ref for one in entries} if items is None else items
    return Done(
        id, seq, at, who, why, act, undoes, back, len(entries) if changes is None else changes, touched, entries
    )


def shown(text: str, *lines: Line) -> list[str]:
    return [one.id for one in sifted(lines, understood(text, KNOWN, TODAY).sieve)]


# -- an act in words -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("act", "words"),
    [
        (done("b", entry("impact", 2, 3)), IMPACT),
        (done("b", entry("impact", 2, 3), entry("rag_recorded", "A", None)), IMPACT),
        (done("b", entry("removed", False, True)), "R1 removed"),
        (done("b", entry("removed", True, False)), "R1 restored"),
        (done("b", entry("removed", None, False), entry("description", None, "New")), "R1 added"),
        (done("b", items={"a": "R1", "b": "R2"}, changes=8), "8 values of 2 items: R1, R2"),
        (
            done("b", items={str(n): f"R{n}" for n in range(1, 9)}, changes=1234),
            "1,234 values of 8 items: R1, R2, R3, R4, R5, R6 …",
        ),
        (done("b", items={"a": "R7"}, changes=13), "13 values of R7"),
        (done("b", act=Act.START, items={"a": "R1"}, changes=249), "Register made: 249 values of 1 item"),
        (done("b", act=Act.UNDO), "No value was changed: all stood so already"),
    ],
)  # fmt: skip
def test_an_act_says_what_it_did(act: Done, words: str) -> None:
    assert what_words(act) == words


def test_a_line_is_of_the_day_in_london() -> None:
    late = line(done(at="2017-06-30T23:30:00.000000Z"))
    assert (late.when, late.day) == ("Sat 1 Jul 2017, 00:30", date(2017, 7, 1))


# -- what is understood ----------------------------------------------------------------------------------------------


def test_a_reference_means_that_item_and_no_other() -> None:
    one = line(done("1", items={"one": "R1"}, changes=1))
    ten = line(done("10", items={"ten": "R10"}, changes=1, why="unlike R1"))
    assert shown("R1", one, ten) == ["1"]
    assert shown("r10", one, ten) == ["10"]
    assert shown("unlike R1", one, ten) == []


@pytest.mark.parametrize("typed", ["ann", "WITHDREW", "suppliers ann", "substantial", "mon 3 apr", "11:00", "undone"])
def test_every_other_word_must_occur_in_who_why_what_or_when(typed: str) -> None:
    act = line(done("1", entry("impact", 2, 3), why="Two suppliers withdrew", back=True))
    assert shown(typed, act) == ["1"]
    assert shown(f"{typed} zebra", act) == []


@pytest.mark.parametrize(
    ("typed", "ids"),
    [
        ("since 3 apr 2017", ["3", "5"]),
        ("since apr", ["3", "5"]),
        ("until 3 apr 2017", ["3", "31"]),
        ("until mar", ["31"]),
        ("on 3/4/17", ["3"]),
        ("on april 2017", ["3", "5"]),
        ("since 1 apr 2017 until 3 apr 2017", ["3"]),
        ("until today since yesterday", ["5"]),
        ("since 1 apr 2017 bob", ["5"]),
        ("bob since 1 apr 2017", ["5"]),
        ("since 1 apr 2017 r10", []),
        ("Since Apr 2017 UNTIL 4 Apr 2017", ["3"]),
    ],
)
def test_dates_are_understood_as_people_type_them(typed: str, ids: list[str]) -> None:
    acts = [
        line(done(id, at=f"2017-{day}T10:00:00.000000Z", who=who))
        for id, day, who in (("31", "03-31", "Ann"), ("3", "04-03", "Ann"), ("5", "04-05", "Bob"))
    ]
    found = understood(typed, KNOWN, TODAY)
    assert found.problem == ""
    assert sorted(one.id for one in sifted(acts, found.sieve)) == ids


@pytest.mark.parametrize("typed", ["since", "since ", "since 31 m", "on x", "until 31/2/17", "since apr 17"])
def test_a_date_that_cannot_be_read_says_so_and_holds_nothing_back(typed: str) -> None:
    found = understood(typed, KNOWN, TODAY)
    assert found.problem.endswith(".")
    assert found.sieve == Sieve()
    assert understood(f"ann {typed}", KNOWN, TODAY).sieve == Sieve(words=("ann",))


def test_what_was_understood_is_said_in_full() -> None:
    assert understood("r1 Supplier since 3 apr 2017", KNOWN, TODAY).words == "R1 · “supplier” · since 3 April 2017"


@given(st.text(max_size=40))
def test_whatever_is_typed_is_understood_somehow(text: str) -> None:
    found = understood(text, KNOWN, TODAY)
    sifted([line(done("1", entry("impact", 2, 3)))], found.sieve)
    assert "\n" not in found.problem


def test_a_person_is_that_person() -> None:
    acts = [line(done("1", who="Ann")), line(done("2", who="Anna"))]
    assert [one.id for one in sifted(acts, Sieve(who="ann"))] == ["1"]


def test_items_are_called_by_reference_or_by_what_there_is_one_of_removed_ones_too() -> None:
    state = State({"a": Risk(id="a", ref="R1", description="x", removed=True), "p": Publication(id="p", ref="PUB1")})
    assert names(state) == {"r1": {"a"}, "pub1": {"p"}, "publication": {"p"}}


# -- what became of an act -------------------------------------------------------------------------------------------

STORY = [
    done("E", seq=1),
    done("U1", act=Act.UNDO, undoes="E", seq=2),
    done("R1", act=Act.REDO, undoes="U1", seq=3),
    done("U2", act=Act.UNDO, undoes="E", seq=4),
]


@pytest.mark.parametrize(
    ("length", "back"), [(1, set[str]()), (2, {"E"}), (3, {"U1"}), (4, {"E", "U1", "R1"})], ids=["E", "U1", "R1", "U2"]
)
def test_an_act_stands_until_the_last_word_on_it(length: int, back: set[str]) -> None:
    assert taken_back(STORY[:length]) == back
    assert taken_back(reversed(STORY[:length])) == back


def test_the_edit_behind_an_undo_of_a_redo_is_found() -> None:
    acts = {one.id: one for one in STORY}
    assert {edit_behind(acts, one).id for one in STORY} == {"E"}
