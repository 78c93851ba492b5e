"""The deadlines of a pack: the entries of `loti calendar`, without what the public may not see."""

from __future__ import annotations

import dataclasses
from typing import Any

from icalendar import Calendar

from db.register import Register
from loti_tui.domain.deadlines import deadlines
from loti_tui.domain.state import State
from loti_tui.packs import Pack, make_pack
from loti_tui.packs.as_calendar import calendar_file
from loti_tui.packs.as_ics import write
from tests.packs.xlsx.registers import DAY, edit, pack


def entries(made: Pack) -> list[Any]:
    (content,) = write(made).values()
    return Calendar.from_ical(content).events


def test_the_boards_file_is_the_one_of_the_command(lived: Register) -> None:
    files = write(pack(lived))
    assert list(files) == ["dd2092-board-2017-04-06.ics"]
    assert files["dd2092-board-2017-04-06.ics"] == calendar_file(
        deadlines(lived.state(), DAY), "LOTI scoping study", DAY
    )


def test_the_boards_entries_are_private_and_the_publics_are_not(lived: Register) -> None:
    edit(lived, "publication", published_on="2017-04-05")
    for audience, access in (("board", "PRIVATE"), ("public", "PUBLIC")):
        found = entries(pack(lived, audience))
        assert {str(one["class"]) for one in found} == {access}


def test_whoever_has_imported_the_boards_has_no_entry_twice_by_the_publics(lived: Register) -> None:
    edit(lived, "publication", published_on="2017-04-05")
    board, public = ({str(one["uid"]) for one in entries(pack(lived, audience))} for audience in ("board", "public"))
    assert public < board


def test_while_all_is_withheld_the_public_knows_the_day_of_the_deferral_only(public: Pack) -> None:
    (found,) = entries(public)
    assert str(found["summary"]) == "PUB1 Deferred until 31 Mar 2017: DD2092"


def test_an_item_one_of_whose_dates_is_withheld_has_no_entry(board: Pack) -> None:
    made = board
    before = {str(one["summary"]).split()[0] for one in entries(made)}
    first = dataclasses.replace(made.state.milestones[0], forecast=None, withheld=frozenset({"forecast"}))
    state = dataclasses.replace(made.state, items={**made.state.items, first.id: first})
    after = {str(one["summary"]).split()[0] for one in entries(dataclasses.replace(made, state=state))}
    assert before - after == {"M1"}


def test_without_a_deadline_there_is_no_file() -> None:
    assert write(make_pack(State({}), today=DAY, source="x")) == {}


def test_the_library_finds_no_fault_in_hostile_texts(hostile_board: Pack) -> None:
    (content,) = write(hostile_board).values()
    assert [fault for part in Calendar.from_ical(content).walk() for fault in part.errors] == []
