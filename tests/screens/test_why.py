"""A recorded baseline or deferral is changed with a reason only: the screens ask for it, and lose nothing of what was
typed before."""

from __future__ import annotations

import pytest

from db.register import Register
from loti_tui.domain.changes import Batch, Edit
from screens.dialogs.theirs_or_mine import TheirsOrMine, Words
from screens.dialogs.why import Why
from screens.messages import EditSubmitted
from screens.widgets.cell_editor import CellEditor
from screens.widgets.typing import LineInput
from screens.widgets.words_area import WordsArea
from tests.screens.desk import Desk, dangers, opened, put

RULE = "This is the day that was given for publication: it is changed with a reason only."


def asked(desk: Desk) -> bool:
    """Whether the question is in front."""
    return isinstance(desk.app.screen, Why)


def words(desk: Desk) -> str:
    """All the words of the question, whatever lines they stand on."""
    return " ".join(one.text for one in desk.app.screen.query(Words))


def typed(desk: Desk) -> str:
    """What stands in the line of the question."""
    return desk.app.screen.query_one(LineInput).value


def editor(desk: Desk) -> CellEditor:
    """The field that is being edited, behind the question or without one."""
    return desk.app.register_screens[-1].query_one(CellEditor)


async def put_off(desk: Desk) -> None:
    """Jo puts publication off on its screen."""
    await desk.press("5")
    desk.table.move_to("until")
    await desk.press("e", *"28 apr", "enter")


async def move_baseline(desk: Desk) -> None:
    """Jo types another baseline of M1."""
    await desk.press("4", "right", "e", *"jul", "enter")


def newest_reason(desk: Desk) -> str:
    """The reason of the newest act in the log."""
    (entry,) = Register.open(desk.path).history(newest=1)
    return entry.why


# -- the question ----------------------------------------------------------------------------------------------------


async def test_the_question_says_what_is_changed_and_from_what_to_what_and_stores_nothing(desk: Desk) -> None:
    before = desk.path.read_bytes()
    await put_off(desk)
    assert asked(desk)
    assert "Deferred until: 31 Mar 2017 → 28 Apr 2017" in desk.text
    assert RULE in words(desk)
    assert desk.path.read_bytes() == before


@pytest.mark.long
async def test_of_an_item_among_others_its_reference_and_name_are_said_too(desk: Desk) -> None:
    await move_baseline(desk)
    assert "Baseline of M1: May 2017 → Jul 2017" in desk.text
    assert "Delivery start. This is the approved plan: it is changed with a reason only." in words(desk)


async def test_enter_stores_the_change_with_the_reason(desk: Desk) -> None:
    await put_off(desk)
    await desk.press(*"Board asked for it", "enter")
    assert desk.holds("publication", "until") == "2017-04-28"
    assert newest_reason(desk) == "Board asked for it"
    assert desk.said == "Deferred until is now 28 Apr 2017."
    assert not desk.screen.query(CellEditor)
    assert desk.table.has_focus


async def test_esc_changes_nothing_and_gives_the_typed_date_back(desk: Desk) -> None:
    before = desk.path.read_bytes()
    await put_off(desk)
    await desk.press("escape")
    assert (editor(desk).value, editor(desk).has_focus) == ("28 apr", True)
    assert desk.said == "Deferred until stays 31 Mar 2017: no reason was given. Nothing was changed."
    assert desk.warned
    await desk.press("escape")
    assert desk.path.read_bytes() == before


@pytest.mark.long
async def test_a_reason_that_was_left_is_offered_when_the_same_is_asked_for_again(desk: Desk) -> None:
    await put_off(desk)
    await desk.press(*"Board", "escape", "enter")
    assert typed(desk) == "Board"
    await desk.press(*" said so", "enter")
    assert newest_reason(desk) == "Board said so"
    await desk.press("e", *"2 may", "enter")
    assert typed(desk) == ""


@pytest.mark.long
async def test_a_reason_is_not_offered_for_another_change(desk: Desk) -> None:
    await put_off(desk)
    await desk.press(*"Board", "escape", "escape")
    await move_baseline(desk)
    assert asked(desk)
    assert typed(desk) == ""


