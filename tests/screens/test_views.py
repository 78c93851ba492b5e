"""Views: taken from a list, kept under a name, left by Esc; and the file that they are kept in."""

from __future__ import annotations

import os
import stat
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from textual.widgets import Static

from db.register import Register
from loti_tui.domain.ordering import SortKey
from loti_tui.domain.refused import Refused
from loti_tui.domain.views import View
from loti_tui.kept_views import Kept, NameTaken, forget, keep, read, views_file
from screens.dialogs.views import ViewsDialog
from screens.views import Viewing
from tests.screens.desk import Desk, opened, put

MINE = View("Mine", "gla [/x]", (SortKey("rag", backwards=True), SortKey("owner")), "Open", "owner")


def refs(desk: Desk) -> list[str]:
    return [row.cells["ref"].text for row in desk.table.rows]


def listed(desk: Desk) -> list[str]:
    assert isinstance(desk.app.screen, ViewsDialog), desk.text
    return [one.words for one in desk.app.screen.listed.offered]


def helped(desk: Desk) -> str:
    return str(desk.app.screen.query_one("#help", Static).content)


@pytest.fixture
async def ownerless(register: Register) -> AsyncIterator[Desk]:
    """Two risks have no owner, one of them a high score."""
    put(register.path, "R2", "owner", None)
    put(register.path, "R4", "owner", None)
    put(register.path, "R4", "impact", 4)
    async with opened(register.path) as desk:
        yield desk


# -- on the screen -----------------------------------------------------------------------------------------------------


async def test_a_view_is_taken_by_its_digit_and_left_by_escape(ownerless: Desk) -> None:
    await ownerless.press("v", "3")
    assert refs(ownerless) == ["R4", "R2"]
    assert ownerless.said == "View “No owner”. Esc leaves it."
    assert "No owner: 2 of 4" in ownerless.text
    await ownerless.press("escape")
    assert ownerless.said == "The view “No owner” was cleared."
    assert refs(ownerless) == ["R1", "R2", "R3", "R4"]
    assert "No owner: " not in ownerless.text


@pytest.mark.long
async def test_a_filter_narrows_a_view_and_goes_first(ownerless: Desk) -> None:
    await ownerless.press("v", "j", "j", "enter", "slash", *"gla", "enter")
    assert "No owner: 1 of 4" in ownerless.text
    await ownerless.press("escape")
    assert refs(ownerless) == ["R4", "R2"]


@pytest.mark.long
async def test_a_record_leaves_a_view_as_soon_as_it_is_not_meant_any_more(ownerless: Desk) -> None:
    await ownerless.press("v", "3")
    put(ownerless.path, "R4", "owner", "Ann")
    await ownerless.look()
    assert refs(ownerless) == ["R2"]
    put(ownerless.path, "R2", "owner", "Ann")
    await ownerless.look()
    assert "There is nothing in the view “No owner” now. Esc shows every row again." in ownerless.text


async def test_what_is_shown_is_kept_under_a_name_and_taken_again(desk: Desk) -> None:
    await desk.press("slash", *"deliver", "enter", "S", "V")
    assert (
        desk.said == "This view: the filter “deliver”; sorted by Risk, the other way round. Enter keeps it, Esc leaves."
    )
    await desk.press(*"Mine", "enter")
    assert desk.said == "View “Mine” was kept. v shows all of them."
    assert read("risks") == Kept(
        (View("Mine", "deliver", (SortKey("description", backwards=True),), column="description"),)
    )
    shown = refs(desk)
    await desk.press("escape")
    assert len(refs(desk)) == 4
    await desk.press("v", "G", "enter")
    assert refs(desk) == shown
    assert f"Mine: {len(shown)} of 4" in desk.text


async def test_a_name_that_is_kept_already_is_replaced_by_a_second_enter(desk: Desk) -> None:
    keep("risks", MINE)
    await desk.press("s", "V", *"mine", "enter")
    assert desk.said == "“mine” is kept already. Enter again puts this view in its place."
    assert read("risks").views == (MINE,)
    await desk.press("enter")
    assert read("risks").views == (View("mine", order=(SortKey("description"),), column="description"),)
    assert desk.table.has_focus


@pytest.mark.long
async def test_a_name_of_the_programs_own_views_is_refused_and_stays_to_be_mended(desk: Desk) -> None:
    await desk.press("s", "V", *"no owner", "enter")
    assert "came with the program" in desk.said
    await desk.press("2", "enter")
    assert [view.name for view in read("risks").views] == ["no owner2"]


@pytest.mark.long
async def test_where_nothing_is_filtered_or_sorted_there_is_no_view_to_keep(desk: Desk) -> None:
    await desk.press("V")
    assert desk.said == "Nothing is filtered or sorted here: there is no view to keep."


async def test_a_kept_view_is_deleted_by_a_second_d_only(desk: Desk) -> None:
    keep("risks", MINE)
    await desk.press("v", "G", "d")
    assert helped(desk) == "“Mine” cannot be brought back: d again deletes it."
    await desk.press("up", "down", "d")
    assert read("risks").views == (MINE,)
    await desk.press("d")
    assert read("risks").views == ()
    assert "Mine" not in listed(desk)
    assert helped(desk) == "“Mine” was deleted."


@pytest.mark.long
async def test_views_of_the_program_cannot_be_deleted(desk: Desk) -> None:
    await desk.press("v", "d")
    assert helped(desk).startswith("Only views that you kept can be deleted")


