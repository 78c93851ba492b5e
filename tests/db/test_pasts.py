"""The register as it was: by a snapshot's name, on a day, at a moment; and what a pack is made from."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from db.register import Register
from fixtures import dd2092
from loti_tui.domain.changes import Batch, Edit
from loti_tui.domain.fields import Plain
from loti_tui.domain.refused import CannotOpen, NothingToDo, Refused
from loti_tui.domain.scoring import Rag

TODAY = date(2017, 4, 30)
START = datetime(2017, 4, 1, 9, 0, tzinfo=UTC)


class Clock:
    """A clock that stands where it is put."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def lived_in(tmp_path: Path, clock: Clock) -> Register:
    """R1's impact is 2 from 1 April, 3 from 10 April 23:30 in London, 4 from 20 April."""
    register = Register.create(tmp_path / "own.loti", [dd2092.first_batch("Jo")], now=clock)
    clock.now = datetime(2017, 4, 10, 22, 30, tzinfo=UTC)
    change(register, "R1", "impact", 3)
    clock.now = datetime(2017, 4, 20, 12, 0, tzinfo=UTC)
    change(register, "R1", "impact", 4)
    return register


def change(register: Register, ref: str, field: str, value: Plain, why: str = "why") -> None:
    item = register.state().find(ref)
    register.apply(Batch("Ann", (Edit(item.KIND, item.id, field, value),), why))


def impact(register: Register, word: str) -> int | None:
    return register.past(word, TODAY).state.risks[0].impact


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("now", 4), ("NOW", 4), ("20 apr 2017", 4), ("19/4/17", 3), ("2017-04-10", 3), ("2017-04-10 23:30", 3),
        ("2017-04-10 23:29", 2), ("2017-04-10T22:30", 2), ("1 apr 2017", 2), ("today", 4),
    ],
)  # fmt: skip
def test_the_register_is_added_up_as_it_was_on_any_day_and_at_any_moment_in_london(
    lived_in: Register, word: str, expected: int
) -> None:
    assert impact(lived_in, word) == expected


def test_now_is_what_the_tables_hold(lived_in: Register) -> None:
    assert lived_in.past("now", TODAY).state == lived_in.state().on(TODAY)
    assert lived_in.past("30 apr 2017", TODAY).state == lived_in.state().on(TODAY)


def test_before_the_register_was_made_there_is_nothing(lived_in: Register) -> None:
    with pytest.raises(NothingToDo, match="The register was made after 31 March 2017"):
        lived_in.past("31 mar 2017", TODAY)


@pytest.mark.parametrize("word", ["april board", "apr 2017", "", "2017-04-10 25:00", "2017-13-01"])
def test_what_is_no_past_is_answered_with_the_snapshots_there_are(lived_in: Register, word: str) -> None:
    with pytest.raises(NothingToDo, match=r"There is no snapshot .* None is taken\. A day of the past"):
        lived_in.past(word, TODAY)
    lived_in.take_snapshot("March", who="Jo")
    with pytest.raises(NothingToDo, match="There are: “March”"):
        lived_in.past(word, TODAY)


def test_a_snapshot_is_read_on_the_day_for_which_it_was_sealed(lived_in: Register) -> None:
    lived_in.take_snapshot("Board", who="Jo", day=date(2017, 4, 5))
    change(lived_in, "R1", "impact", 1)
    past = lived_in.past("bOARD", TODAY)
    assert (past.day, past.state.day, past.name, past.state.risks[0].impact) == (
        date(2017, 4, 5), date(2017, 4, 5), "Board", 4
    )  # fmt: skip
    assert past.words == "snapshot “Board”"


def test_without_a_day_it_is_the_one_in_london_on_which_it_was_sealed(lived_in: Register, clock: Clock) -> None:
    clock.now = datetime(2017, 6, 1, 23, 30, tzinfo=UTC)
    lived_in.take_snapshot("June", who="Jo")
    assert lived_in.past("June", TODAY).day == date(2017, 6, 2)


def test_a_snapshot_may_bear_the_name_of_a_day_but_not_of_now(lived_in: Register) -> None:
    lived_in.take_snapshot("10 apr 2017", who="Jo", day=date(2017, 4, 20))
    assert impact(lived_in, "10 apr 2017") == 4
    with pytest.raises(Refused, match="“now” is what the register holds at any time"):
        lived_in.take_snapshot(" Now ", who="Jo")


