"""`f`: anything in the register is found as it is typed, from every screen, and Enter goes there."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from db.register import Register
from loti_tui.commands import PLACES
from loti_tui.domain.changes import Batch, Edit, new_item
from loti_tui.domain.searching import Index
from screens.dialogs.find import AT_ONCE, FindAnything, HitList, around
from screens.record import RecordScreen
from screens.widgets.typing import LineInput
from tests.screens.desk import Desk, dangers, opened, put
from tests.screens.test_hostile import FEW, SOME, spoil, texts


def rows(desk: Desk) -> list[tuple[str, str, str]]:
    """Reference, kind and field of each hit."""
    shown = desk.app.screen.query_one(HitList).rows
    return [(row.cells["ref"].text, row.cells["kind"].text, row.cells["field"].text) for row in shown]


async def test_the_boroughs_are_found_as_they_are_typed_and_enter_goes_there(desk: Desk) -> None:
    await desk.press("f")
    assert "Type words, a reference, a date or an amount" in desk.text
    await desk.type_text("boroughs")
    assert rows(desk) == [
        ("R4", "Risk", "Risk"),
        ("F2", "Funding line", "Payer"),
        ("DD2092", "Decision", "Objectives"),
    ]
    assert "3 of 3" in desk.text
    await desk.press("enter")
    assert desk.at == ("R4", "description")
    assert desk.said == "Found in R4: Risk."


async def test_keys_that_arrive_together_find_and_go_and_edit_there(desk: Desk) -> None:
    await desk.burst("f", *"contract exec", "enter", "right", "right", "e")
    assert desk.screen.NAME == "procurement"
    assert desk.at == ("S8", "forecast")
    assert desk.screen.query("#cell-editor")


@pytest.mark.long
async def test_the_arrows_choose_another_hit_while_the_focus_stays_where_it_is_typed(desk: Desk) -> None:
    await desk.burst("f", *"intelligence")
    hits = desk.app.screen.query_one(HitList)
    await desk.press("down", "down", "up", "down")
    assert hits.place == 2
    await desk.burst("pagedown", "pageup")
    assert hits.place == 0
    assert isinstance(desk.app.focused, LineInput)


async def test_escape_leaves_everything_as_it_was_and_what_was_typed_is_offered_again(desk: Desk) -> None:
    before = desk.path.read_bytes()
    await desk.press("down", "right", "f", *"dun", "escape")
    assert (desk.screen.NAME, desk.at) == ("risks", ("R2", "probability"))
    assert desk.path.read_bytes() == before
    await desk.press("f")
    line = desk.app.screen.query_one(LineInput)
    assert (line.value, line.selected_text) == ("dun", "dun")
    await desk.press("z")
    assert line.value == "z"


@pytest.mark.long
async def test_enter_where_nothing_is_found_says_so_and_stays(desk: Desk) -> None:
    await desk.burst("f", *"zebra", "enter")
    assert isinstance(desk.app.screen, FindAnything)
    assert "Nothing has all of “zebra”." in desk.text
    assert "There is nothing to go to. Esc closes this." in desk.text
    await desk.press("backspace")
    assert "Enter goes there" in desk.text


@pytest.mark.long
async def test_what_was_removed_is_found_where_nothing_else_is_and_marked(register: Register) -> None:
    put(register.path, "R4", "removed", True)
    async with opened(register.path) as desk:
        await desk.burst("f", *"capacity to participate")
        assert rows(desk) == [("R4", "Removed risk", "Risk")]
        await desk.press("enter")
        assert isinstance(desk.app.screen, RecordScreen)
        assert "R4  removed" in desk.text


@pytest.mark.long
async def test_what_somebody_else_changes_meanwhile_is_found_by_its_new_words(desk: Desk) -> None:
    await desk.burst("f", *"zebr")
    put(desk.path, "R1", "owner", "Zoë Zebra")
    await desk.look()
    await desk.press("a")
    assert rows(desk) == [("R1", "Risk", "Owner")]


@pytest.mark.long
async def test_the_palette_finds_it_too(desk: Desk) -> None:
    await desk.press("ctrl+p")
    await desk.paste("find anything")
    await desk.until(lambda: "Find anything in the register" in desk.text)
    await desk.press("down", "enter")
    await desk.until(lambda: isinstance(desk.app.screen, FindAnything))


@pytest.mark.long
async def test_it_opens_on_every_screen_and_in_every_record_and_who_only_reads_may_find(register: Register) -> None:
    async with opened(register.path, read_only=True) as desk:
        for digit in range(len(PLACES)):
            await desk.press(str(digit), "f")
            assert isinstance(desk.app.screen, FindAnything), digit
            await desk.press("escape")
        await desk.press("2", "enter", "f", *"s8", "enter")
        assert (desk.screen.NAME, desk.at) == ("procurement", ("S8", "title"))


async def test_of_many_items_the_texts_are_folded_in_the_registers_thread_and_no_key_is_lost(
    register: Register,
) -> None:
    risks = (new for n in range(AT_ONCE) for new in new_item("risk", {"description": f"Risk {n} of the boroughs"}))
    register.apply(Batch("Ann", tuple(risks)))
    async with opened(register.path) as desk:
        await desk.burst("f", *"boroughs", "enter")
        assert desk.at == ("R4", "description")
        await desk.press("f")
        assert f"first 50 of {AT_ONCE + 3}" in desk.text
        await desk.burst(*"r404", "enter")
        assert desk.at == ("R404", "description")


@texts(SOME, FEW)
async def test_hostile_texts_are_letters_among_the_hits(register: Register, text: str, letters: str) -> None:
    spoil(register, text)
    async with opened(register.path) as desk:
        await desk.press("f")
        await desk.paste(letters[:4])
        assert rows(desk)
        assert letters[:8] in desk.text
        assert dangers(desk.app) == []
        assert [line for line in desk.text.splitlines() if cell_len(line) > 80] == []
        await desk.press("escape", "f")
        await desk.paste(text)
        assert dangers(desk.app) == []


@pytest.mark.long
async def test_it_survives_a_terminal_that_grows_and_shrinks(desk: Desk) -> None:
    await desk.burst("f", *"boroughs")
    for width, height in ((160, 45), (80, 24), (40, 10), (20, 5), (1, 1), (80, 24)):
        await desk.pilot.resize_terminal(width, height)
    assert "3 of 3" in desk.text


@pytest.mark.long
async def test_a_hit_is_chosen_by_the_mouse(desk: Desk) -> None:
    await desk.burst("f", *"boroughs")
    y = next(y for y, line in enumerate(desk.text.splitlines()) if "London boroughs" in line)
    await desk.pilot.click(offset=(30, y), times=2)
    await desk.settle()
    assert desk.said == "Found in F2: Payer."


@pytest.mark.parametrize("room", [3, 12, 40])
@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("", []),
        ("short", [(0, 2)]),
        ("word " * 60 + "zebra" + " word" * 60, [(300, 305)]),
        ("x" * 300 + "zebra", [(300, 305)]),
        ("伦敦技术办公室" * 20 + "zebra" + "伦敦技术办公室" * 20, [(140, 145)]),
        ("👨\u200d👩\u200d👧 " * 30 + "zebra", [(180, 185)]),
    ],
)
def test_what_is_left_out_of_a_long_value_leaves_the_hit_in_sight(
    text: str, spans: list[tuple[int, int]], room: int
) -> None:
    shown, kept = around(text, spans, room)
    assert cell_len(shown) == room
    assert all(0 <= start < end <= len(shown) for start, end in kept)
    if spans and room == 40:
        start, end = kept[0]
        assert shown[start:end] == text[slice(*spans[0])]


def test_reasons_in_the_log_are_not_looked_in(register: Register) -> None:
    """The history filters them."""
    risk = register.state().find("R1")
    register.apply(Batch("Jo", (Edit("risk", risk.id, "impact", 3),), "Zebra"))
    assert Index().follow(register.state()).find("zebra").of == 0
