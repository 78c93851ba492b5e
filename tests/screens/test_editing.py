"""Values are typed in their place: dates as people write them, choices, words. Refused text stays to be mended."""

from __future__ import annotations

import pytest
from textual.widgets import Input, Static, TextArea

from db.register import Register
from loti_tui.domain.changes import Batch, Edit
from screens.dialogs.leave import Leave
from screens.dialogs.text_editor import TextEditor
from screens.messages import EditSubmitted
from screens.record import RecordScreen
from screens.widgets.cell_editor import CellEditor
from tests.screens.desk import Desk, opened


async def edit_forecast(desk: Desk) -> CellEditor:
    """Open the editor on the forecast of M1."""
    await desk.press("4", "right", "right", "e")
    return desk.screen.query_one(CellEditor)


def help_words(desk: Desk) -> str:
    """What stands under the box for words."""
    return str(desk.app.screen.query_one("#help", Static).content)


@pytest.mark.parametrize(
    ("typed", "stored", "shown"),
    [
        ("jun 2017", "2017-06", "Jun 2017"),
        ("+2w", "2017-04-20", "20 Apr 2017"),
        ("31/3/17", "2017-03-31", "31 Mar 2017"),
    ],
)
async def test_a_forecast_is_typed_as_people_write_dates(desk: Desk, typed: str, stored: str, shown: str) -> None:
    await edit_forecast(desk)
    await desk.type_text(typed)
    assert desk.said.startswith(f"Forecast of M1: {shown}.")
    await desk.press("enter")
    assert desk.holds("M1", "forecast") == stored
    assert desk.said == f"Forecast of M1 is now {shown}."
    assert shown in desk.line("M1")
    assert not desk.screen.query(CellEditor)


async def test_what_is_no_date_stays_in_the_field_with_a_sentence_and_mending_it_stores(desk: Desk) -> None:
    before = desk.path.read_bytes()
    editor = await edit_forecast(desk)
    await desk.type_text("jxn 2017")
    await desk.press("enter")
    assert editor.value == "jxn 2017"
    assert editor.has_focus
    assert "is not a date that can be understood" in desk.said
    assert desk.warned
    assert "jxn 2017" in desk.text
    assert desk.path.read_bytes() == before
    await desk.press("home", "right", "delete", "u", "enter")
    assert desk.holds("M1", "forecast") == "2017-06"


async def test_escape_leaves_the_value_and_gives_the_table_back(desk: Desk) -> None:
    before = desk.path.read_bytes()
    await edit_forecast(desk)
    await desk.press("x", "escape")
    assert desk.said == "Forecast of M1 was left as it was."
    assert desk.path.read_bytes() == before
    await desk.press("down")
    assert desk.at == ("M2", "forecast")


@pytest.mark.long
async def test_after_storing_the_cursor_is_back_in_the_table(desk: Desk) -> None:
    await edit_forecast(desk)
    await desk.press("2", "0", "1", "8", "enter", "down")
    assert desk.holds("M1", "forecast") == "2018"
    assert desk.at == ("M2", "forecast")


@pytest.mark.long
async def test_an_emptied_date_is_cleared(desk: Desk) -> None:
    await edit_forecast(desk)
    await desk.press("delete", "enter")
    assert desk.holds("M1", "forecast") is None
    assert desk.said == "Forecast of M1 was cleared."


async def test_tab_does_not_lead_the_keys_away_from_an_open_field(desk: Desk) -> None:
    before = desk.path.read_bytes()
    await edit_forecast(desk)
    await desk.press("x", "tab", "u", "d")
    assert desk.path.read_bytes() == before
    assert len(desk.screen.query(CellEditor)) == 1
    await desk.press("shift+tab", "escape", "escape")
    assert not desk.screen.query(CellEditor)


@pytest.mark.long
async def test_tab_does_not_lead_the_keys_away_from_an_open_prompt(desk: Desk) -> None:
    before = desk.path.read_bytes()
    await desk.press("n", "x", "tab", "d")
    assert desk.path.read_bytes() == before


async def test_a_click_elsewhere_never_leaves_two_fields_open(desk: Desk) -> None:
    await edit_forecast(desk)
    await desk.click("Baseline", "M2")
    await desk.press("e")
    assert len(desk.screen.query(CellEditor)) == 1


@pytest.mark.long
async def test_an_open_field_is_still_there_after_a_look_at_another_screen(desk: Desk) -> None:
    editor = await edit_forecast(desk)
    for digit in "24":
        await desk.pilot.click("#tabs", offset=(desk.text.splitlines()[1].index(digit), 0))
        await desk.settle()
    assert desk.screen.NAME == "milestones"
    assert editor.is_mounted
    assert editor.has_focus


