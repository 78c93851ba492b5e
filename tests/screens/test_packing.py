"""A pack behind x: chosen by keys in one box, written whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from db.register import Register
from loti_tui.packs import Pack, as_json
from screens.dialogs.choose import Choose
from screens.preview import PreviewScreen
from screens.risks import RisksScreen
from screens.widgets.pickers import Marks
from tests.screens.box import NAMES, QUICK, box, chosen, contents, done, fill, names, noted, pack
from tests.screens.desk import Desk, dangers, opened, put

# -- writing ---------------------------------------------------------------------------------------------------------


async def test_x_writes_the_formats_that_are_marked_into_the_folder_and_says_where(desk: Desk, folder: Path) -> None:
    await pack(desk, folder)
    assert names(folder) == NAMES
    assert desk.said == f"3 documents were written into {folder}."
    assert not desk.warned
    assert desk.table.has_focus


@pytest.mark.long
async def test_the_box_offers_the_present_the_board_every_format_and_the_folder_packs(desk: Desk) -> None:
    await desk.press("x")
    of, audience, formats, folder = chosen(desk)
    assert (of, audience, folder) == ("now", "board", "packs")
    assert set(formats) >= {"pdf", "html", "docx", "odt", "xlsx", "ods", "csv", "json", "markdown", "ics", "ocds"}
    for words in ("Make a pack", "the register as it stands", "[x] pdf", "Enter Write", "w Preview", "Esc Cancel"):
        assert words in desk.text


async def test_a_pack_of_a_snapshot_tells_of_what_was_sealed(sealed: Desk, folder: Path) -> None:
    await pack(sealed, folder, formats=["markdown"], of=1)
    (written,) = folder.iterdir()
    assert written.name == "dd2092-board-2017-03-27-march.md"
    text = written.read_text(encoding="utf-8")
    assert "Amber (A), score 8: R1" not in text
    await pack(sealed, folder, formats=["markdown"])
    assert "Amber (A), score 8: R1" in (folder / "dd2092-board-2017-04-06.md").read_text(encoding="utf-8")


@pytest.mark.long
async def test_x_among_the_snapshots_is_of_the_one_under_the_cursor(sealed: Desk) -> None:
    await sealed.press("8", "x")
    assert chosen(sealed)[0] == "March"
    assert "snapshot “March” · 27 Mar 2017" in sealed.text
    await sealed.press("left")
    assert chosen(sealed)[0] == "now"


@pytest.mark.long
async def test_the_public_pack_says_how_much_is_withheld_and_does_not_hold_it(desk: Desk, folder: Path) -> None:
    await pack(desk, folder, public=True)
    assert "41 entries are withheld in them" in desk.said
    assert all(b"Boroughs" not in content for content in contents(folder).values())
    assert names(folder) == {one.replace("board", "public") for one in NAMES}


@pytest.mark.long
async def test_a_pack_may_be_made_of_a_register_open_for_reading(register: Register, folder: Path) -> None:
    async with opened(register.path, read_only=True) as desk:
        await pack(desk, folder)
        assert names(folder) == NAMES


@pytest.mark.long
async def test_the_folder_is_offered_again_in_the_same_run(desk: Desk, folder: Path) -> None:
    await pack(desk, folder)
    await desk.press("3", "x")
    assert chosen(desk)[3] == str(folder)


# -- choosing --------------------------------------------------------------------------------------------------------


@pytest.mark.long
async def test_a_marks_none_and_then_all_and_space_marks_one(desk: Desk) -> None:
    await desk.press("x", "tab", "tab", "a")
    assert chosen(desk)[2] == ()
    await desk.press("right", "right", "space")
    assert chosen(desk)[2] == ("docx",)
    await desk.press("space", "a")
    assert chosen(desk)[2] == tuple(box(desk).query_one(Marks).names)


@pytest.mark.long
async def test_the_arrows_walk_through_the_formats_and_on_to_the_folder(desk: Desk) -> None:
    await desk.press("x", "down", "down", "down", "down", "right", "space")
    marks = box(desk).query_one(Marks)
    assert set(marks.names) - set(marks.chosen) == {"ics"}
    await desk.press("down")
    assert box(desk).focused is box(desk).query_one("#folder")
    await desk.press("up", "up", "up", "up")
    assert box(desk).focused is box(desk).query_one("#audience")


@pytest.mark.long
async def test_the_cursor_of_the_terminal_is_where_the_keys_go(desk: Desk) -> None:
    await desk.press("x")

    def there() -> str:
        x, y = desk.app.cursor_position
        return desk.text.splitlines()[y][x:].split("  ")[0]

    walk: tuple[tuple[tuple[str, ...], str], ...] = (
        ((), "the register as it stands"),
        (("tab",), "the board: everything"),
        (("tab",), "[x] pdf"),
        (("right", "down"), "[x] ods"),
        (("tab", "tab"), "Enter Write"),
    )
    for keys, wanted in walk:
        await desk.press(*keys)
        await desk.until(lambda wanted=wanted: there() == wanted)


@pytest.mark.long
async def test_letters_typed_into_the_folder_are_letters(desk: Desk) -> None:
    await desk.press("x", "tab", "tab", "tab", *"whalfjk")
    assert chosen(desk)[3] == "whalfjk"


@pytest.mark.long
async def test_keys_typed_at_once_reach_the_box(sealed: Desk) -> None:
    await sealed.burst("x", "right", "tab", "right", "tab", "a")
    assert chosen(sealed) == ("March", "public", (), "packs")


@pytest.mark.long
async def test_esc_leaves_and_nothing_is_written(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    before = names(tmp_path)
    await desk.press("x", "escape")
    assert isinstance(desk.app.screen, RisksScreen)
    assert names(tmp_path) == before
    await desk.press("down")
    assert desk.at[0] == "R2"


@pytest.mark.long
@pytest.mark.parametrize(("key", "front"), [("escape", RisksScreen), ("w", PreviewScreen)])
async def test_what_stands_on_the_buttons_is_done_by_enter_too(desk: Desk, key: str, front: type) -> None:
    steps = {"escape": 1, "w": 2}[key]
    await desk.press("x", *["shift+tab"] * steps, "enter")
    await done(desk)
    assert isinstance(desk.app.screen, front)


@pytest.mark.long
async def test_the_mouse_does_it_all(desk: Desk, folder: Path) -> None:
    await desk.press("x", "tab", "tab", "a")

    async def click(words: str) -> None:
        lines = desk.text.splitlines()
        y = next(y for y, line in enumerate(lines) if words in line)
        await desk.pilot.click(offset=(lines[y].index(words) + 1, y))
        await desk.settle()

    await click("[ ] markdown")
    await click("the board: everything")
    assert chosen(desk)[1:3] == ("public", ("markdown",))
    await click(" packs ")
    await desk.press("end", "ctrl+u")
    await desk.paste(str(folder))
    await click("Enter Write")
    await done(desk)
    assert names(folder) == {"dd2092-public-2017-04-06.md"}


@pytest.mark.long
async def test_a_pack_without_a_format_or_without_a_folder_is_not_made(desk: Desk) -> None:
    await desk.press("x", "tab", "tab", "a", "enter")
    assert noted(desk) == "Nothing was written: no format is marked."
    await desk.press("a", "tab", "ctrl+u", "enter")
    assert noted(desk) == "Nothing was written: no folder is named."
    assert desk.app.packing == 0


# -- files that are there already --------------------------------------------------------------------------------------


async def test_files_that_are_there_are_left_unless_somebody_says_so(desk: Desk, folder: Path) -> None:
    await pack(desk, folder)
    before = contents(folder)
    await desk.press("i", "4")
    await pack(desk, folder)
    assert isinstance(desk.app.screen, Choose)
    assert "Replace the 3 files of this pack in" in desk.text
    await desk.press("enter")  # what is marked is safe
    assert contents(folder) == before
    assert noted(desk) == "Nothing was written: what is there was left as it was. Name another folder."
    assert chosen(desk)[2:] == (tuple(sorted(QUICK)), str(folder))


@pytest.mark.long
async def test_files_that_are_there_are_replaced_where_that_is_wanted(desk: Desk, folder: Path) -> None:
    await pack(desk, folder)
    (folder / "mine.txt").write_text("mine", encoding="utf-8")
    before = contents(folder)
    await desk.press("i", "4")
    await pack(desk, folder)
    await desk.press("r")
    await done(desk)
    assert desk.said == f"3 documents were written into {folder}."
    now = contents(folder)
    assert {name for name in now if now[name] != before[name]} == NAMES - {"dd2092-board-2017-04-06.schema.json"}


@pytest.mark.long
async def test_keys_typed_before_the_question_was_seen_are_no_answer_to_it(desk: Desk, folder: Path) -> None:
    await pack(desk, folder)
    before = contents(folder)
    await desk.press("i", "4")
    await fill(desk, folder)
    await desk.burst("enter", "r", "r")
    await done(desk)
    assert isinstance(desk.app.screen, Choose)
    assert contents(folder) == before


# -- refusals ----------------------------------------------------------------------------------------------------------


@pytest.mark.long
async def test_a_file_in_the_way_is_told_whole_in_the_box_and_nothing_typed_is_lost(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    await pack(desk, tmp_path / "file")
    assert "could not be written" in noted(desk)
    assert (tmp_path / "file").read_text(encoding="utf-8") == "mine"
    assert chosen(desk)[3] == str(tmp_path / "file")
    await desk.press("escape", "down")
    assert desk.at[0] == "R2"


async def test_a_public_pack_that_fails_closed_is_refused_whole(register: Register, folder: Path) -> None:
    put(register.path, "PUB1", "scope", "named")
    async with opened(register.path) as desk:
        await pack(desk, folder, public=True)
        assert noted(desk).startswith("No public pack was made. The deferral is to reach what is named")
        assert names(folder) == set()
        await desk.press("down", "left", "enter")  # for the board it is made
        await done(desk)
        assert names(folder) == NAMES


@pytest.mark.long
async def test_a_nul_in_the_name_of_a_folder_is_not_even_typed(desk: Desk, folder: Path) -> None:
    await pack(desk, f"{folder}\0b", formats=["json"])
    assert names(folder.with_name("packsb"))
    assert dangers(desk.app) == []


@pytest.mark.long
async def test_the_home_folder_of_nobody_is_answered_in_a_sentence(desk: Desk) -> None:
    await pack(desk, "~nobody-of-that-name/packs")
    assert noted(desk).endswith("Nothing was written.")


@pytest.mark.long
async def test_a_fault_that_nobody_foresaw_is_a_sentence_and_nothing_is_written(
    desk: Desk, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(pack: Pack) -> dict[str, bytes]:
        raise RuntimeError("Boroughs lack the capacity")

    monkeypatch.setattr(as_json, "write", breaks)
    await pack(desk, folder)
    assert "did not foresee (RuntimeError)" in noted(desk)
    assert "Boroughs" not in noted(desk)
    assert names(folder) == set()


@pytest.mark.long
async def test_a_register_that_is_gone_makes_no_pack_and_that_is_said_in_the_box(sealed: Desk, folder: Path) -> None:
    await fill(sealed, folder, of=1)
    os.replace(sealed.path, sealed.path.with_name("away.loti"))
    await sealed.press("enter")
    await done(sealed)
    assert "board.loti" in noted(sealed)
    assert names(folder) == set()
    os.replace(sealed.path.with_name("away.loti"), sealed.path)
