"""The history's lines to the letter: one and many, what is marked, and where a date in the filter ends."""

from __future__ import annotations

from datetime import date

import pytest

from loti_tui.domain.changes import Act, Done, Entry
from loti_tui.domain.fields import Plain
from loti_tui.domain.sifting import Sieve, line, mark, understood, what_words

TODAY = date(2017, 4, 6)


def done(
    *entries: Entry, act: Act = Act.EDIT, back: bool = False, items: int = 0, changes: int = 0, why: str = ""
) -> Done:
    touched = {one.item: one.ref for one in entries} or {f"r{n}": f"R{n}" for n in range(1, items + 1)}
    return Done("b", 1, "2017-04-03T10:00:00.000000Z", "Ann", why, act, None, back, changes, touched, entries)


def entry(field: str, old: Plain, new: Plain) -> Entry:
    return Entry("b", "", "Ann", "", "edit", "risk", "R1", "r1", field, old, new)


@pytest.mark.parametrize(
    ("act", "back", "word"),
    [
        (Act.EDIT, False, ""),
        (Act.EDIT, True, "undone"),
        (Act.START, False, ""),
        (Act.UNDO, False, "undo"),
        (Act.REDO, False, "redo"),
    ],
)
def test_only_what_is_not_to_be_expected_is_marked(act: Act, back: bool, word: str) -> None:
    assert mark(done(act=act, back=back)) == word


@pytest.mark.parametrize(
    ("act", "words"),
    [
        (done(act=Act.START, items=1, changes=1), "Register made: 1 value of 1 item"),
        (done(act=Act.START, items=2, changes=1_000), "Register made: 1,000 values of 2 items"),
        (done(items=1, changes=1), "1 value of R1"),
        (done(items=6, changes=6), "6 values of 6 items: R1, R2, R3, R4, R5, R6"),
        (done(items=7, changes=7), "7 values of 7 items: R1, R2, R3, R4, R5, R6 …"),
        (
            done(entry("owner", None, "Ann"), entry("category", "Cost", None)),
            "Owner of R1: Not recorded → Ann; Category of R1: Cost → Not recorded",
        ),
    ],
)
def test_an_act_is_told_to_the_letter(act: Done, words: str) -> None:
    assert what_words(act) == words


def test_a_line_holds_what_is_shown_and_all_that_is_looked_through() -> None:
    one = line(done(entry("owner", None, "Bob"), back=True, why="Left"))
    assert one.what == "Owner of R1: Not recorded → Bob"
    assert one.day == date(2017, 4, 3)
    assert one.words == f"ann left {one.what.casefold()} {one.when.casefold()} undone"


def test_a_date_that_is_not_understood_takes_the_words_up_to_the_next_date_and_holds_nothing_back() -> None:
    typed = understood("since the flood until 31 mar 2017", {}, TODAY)
    assert typed.sieve == Sieve(until=date(2017, 3, 31))
    assert typed.words == "until 31 March 2017"
    assert "the flood" in typed.problem


def test_of_several_dates_that_are_not_understood_the_first_is_said() -> None:
    assert "“since”" in understood("since until", {}, TODAY).problem