@pytest.mark.long
async def test_an_actual_date_means_done_and_the_sentence_says_the_date(desk: Desk) -> None:
    await desk.press("3", "down", "right", "right", "right", "e")
    await desk.type_text("5/4")
    await desk.press("enter")
    assert (desk.holds("S2", "actual"), desk.holds("S2", "status")) == ("2017-04-05", "done")
    assert desk.said == "Actual of S2 is now 5 Apr 2017."


async def test_a_status_is_chosen_by_arrows(desk: Desk) -> None:
    await desk.press("3", "down", "right", "right", "right", "right", "e", "down", "enter")
    assert desk.holds("S2", "status") == "started"
    assert desk.said == "Status of S2 is now Started."


@pytest.mark.long
async def test_a_status_is_chosen_by_its_first_letters(desk: Desk) -> None:
    await desk.press("3", "down", "right", "right", "right", "right", "e", "d", "r")
    assert "Status of S2: Dropped." in desk.said
    await desk.press("enter")
    assert desk.holds("S2", "status") == "dropped"


@pytest.mark.long
async def test_letters_that_two_choices_share_are_refused_with_both_kept_in_sight(desk: Desk) -> None:
    before = desk.path.read_bytes()
    await desk.press("3", "down", "right", "right", "right", "right", "e", "d", "enter")
    assert "done or dropped" in desk.said
    assert desk.path.read_bytes() == before


@pytest.mark.long
async def test_the_deferral_date_is_put_off_on_the_publication_screen(desk: Desk) -> None:
    await desk.press("5", "down", "e")
    await desk.type_text("28 apr")
    await desk.press("enter", *"not procured yet", "enter")
    assert desk.holds("publication", "until") == "2017-04-28"
    assert desk.said == "Deferred until is now 28 Apr 2017."
    assert "publication in 22 d" in desk.text
    assert "28 Apr 2017" in desk.text
    assert "31 Mar 2017" in desk.text  # the earlier date stays on the card


@pytest.mark.long
async def test_a_deferral_must_have_a_day(desk: Desk) -> None:
    before = desk.path.read_bytes()
    await desk.press("5", "down", "e")
    await desk.type_text("may 2017")
    await desk.press("enter")
    assert "accepts a day such as" in desk.said
    assert desk.path.read_bytes() == before


async def test_a_worked_out_value_says_how_it_is_edited(desk: Desk) -> None:
    await desk.press("right", "right", "right", "e")
    assert desk.said == "The score is probability times impact: p and i score them."
    await desk.press("g", "left", "left", "left", "left", "e")
    assert desk.at[1] == "ref"
    assert desk.said.startswith("R1 keeps its reference for good.")


# -- words in their box ----------------------------------------------------------------------------------------------


async def test_a_description_is_edited_in_the_box_and_enter_stores_it(desk: Desk) -> None:
    await desk.press("e")
    assert desk.app.screen.query_one(TextArea).text.startswith("The selected provider")
    await desk.press("!", "enter")
    assert str(desk.holds("R1", "description")).endswith("timescales!")
    assert desk.said.startswith("Risk of R1 is now")
    assert desk.at == ("R1", "description")


@pytest.mark.long
async def test_a_description_is_stored_by_ctrl_s_with_its_reason(desk: Desk) -> None:
    await desk.press("e", "!", "tab", "w", "h", "y", "ctrl+s")
    assert str(desk.holds("R1", "description")).endswith("timescales!")
    (entry,) = Register.open(desk.path).history(newest=1)
    assert (entry.who, entry.why) == ("Jo", "why")


@pytest.mark.long
async def test_escape_from_the_box_asks_and_escape_again_keeps_the_words(desk: Desk) -> None:
    before = desk.path.read_bytes()
    await desk.press("e", "!", "escape")
    assert "Risk of R1 is typed and not stored." in desk.text
    await desk.press("escape")
    assert desk.app.screen.query_one(TextArea).text.endswith("timescales!")
    await desk.press("escape", "d")
    assert desk.screen.NAME == "risks"
    assert desk.path.read_bytes() == before


@pytest.mark.long
async def test_whoever_keeps_editing_is_asked_again(desk: Desk) -> None:
    await desk.press("e", "!", "escape", "k", "!", "escape")
    assert isinstance(desk.app.screen, Leave)
    await desk.press("enter")
    assert desk.app.screen.query_one(TextArea).text.endswith("!!")


@pytest.mark.long
async def test_escape_leaves_an_unchanged_box_at_once(desk: Desk) -> None:
    await desk.press("e", "escape")
    assert desk.screen.NAME == "risks"