def test_the_matrix_of_its_day_is_in_force_in_a_snapshot(lived_in: Register) -> None:
    green = dict.fromkeys((f"i{i}p{p}" for i in range(1, 5) for p in range(1, 5)), "G")
    lived_in.add("matrix", {"title": "All green", "effective_on": "2017-05-01", **green}, who="Jo")
    lived_in.take_snapshot("April", who="Jo", day=date(2017, 4, 30))
    lived_in.take_snapshot("May", who="Jo", day=date(2017, 5, 1))
    rags = [lived_in.past(name, TODAY).state.cells[4, 4] for name in ("April", "May")]
    assert rags == [Rag.RED, Rag.GREEN]


def test_the_dates_of_a_deferral_are_those_known_by_then(lived_in: Register) -> None:
    change(lived_in, "publication", "until", "2017-05-31")
    assert len(lived_in.past("now", TODAY).state.deferrals) == 2
    assert len(lived_in.past("10 apr 2017", TODAY).state.deferrals) == 1


def test_what_was_changed_between_two_pasts_is_told_oldest_first(lived_in: Register) -> None:
    old, new = lived_in.past("1 apr 2017", TODAY), lived_in.past("now", TODAY)
    changed = [(entry.field, entry.new) for entry in lived_in.entries_between(old, new) if entry.field == "impact"]
    assert changed == [("impact", 3), ("impact", 4)]
    assert lived_in.entries_between(new, new) == []


def test_a_pack_of_now_is_compared_with_the_last_snapshot(lived_in: Register) -> None:
    assert lived_in.basis("now", TODAY).previous is None
    lived_in.take_snapshot("March", who="Jo")
    lived_in.take_snapshot("April", who="Jo")
    change(lived_in, "R2", "impact", 4)
    basis = lived_in.basis("now", TODAY)
    assert basis.previous is not None
    assert (basis.previous.name, {entry.ref for entry in basis.entries}) == ("April", {"R2"})
    assert basis.present is None


def test_a_pack_of_a_snapshot_is_compared_with_the_one_before_it(lived_in: Register) -> None:
    lived_in.take_snapshot("March", who="Jo")
    change(lived_in, "R2", "impact", 4)
    lived_in.take_snapshot("April", who="Jo")
    change(lived_in, "R3", "impact", 4)
    basis = lived_in.basis("april", TODAY)
    assert basis.previous is not None
    assert (basis.previous.name, {entry.ref for entry in basis.entries}) == ("March", {"R2"})
    assert lived_in.basis("March", TODAY).previous is None
    assert basis.present == (lived_in.state().on(TODAY), TODAY)


def test_the_rules_of_a_past_look_back_no_further_than_it(lived_in: Register) -> None:
    lived_in.take_snapshot("March", who="Jo")
    change(lived_in, "R1", "impact", 1)
    turns = lived_in.basis("March", TODAY).trail.of_item(lived_in.state().risks[0].id, "impact")
    assert [turn.new for turn in turns] == [3, 4]
    assert [turn.new for turn in lived_in.trail().of_item(lived_in.state().risks[0].id, "impact")] == [3, 4, 1]


# -- what was not sealed so ------------------------------------------------------------------------------------------


@pytest.fixture
def sealed(lived_in: Register) -> Register:
    lived_in.take_snapshot("March", who="Jo")
    return lived_in


def alter(register: Register, old: str, new: str) -> None:
    """Change the content of the snapshots behind the program's back, and its digest with it."""
    import hashlib

    with closing(sqlite3.connect(register.path)) as connection, connection:
        for (name,) in connection.execute(
            "SELECT name FROM sqlite_master WHERE type='trigger' AND tbl_name='snapshot'"
        ):
            connection.execute(f"DROP TRIGGER {name}")
        ((content,),) = connection.execute("SELECT content FROM snapshot").fetchall()
        assert old in content
        content = content.replace(old, new)
        digest = hashlib.sha256(content.encode()).hexdigest()
        connection.execute("UPDATE snapshot SET content = ?, sha256 = ?", (content, digest))


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [('"mitigation":', '"colour":', "“colour”"), ('"risk":', '"planet":', "“planet”")],
)
def test_a_snapshot_of_a_newer_version_is_refused_in_a_sentence(
    sealed: Register, old: str, new: str, what: str
) -> None:
    alter(sealed, old, new)
    with pytest.raises(CannotOpen, match=f"holds {what}, which this version of loti-tui does not know"):
        sealed.past("March", TODAY)


def test_a_snapshot_with_a_value_that_is_none_is_refused_in_a_sentence(sealed: Register) -> None:
    alter(sealed, '"until":"2017-03-31"', '"until":"yesterday"')
    with pytest.raises(CannotOpen):
        sealed.past("March", TODAY)


def test_a_snapshot_of_the_first_form_is_read_on_the_day_of_its_sealing(sealed: Register) -> None:
    alter(sealed, '"day":null,', "")
    assert sealed.past("March", TODAY).day == date(2017, 4, 20)