@pytest.mark.long
@pytest.mark.parametrize("keys", [[], ["space"], ["tab", "shift+tab"]], ids=["nothing", "a space", "tabs"])
async def test_enter_without_a_reason_stores_nothing_and_says_what_is_wanted(desk: Desk, keys: list[str]) -> None:
    before = desk.path.read_bytes()
    await put_off(desk)
    await desk.press(*keys, "enter")
    assert asked(desk)
    assert "Nothing was typed" in desk.text
    assert desk.path.read_bytes() == before


@pytest.mark.long
async def test_a_reason_that_is_too_long_is_refused_and_offered_again(desk: Desk) -> None:
    before = desk.path.read_bytes()
    await put_off(desk)
    await desk.paste("because " * 300)
    await desk.press("enter")
    assert "at most 2,000 are accepted" in desk.said
    assert editor(desk).value == "28 apr"
    assert desk.path.read_bytes() == before
    await desk.press("enter")
    assert typed(desk).startswith("because because")


@pytest.mark.long
async def test_what_was_not_recorded_before_needs_no_reason(desk: Desk) -> None:
    await desk.press("4")
    desk.table.move_to(desk.stored.find("M3").id, "baseline")
    await desk.press("e", *"jul", "enter")
    assert not asked(desk)
    assert desk.holds("M3", "baseline") == "2017-07"


@pytest.mark.long
async def test_clearing_it_is_a_change_too(desk: Desk) -> None:
    await desk.press("4", "right", "e", "backspace", "enter")
    assert "Baseline of M1: May 2017 → Not recorded" in desk.text
    await desk.press(*"Never agreed", "enter")
    assert desk.holds("M1", "baseline") is None


@pytest.mark.long
async def test_tab_goes_on_to_the_next_value_once_the_reason_is_given(desk: Desk) -> None:
    await desk.press("4", "right", "e", *"jul", "tab")
    await desk.press(*"Replanned", "enter")
    assert desk.holds("M1", "baseline") == "2017-07"
    assert editor(desk).field.name == "forecast"


@pytest.mark.long
async def test_an_undo_and_a_redo_ask_for_no_reason(desk: Desk) -> None:
    await put_off(desk)
    await desk.press(*"Board", "enter", "u")
    assert desk.holds("publication", "until") == "2017-03-31"
    await desk.press("U")
    assert desk.holds("publication", "until") == "2017-04-28"
    assert not asked(desk)


@pytest.mark.long
async def test_of_an_act_on_many_values_each_change_is_told_and_one_reason_given(desk: Desk) -> None:
    refs = ("M1", "M2")
    found = [desk.stored.find(ref) for ref in refs]
    await desk.press("4")
    edits = tuple(Edit("milestone", one.id, "baseline", "2018-01") for one in found)
    desk.app.post_message(EditSubmitted(Batch("Jo", (*edits, Edit("milestone", found[0].id, "owner", "Ann")))))
    await desk.settle()
    for ref in refs:
        assert f"Baseline of {ref}: " in desk.text
    assert "Owner" not in desk.text.split("Baseline of M1:")[1].split("Enter")[0]
    await desk.press(*"Replanned", "enter")
    assert [desk.holds(ref, "baseline") for ref in refs] == ["2018-01"] * 2
    assert desk.holds("M1", "owner") == "Ann"


# -- keys typed ahead ------------------------------------------------------------------------------------------------


@pytest.mark.long
async def test_keys_that_were_typed_before_the_question_was_seen_do_not_answer_it(desk: Desk) -> None:
    before = desk.path.read_bytes()
    await desk.press("4", "right", "e")
    await desk.burst(*"jul", "enter", *"ddd", "enter")
    assert asked(desk)
    assert typed(desk) == ""
    assert desk.path.read_bytes() == before


@pytest.mark.long
async def test_keys_that_come_behind_the_reason_are_done_when_it_is_stored(desk: Desk) -> None:
    await move_baseline(desk)
    await desk.burst(*"Replanned", "enter", "down", "e", *"aug", "enter")
    assert newest_reason(desk) == "Replanned"
    assert "Baseline of M2: Nov 2017 → Aug 2017" in desk.text
    await desk.burst(*"Later", "enter", "u")
    await desk.until(lambda: desk.said == "Undone. Baseline of M2 is now Nov 2017.")
    assert (desk.holds("M1", "baseline"), desk.holds("M2", "baseline")) == ("2017-07", "2017-11")