@pytest.mark.long
async def test_a_reason_alone_is_not_thrown_away_silently(desk: Desk) -> None:
    await desk.press("e", "tab", "w", "h", "y", "escape", "enter")
    assert isinstance(desk.app.screen, TextEditor)
    assert desk.app.screen.query_one("#why", Input).value == "why"


async def test_an_emptied_description_is_refused_and_stays_in_the_box(desk: Desk) -> None:
    before = desk.path.read_bytes()
    await desk.press("e", "f7", "delete", "ctrl+s")
    assert help_words(desk).startswith("Risk cannot be empty")
    assert isinstance(desk.app.screen, TextEditor)
    assert desk.path.read_bytes() == before


@pytest.mark.long
async def test_too_many_words_are_refused_and_stay_in_the_box(desk: Desk) -> None:
    before = desk.path.read_bytes()
    await desk.press("e")
    await desk.paste("x" * 10_000)
    await desk.press("ctrl+s")
    assert "characters; at most 10,000 are accepted" in help_words(desk)
    assert len(desk.app.screen.query_one(TextArea).text) > 10_000
    assert desk.path.read_bytes() == before


# -- the record ------------------------------------------------------------------------------------------------------


async def test_enter_opens_the_record_a_field_is_edited_there_and_escape_goes_back(desk: Desk) -> None:
    await desk.press("down", "enter")
    assert isinstance(desk.app.screen, RecordScreen)
    assert "R2  The selected provider fails to work" in desk.text
    desk.table.move_to("review_on")
    await desk.press("e")
    await desk.type_text("may")
    await desk.press("enter")
    assert desk.holds("R2", "review_on") == "2017-05"
    assert "May 2017" in desk.text
    await desk.press("escape")
    assert desk.screen.NAME == "risks"
    assert desk.at[0] == "R2"


@pytest.mark.long
async def test_a_mitigation_keeps_its_lines(desk: Desk) -> None:
    await desk.press("enter")
    desk.table.move_to("mitigation")
    await desk.press("enter", "f7", "a", "enter", "b", "ctrl+s")
    assert desk.holds("R1", "mitigation") == "a\nb"


@pytest.mark.long
async def test_dependencies_are_typed_and_shown_as_references(desk: Desk) -> None:
    await desk.press("4", "enter")
    desk.table.move_to("depends_on")
    await desk.press("e")
    await desk.type_text("s7 s8")
    await desk.press("enter")
    state = desk.stored
    assert desk.holds("M1", "depends_on") == [state.find("S7").id, state.find("S8").id]
    assert "S7, S8" in desk.said
    assert state.find("S7").id not in desk.text


async def test_an_owner_who_is_nearly_a_known_one_is_asked_about_once(register: Register) -> None:
    async with opened(register.path, size=(120, 36)) as desk:
        await desk.press("end", "right", "right", "right", "right", "right", "e")
        await desk.paste("Inteligence")
        await desk.press("enter")
        assert "“Intelligence” is. Enter again if somebody new is meant." in desk.said
        assert desk.holds("R4", "owner") == "Intelligence"
        await desk.press("enter")
        assert desk.holds("R4", "owner") == "Inteligence"


@pytest.mark.long
@pytest.mark.parametrize("value", [4, 9], ids=["stored", "refused"])
async def test_an_answer_for_another_change_leaves_the_open_box_and_its_words_alone(desk: Desk, value: int) -> None:
    await desk.press("e", "!")
    helped = help_words(desk)
    other = desk.stored.find("R2")
    desk.app.post_message(EditSubmitted(Batch("Jo", (Edit("risk", other.id, "impact", value),))))
    await desk.settle()
    assert isinstance(desk.app.screen, TextEditor)
    assert desk.app.screen.area.text.endswith("timescales!")
    assert help_words(desk) == helped
    await desk.press("enter")
    assert str(desk.holds("R1", "description")).endswith("timescales!")


async def test_behind_words_that_were_shortened_stands_no_full_stop(desk: Desk) -> None:
    desk.screen.tell("Risk of R1 is now The selected provider fails to meet plann…. u undoes it.")
    assert desk.said == "Risk of R1 is now The selected provider fails to meet plann… u undoes it."


@pytest.mark.parametrize("size", [(60, 18), (100, 30), (120, 40)])
async def test_an_open_editor_follows_its_cell_when_the_window_changes(desk: Desk, size: tuple[int, int]) -> None:
    await desk.press("2", "G", "right", "right", "e")
    editor = desk.screen.query_one(CellEditor)
    await desk.pilot.resize_terminal(*size)
    await desk.settle()
    cell = desk.table.cell_region()
    assert (editor.region.y, editor.region.x) == (cell.y, min(cell.x, size[0] - editor.region.width))
    await desk.press("escape")
    assert desk.at[0] == "R4"