@pytest.mark.long
async def test_a_file_that_cannot_be_read_is_told_and_the_programs_views_still_work(ownerless: Desk) -> None:
    views_file().parent.mkdir(parents=True, exist_ok=True)
    views_file().write_text("[[risks]\nname = ", encoding="utf-8")
    await ownerless.press("v")
    assert "cannot be read as TOML" in helped(ownerless)
    await ownerless.press("3")
    assert refs(ownerless) == ["R4", "R2"]
    await ownerless.press("V", *"x", "enter")
    assert "cannot be read as TOML, so nothing was written into it" in ownerless.said
    assert views_file().read_text(encoding="utf-8") == "[[risks]\nname = "


@pytest.mark.long
@pytest.mark.parametrize("digit", ["2", "3", "4", "7"])
async def test_every_table_has_views_of_its_own_and_each_can_be_taken(register: Register, digit: str) -> None:
    async with opened(register.path) as desk:
        await desk.press(digit, "v")
        for place in range(1, len(listed(desk)) + 1):
            await desk.press(str(place))
            assert desk.said.startswith("View “")
            await desk.press("v")
        await desk.press("escape", "escape")
        assert isinstance(desk.screen, Viewing)
        assert desk.screen.view.name == ""


@pytest.mark.long
async def test_going_to_a_record_that_the_view_leaves_out_leaves_the_view(ownerless: Desk) -> None:
    await ownerless.press("v", "3")
    await ownerless.app.reach(ownerless.stored.find("R1").id, "description", "There.")
    assert ownerless.at == ("R1", "description")
    assert len(refs(ownerless)) == 4


# -- the file ----------------------------------------------------------------------------------------------------------


def test_a_view_is_read_as_it_was_kept_and_by_screen(tmp_path: Path) -> None:
    file = tmp_path / "views.toml"
    keep("risks", MINE, file=file)
    keep("milestones", View("Mine"), file=file)
    assert read("risks", file) == Kept((MINE,))
    assert read("milestones", file) == Kept((View("Mine"),))
    assert read("actions", file) == Kept()


def test_views_stand_beside_the_settings_for_their_owner_only(own_home: Path) -> None:
    keep("risks", MINE)
    assert own_home in views_file().parents
    assert views_file().name == "views.toml"
    if os.name == "posix":
        assert stat.S_IMODE(views_file().stat().st_mode) == 0o600
    assert [one.name for one in views_file().parent.iterdir()] == ["views.toml"]


def test_what_a_person_wrote_into_the_file_stays(tmp_path: Path) -> None:
    file = tmp_path / "views.toml"
    file.write_text(
        '# mine\n[[risks]]\nname = "A"  # the first\nfilter = "x"\n\n[other]\nkept = true\n', encoding="utf-8"
    )
    keep("risks", View("B"), file=file)
    words = file.read_text(encoding="utf-8")
    assert "# mine" in words
    assert '"A"  # the first' in words
    assert "kept = true" in words
    assert [view.name for view in read("risks", file).views] == ["A", "B"]


def test_a_taken_name_is_refused_in_any_case_and_replaced_where_that_is_meant(tmp_path: Path) -> None:
    file = tmp_path / "views.toml"
    keep("risks", MINE, file=file)
    keep("risks", View("Second"), file=file)
    with pytest.raises(NameTaken):
        keep("risks", View("MINE"), file=file)
    keep("risks", View("MINE", "other"), replacing=True, file=file)
    assert read("risks", file).views == (View("MINE", "other"), View("Second"))


def test_the_last_view_of_a_screen_leaves_no_trace_and_one_that_is_gone_is_told(tmp_path: Path) -> None:
    file = tmp_path / "views.toml"
    keep("risks", MINE, file=file)
    forget("risks", "mine", file=file)
    assert "risks" not in file.read_text(encoding="utf-8")
    with pytest.raises(Refused, match="is not kept any more"):
        forget("risks", "Mine", file=file)


@pytest.mark.parametrize(
    "words",
    [
        "[[risks]]\nfilter = 'x'",
        "[[risks]]\nname = 3",
        "[[risks]]\nname = 'A'\norder = 'rag'",
        "[[risks]]\nname = 'A'\norder = ['a', 'b', 'c', 'd']",
        "[[risks]]\nname = 'A'\norder = [1]",
        "[[risks]]\nname = 'No owner'",
        "[[risks]]\nname = 'A'\nonly = 'Blue'",
        "risks = ['A']",
        "risks = 3",
    ],
)
def test_what_is_no_view_is_left_out_told_and_left_alone(tmp_path: Path, words: str) -> None:
    file = tmp_path / "views.toml"
    file.write_text(words, encoding="utf-8")
    assert read("risks", file) == Kept((), "1 of the views in views.toml cannot be used and was left alone.")
    assert file.read_text(encoding="utf-8") == words


@pytest.mark.parametrize("content", [b"[[risks", b"\xff\xfe\x00", b"[" * 100_000])
def test_a_broken_file_is_told_and_never_written_over(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "views.toml"
    file.write_bytes(content)
    assert "cannot be read" in read("risks", file).problem
    with pytest.raises(Refused, match="nothing was written"):
        keep("risks", MINE, file=file)
    assert file.read_bytes() == content


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="needs a folder that may not be written")
def test_a_folder_that_may_not_be_written_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "locked"
    folder.mkdir(mode=0o500)
    with pytest.raises(Refused, match="cannot be written"):
        keep("risks", MINE, file=folder / "views.toml")