@pytest.mark.long
async def test_esc_typed_ahead_closes_the_question_and_then_the_field(desk: Desk) -> None:
    await put_off(desk)
    await desk.burst("escape", "escape", "up")
    assert not desk.screen.query(CellEditor)
    assert desk.holds("publication", "until") == "2017-03-31"


# -- others at the same register -------------------------------------------------------------------------------------


@pytest.mark.long
async def test_a_value_that_moves_while_the_reason_is_typed_is_asked_about_and_mine_keeps_the_reason(
    desk: Desk,
) -> None:
    await put_off(desk)
    put(desk.path, "publication", "until", "2017-05-02", why="hers")
    await desk.press(*"Board", "enter")
    assert isinstance(desk.app.screen, TheirsOrMine)
    assert "2 May 2017" in desk.text
    await desk.press("m")
    assert desk.holds("publication", "until") == "2017-04-28"
    assert newest_reason(desk) == "Board"
    assert not desk.screen.query(CellEditor)


@pytest.mark.long
async def test_theirs_kept_leaves_the_typed_date_in_its_field(desk: Desk) -> None:
    await put_off(desk)
    put(desk.path, "publication", "until", "2017-05-02", why="hers")
    await desk.press(*"Board", "enter")
    await desk.press("t")
    assert editor(desk).value == "28 apr"
    assert desk.holds("publication", "until") == "2017-05-02"
    await desk.press("enter")
    assert typed(desk) == "Board"
    assert "2 May 2017 → 28 Apr 2017" in desk.text


async def test_mine_over_theirs_is_asked_for_its_reason(desk: Desk) -> None:
    await desk.press("4", "right", "e", *"jul")
    put(desk.path, "M1", "baseline", "2017-06", why="hers")
    await desk.press("enter")
    assert isinstance(desk.app.screen, TheirsOrMine)
    await desk.press("m")
    assert asked(desk)
    assert "Baseline of M1: Jun 2017 → Jul 2017" in desk.text
    await desk.press(*"Board", "enter")
    assert (desk.holds("M1", "baseline"), newest_reason(desk)) == ("2017-07", "Board")


@pytest.mark.long
async def test_news_waits_until_the_question_is_answered(desk: Desk) -> None:
    await put_off(desk)
    put(desk.path, "R2", "owner", "Zoë")
    await desk.look()
    assert asked(desk)
    await desk.press(*"Board", "enter")
    await desk.look()
    assert desk.said.endswith("Ann changed: Owner of R2 is now Zoë.")


@pytest.mark.long
async def test_a_person_who_types_already_is_told_and_not_asked(desk: Desk) -> None:
    edit = Edit("milestone", desk.stored.find("M1").id, "baseline", "2017-07")
    await desk.press("n", "a")
    desk.app.post_message(EditSubmitted(Batch("Jo", (edit,))))
    await desk.settle()
    assert not asked(desk)
    assert desk.app.screen.query_one(WordsArea).text == "a"
    await desk.press("escape", "d")
    assert "it is changed with a reason only" in desk.said


# -- how it looks ----------------------------------------------------------------------------------------------------


@pytest.mark.long
@pytest.mark.parametrize("size", [(80, 24), pytest.param((46, 14), marks=pytest.mark.long)], ids=str)
async def test_long_and_hostile_names_leave_room_for_the_line(register: Register, size: tuple[int, int]) -> None:
    put(register.path, "M1", "title", "[/x] [@click=app.quit]M[/] \x1b[2J" + "word " * 1900)
    async with opened(register.path, size=size) as desk:
        await move_baseline(desk)
        assert asked(desk)
        assert dangers(desk.app) == []
        await desk.paste("[/x] [@click=app.bell]y[/] \x1b[31m")
        for shown in (
            "Baseline of M1: ",
            "[/x] [@click=app.quit]M[/]",
            "[/x] [@click=app.bell]y[/]",
            "Enter stores it",
        ):
            assert shown in desk.text
        assert dangers(desk.app) == []
        await desk.press("enter")
        assert desk.holds("M1", "baseline") == "2017-07"
        assert newest_reason(desk).startswith("[/x] [@click=app.bell]y[/]")
        assert dangers(desk.app) == []
