"""What changed since the last snapshot, behind c on every screen: in words, removals included, each with its record."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date

import pytest
from rich.cells import cell_len

from db.register import Register
from loti_tui.domain.changes import Batch, Edit, new_item
from screens.changes import ChangesScreen, no_snapshot
from screens.record import RecordScreen
from screens.widgets.changes_table import ChangesTable, wrapped
from tests.screens.desk import Desk, dangers, opened, put
from tests.screens.test_hostile import SOME, texts

FEW = ("live link",)


@pytest.fixture
def changed(register: Register) -> Register:
    """A snapshot, and what became of the register since."""
    register.take_snapshot("March", who="Jo", day=date(2017, 3, 27))
    put(register.path, "R1", "impact", 3, why="two suppliers withdrew")
    put(register.path, "R4", "removed", True, who="Jo", why="entered twice")
    put(register.path, "M1", "forecast", "2017-06", who="Bob")
    register.apply(Batch("Ann", new_item("risk", {"description": "The data come late", "impact": 3, "probability": 3})))
    return register


def said(desk: Desk) -> list[str]:
    """The sentences, in order."""
    return [row.cells["what"].text for row in desk.table.rows]


def summary(desk: Desk) -> str:
    """What stands above the sentences."""
    assert isinstance(desk.app.screen, ChangesScreen)
    return desk.app.screen.heading().plain


async def test_c_says_what_changed_since_the_last_snapshot_in_sections(changed: Register) -> None:
    async with opened(changed.path) as desk:
        await desk.press("c")
        assert summary(desk) == (
            "Changes since “March”\n"
            "Risks: 1 up, 0 down, 2 same; 1 new, 0 closed, 1 removed. 1 milestone moved."
        )  # fmt: skip
        assert [one.split(":")[0] for one in said(desk)] == [
            "R1 was raised from 4 to 6",
            "Risk R5 was added",
            "Risk R4 was removed",
            "Forecast of M1 moved from May 2017 to June 2017, 1 month later.",
        ]
        lines = [line.strip("▌ ") for line in desk.text.splitlines()]
        assert lines.index("Risks") < lines.index("Milestones")
        assert any(line.startswith("Ann, ") and line.endswith(", two suppliers withdrew") for line in lines)
        assert "4 of 4 · saved" in desk.text
        assert desk.app.screen.focused is desk.table


@pytest.mark.long
async def test_without_a_snapshot_it_says_so_and_which_key_seals_one(desk: Desk) -> None:
    await desk.press("c")
    assert summary(desk) == no_snapshot()
    assert "Press 8," in desk.text
    await desk.press("enter", "y", "escape")
    assert desk.screen.NAME == "risks"


@pytest.mark.long
async def test_where_nothing_changed_that_is_said(register: Register) -> None:
    register.take_snapshot("March", who="Jo")
    put(register.path, "R1", "impact", 3)
    put(register.path, "R1", "impact", 2)
    put(register.path, "R1", "rag_recorded", "A", why="As stated in DD2092, section 4a")
    async with opened(register.path) as desk:
        await desk.press("c")
        assert summary(desk) == "Changes since “March”\nNothing has changed."
        assert said(desk) == []


async def test_enter_opens_the_record_and_esc_comes_back_to_its_line(changed: Register) -> None:
    async with opened(changed.path) as desk:
        await desk.press("c", "j", "j", "enter")  # removed: it has a record still
        assert isinstance(desk.app.screen, RecordScreen)
        assert desk.app.screen.item is not None
        assert (desk.app.screen.item.ref, desk.app.screen.item.removed) == ("R4", True)
        await desk.press("escape")
        assert desk.table.place == 2
        await desk.press("escape")
        assert desk.screen.NAME == "risks"


@pytest.mark.long
@pytest.mark.parametrize("keys", [*"34579", "0", "8", ("enter",), ("0", "enter"), ("c", "enter")])
async def test_c_works_on_every_screen_and_esc_comes_back(changed: Register, keys: tuple[str, ...]) -> None:
    async with opened(changed.path) as desk:
        await desk.press(*keys)
        before = desk.screen
        await desk.press("c")
        assert "Changes since “March”" in desk.text
        assert desk.screen.tab == before.tab
        await desk.press("c")
        assert desk.said == "The changes are here already. Esc goes back."
        await desk.press("escape")
        assert desk.screen is before


@pytest.mark.long
async def test_the_filter_finds_sections_sentences_people_and_reasons(changed: Register) -> None:
    async with opened(changed.path) as desk:
        await desk.burst("c", "slash", *"risks ann")
        assert [one.split()[:2] for one in said(desk)] == [["R1", "was"], ["Risk", "R5"]]
        assert "2 of 4" in desk.text
        await desk.burst("enter")
        assert desk.said.startswith("Filter: risks ann")
        await desk.burst("escape")
        assert len(said(desk)) == 4
        assert isinstance(desk.app.screen, ChangesScreen)


@pytest.mark.long
async def test_y_copies_the_sentence(changed: Register) -> None:
    async with opened(changed.path) as desk:
        await desk.press("c", "G", "y")
        assert desk.app.clipboard == "Forecast of M1 moved from May 2017 to June 2017, 1 month later."
        assert desk.said == f"Copied: {desk.app.clipboard}"
        await desk.press("e")
        assert desk.warned


@pytest.mark.long
async def test_the_cursor_stays_on_its_change_when_another_program_changes_more(changed: Register) -> None:
    async with opened(changed.path) as desk:
        await desk.press("c", "G")
        put(changed.path, "R2", "probability", 4, who="Cy")
        await desk.look()
        assert len(said(desk)) == 5
        assert said(desk)[desk.table.place].startswith("Forecast of M1")
        assert "2 up" in summary(desk)


@pytest.mark.long
async def test_a_snapshot_that_was_altered_is_told_instead_of_compared(changed: Register) -> None:
    with closing(sqlite3.connect(changed.path)) as connection:
        connection.execute("DROP TRIGGER snapshot_no_update")
        connection.execute("UPDATE snapshot SET content = replace(content, 'Jo', 'Jim')")
        connection.commit()
    async with opened(changed.path) as desk:
        await desk.press("c")
        assert summary(desk).startswith("Snapshot “March” is not what was sealed.")
        await desk.press("enter", "escape")
        assert desk.screen.NAME == "risks"


@pytest.mark.long
async def test_a_click_is_on_a_change_and_a_second_one_opens_its_record(changed: Register) -> None:
    async with opened(changed.path) as desk:
        await desk.press("c")
        lines = desk.text.splitlines()
        y = next(y for y, line in enumerate(lines) if "Forecast of M1" in line)
        await desk.pilot.click(offset=(5, y + 1))
        assert desk.table.place == 3
        await desk.pilot.click(offset=(1, lines.index(" Milestones")))  # a title is no change
        assert desk.table.place == 3
        await desk.pilot.click(offset=(5, y), times=2)
        await desk.settle()
        assert isinstance(desk.app.screen, RecordScreen)


@pytest.mark.long
async def test_many_changes_are_walked_by_pages_and_the_one_under_the_cursor_is_seen(register: Register) -> None:
    register.take_snapshot("March", who="Jo")
    register.apply(
        Batch("Ann", tuple(new for n in range(60) for new in new_item("risk", {"description": f"Risk {n}"})))
    )
    async with opened(register.path) as desk:
        await desk.press("c")
        for keys in (("pagedown",), ("pagedown",), ("G",), ("pageup",), ("k",), ("g",)):
            await desk.press(*keys)
            assert said(desk)[desk.table.place].split(":")[0] in desk.text
        assert "Risks" in [line.strip() for line in desk.text.splitlines()]  # the title above the first
        await desk.press("pagedown", "pagedown")
        place = desk.table.place
        assert 6 <= place <= 16
        await desk.press("pageup", "pageup")
        assert desk.table.place == 0


@pytest.mark.parametrize("width", [3, 20, 76])
@pytest.mark.parametrize("text", ["", "a", "word " * 60, "x" * 300, "伦敦技术办公室" * 20, "👨\u200d👩\u200d👧 " * 30])
def test_no_line_of_a_sentence_is_wider_than_its_room(text: str, width: int) -> None:
    assert [one for one in wrapped(text, width) if cell_len(one) > width] == []
    assert len(wrapped(text, width, 2)) <= 2
    if text.isascii():
        assert "".join(wrapped(text, width)).replace(" ", "") == text.replace(" ", "")


@texts(SOME, FEW)
async def test_hostile_texts_are_letters_among_the_changes(register: Register, text: str, letters: str) -> None:
    register.take_snapshot(f"S {text}"[:100], who="Jo")
    risk = register.state().find("R1")
    register.apply(Batch(text[:200], (Edit("risk", risk.id, "description", text),), text[:2000]))
    async with opened(register.path) as desk:
        await desk.burst("c")
        assert letters[:8] in desk.text
        assert dangers(desk.app) == []
        assert [line for line in desk.text.splitlines() if cell_len(line) > 80] == []
        await desk.burst("slash")
        await desk.paste(text)
        await desk.burst("enter", "y")
        assert dangers(desk.app) == []
        assert isinstance(desk.table, ChangesTable)
