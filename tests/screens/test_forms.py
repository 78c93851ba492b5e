"""A whole record in a form: a new one, one like another, the one under the cursor; and a line's words taken back."""

from __future__ import annotations

from functools import partial
from itertools import pairwise

import pytest

from db.register import Register
from screens.dialogs.form import RecordForm
from screens.dialogs.theirs_or_mine import TheirsOrMine
from screens.dialogs.why import Why
from screens.widgets.cell_editor import CellEditor
from screens.widgets.chrome import MessageLine
from screens.widgets.form_field import FormField, FormWords
from screens.widgets.typing import Stand, WordSteps
from tests.screens.desk import Desk, opened, put


def form(desk: Desk) -> RecordForm:
    """The form in front."""
    assert isinstance(desk.app.screen, RecordForm)
    return desk.app.screen


def field(desk: Desk, name: str) -> FormField:
    """One of its fields."""
    found = form(desk).field(name)
    assert found is not None
    return found


def hint(desk: Desk, name: str) -> str:
    """What stands under a field; "" where nothing does."""
    words = field(desk, name).hint
    return str(words.content) if words.is_attached and words.display else ""


def go(desk: Desk, name: str) -> None:
    """Into a field, as many tabs would lead."""
    form(desk).set_focus(field(desk, name).editor)


def in_sight(desk: Desk, name: str) -> bool:
    """Whether a field and what is said under it are drawn."""
    said = hint(desk, name)
    return bool(said) and all(words in desk.text for words in (field(desk, name).field.label, said[:20]))


def told(desk: Desk) -> MessageLine:
    return form(desk).query_one("#message", MessageLine)


# -- a new item ------------------------------------------------------------------------------------------------------


@pytest.mark.long
async def test_the_words_and_enter_add_an_item_and_the_cursor_is_on_it(desk: Desk) -> None:
    await desk.press("n", *"No bids", "enter")
    assert desk.holds("R5", "description") == "No bids"
    assert (desk.said, desk.at[0]) == ("R5 was added.", "R5")


@pytest.mark.long
async def test_every_field_of_the_kind_may_be_filled_in_and_is_stored_in_one_step(desk: Desk) -> None:
    await desk.press("4", "n", *"Pilot", "down", "down", *"Ann", "down", *"jun 2017")
    assert hint(desk, "baseline") == "Jun 2017"
    await desk.press("tab", *"30/6/17")
    assert hint(desk, "forecast") == "Fri 30 Jun 2017"
    go(desk, "why")
    await desk.press(*"agreed", "enter")
    assert [desk.holds("M6", name) for name in ("title", "owner", "baseline", "forecast", "status")] == [
        "Pilot", "Ann", "2017-06", "2017-06-30", "planned",
    ]  # fmt: skip
    (newest,) = Register.open(desk.path).history(newest=1)
    assert newest.why == "agreed"
    await desk.press("u")
    assert desk.stored.find("M6", removed=True).removed


@pytest.mark.long
async def test_an_actual_date_of_a_new_step_means_done(desk: Desk) -> None:
    await desk.press("3", "n", *"Advert")
    go(desk, "actual")
    await desk.press(*"5/4", "enter")
    assert (desk.holds("S9", "actual"), desk.holds("S9", "status")) == ("2017-04-05", "done")


@pytest.mark.long
async def test_choices_are_chosen_by_arrows_by_letters_and_by_digits(desk: Desk) -> None:
    await desk.press("n", *"Late")
    go(desk, "response")
    await desk.press("right", "right", "t")
    assert "[Transfer]" in desk.text
    await desk.press("down", "down", "3", "down", "5")
    assert hint(desk, "impact") == "Impact accepts 1, 2, 3 or 4."
    await desk.press("4", "enter")
    assert [desk.holds("R5", name) for name in ("response", "probability", "impact")] == ["transfer", 3, 4]


@pytest.mark.long
async def test_what_is_required_and_what_stands_by_itself_are_marked_in_words(desk: Desk) -> None:
    await desk.press("n")
    assert "Risk  required" in desk.text
    assert hint(desk, "description").startswith("Required: text")
    go(desk, "status")
    await desk.until(lambda: "Status  default" in desk.text)
    assert "[Open]" in desk.text


async def test_enter_without_the_required_words_stays_and_says_which(desk: Desk) -> None:
    before = desk.path.read_bytes()
    await desk.press("n", "down", *"cause", "ctrl+s")
    assert hint(desk, "description").startswith("Risk cannot be empty")
    assert field(desk, "description").editor.has_focus
    assert told(desk).has_class("warning")
    assert field(desk, "cause").typed == "cause"
    assert desk.path.read_bytes() == before


@pytest.mark.long
async def test_what_is_not_understood_is_said_as_it_is_typed_and_stays_to_be_mended(desk: Desk) -> None:
    await desk.press("4", "n", *"Pilot")
    go(desk, "forecast")
    await desk.press(*"jxn")
    assert "is not a date that can be understood" in hint(desk, "forecast")
    await desk.press("enter")
    assert field(desk, "forecast").typed == "jxn"
    await desk.press("ctrl+u", *"jun", "f2")
    assert desk.holds("M6", "forecast") == "2017-06"


@pytest.mark.long
async def test_in_a_field_of_lines_enter_breaks_the_line_and_f2_stores(desk: Desk) -> None:
    await desk.press("n", *"Late", "tab", *"a", "enter", *"b", "f2")
    assert desk.holds("R5", "cause") == "a\nb"


@pytest.mark.long
async def test_links_are_typed_by_reference_and_shown_with_their_title(desk: Desk) -> None:
    await desk.press("7", "n", *"Ask")
    go(desk, "risk")
    await desk.press("r", "1")
    assert hint(desk, "risk").startswith("R1  The selected provider")
    await desk.press("enter")
    assert desk.holds("A1", "risk") == desk.stored.find("R1").id


@pytest.mark.long
async def test_words_that_begin_with_decided_take_no_field_that_a_decision_has_not(desk: Desk) -> None:
    before = desk.path.read_bytes()
    await desk.press("7", "n", *"decided: go on", "down", *"Ann", "enter")
    assert "A resolution has no “Owner”" in hint(desk, "owner")
    assert desk.path.read_bytes() == before
    await desk.press("ctrl+u")
    go(desk, "meeting")
    await desk.press(*"5 apr", "enter")
    assert [desk.holds("BD1", name) for name in ("decided", "meeting")] == ["go on", "2017-04-05"]


# -- the record under the cursor -------------------------------------------------------------------------------------


async def test_the_form_begins_at_the_field_under_the_cursor_and_stores_what_is_changed_as_one_act(desk: Desk) -> None:
    await desk.press("right", "E")
    assert field(desk, "probability").editor.has_focus
    await desk.press("3", "down", "4")
    go(desk, "owner")
    await desk.press("ctrl+u", *"Ann", "ctrl+s")
    assert [desk.holds("R1", name) for name in ("probability", "impact", "owner")] == [3, 4, "Ann"]
    register = Register.open(desk.path)
    (newest,) = register.history(newest=1)
    assert {entry.field for entry in register.act(newest.batch)} >= {"probability", "impact", "owner"}
    await desk.press("u")
    assert [desk.holds("R1", name) for name in ("probability", "impact", "owner")] == [2, 2, "Intelligence"]


@pytest.mark.long
async def test_an_unchanged_form_stores_nothing_and_closes_at_once(desk: Desk) -> None:
    before = desk.path.read_bytes()
    await desk.press("E", "enter", "E", "escape")
    assert desk.screen.NAME == "risks"
    assert desk.path.read_bytes() == before


@pytest.mark.long
async def test_a_changed_field_says_so_in_a_word(desk: Desk) -> None:
    await desk.press("E", "!")
    assert "Risk  changed" in desk.text
    assert "1 field not stored" in desk.text
    await desk.press("backspace")
    assert "Risk  required" in desk.text


@pytest.mark.long
async def test_somebody_elses_change_asks_and_mine_is_stored(desk: Desk) -> None:
    await desk.press("E", *["down"] * 7, "3")
    go(desk, "owner")
    put(desk.path, "R1", "owner", "Zoë")
    await desk.press("ctrl+u", *"Ann", "enter")
    assert isinstance(desk.app.screen, TheirsOrMine)
    await desk.press("m")
    assert desk.holds("R1", "owner") == "Ann"
    assert desk.screen.NAME == "risks"


@pytest.mark.long
async def test_where_theirs_is_kept_the_form_stays_and_knows_it(desk: Desk) -> None:
    await desk.press("E")
    go(desk, "owner")
    put(desk.path, "R1", "owner", "Zoë")
    await desk.press("ctrl+u", *"Ann", "enter", "t")
    assert "Owner of R1 stays" in hint(desk, "owner")
    assert field(desk, "owner").typed == "Ann"
    await desk.press("enter")
    assert desk.holds("R1", "owner") == "Ann"


@pytest.mark.long
async def test_a_baseline_asks_why_and_leaving_that_keeps_the_form(desk: Desk) -> None:
    await desk.press("4", "right", "E", "ctrl+u", *"jul 2017", "enter")
    assert isinstance(desk.app.screen, Why)
    await desk.press("escape")
    assert field(desk, "baseline").typed == "jul 2017"
    go(desk, "why")
    await desk.press(*"Board", "enter")
    assert desk.holds("M1", "baseline") == "2017-07"


@pytest.mark.long
async def test_an_owner_who_is_nearly_a_known_one_is_asked_about_once_here_too(desk: Desk) -> None:
    await desk.press("E")
    go(desk, "owner")
    await desk.press("ctrl+u", *"Inteligence", "enter")
    assert "Enter again if somebody new is meant" in hint(desk, "owner")
    await desk.press("enter")
    assert desk.holds("R1", "owner") == "Inteligence"


# -- one like another ------------------------------------------------------------------------------------------------


async def test_another_like_it_has_the_values_but_not_what_has_happened(desk: Desk) -> None:
    put(desk.path, "M1", "actual", "2017-04-05")
    await desk.look()
    await desk.press("4", "D")
    first = field(desk, "title").editor
    assert isinstance(first, FormWords)
    assert first.selected_text == desk.stored.find("M1").title_words
    await desk.press(*"Second", "enter")
    made, like = desk.stored.find("M6"), desk.stored.find("M1")
    assert made.title_words == "Second"
    assert desk.holds("M6", "baseline") == desk.holds("M1", "baseline")
    assert [desk.holds("M6", name) for name in ("actual", "status")] == [None, "planned"]
    assert made.id != like.id
    assert desk.at[0] == "M6"


# -- how it looks ----------------------------------------------------------------------------------------------------


@pytest.mark.long
@pytest.mark.parametrize("size", [(80, 24), pytest.param((160, 45), marks=pytest.mark.long), (40, 12)], ids=str)
async def test_the_field_with_the_focus_and_what_is_said_under_it_are_in_sight(
    register: Register, size: tuple[int, int]
) -> None:
    async with opened(register.path, size=size) as desk:
        await desk.press("n")
        for name in ("status", "description", "why"):
            go(desk, name)
            await desk.until(partial(in_sight, desk, name))


# -- a word at a time ------------------------------------------------------------------------------------------------


def steps(*values: Stand) -> WordSteps:
    """A line that had these values one after the other."""
    found = WordSteps()
    for old, new in pairwise(values):
        found.changed(old, new.value)
    return found


def typed(words: str) -> list[Stand]:
    """A line while somebody types it letter by letter."""
    return [Stand(words[:place], place) for place in range(len(words) + 1)]


def test_words_are_taken_back_one_at_a_time() -> None:
    line = steps(*typed("no bids yet"))
    now, seen = Stand("no bids yet", 11), []
    while back := line.back(now):
        seen.append(back.value)
        now = back
    assert seen == ["no bids ", "no ", ""]


def test_what_was_taken_back_is_put_back_with_its_cursor() -> None:
    line = steps(*typed("no bids"))
    back = line.back(Stand("no bids", 7))
    assert back == Stand("no ", 3)
    assert line.forth(back) == Stand("no bids", 7)
    assert line.forth(Stand("no bids", 7)) is None


def test_typing_on_forgets_what_was_taken_back() -> None:
    line = steps(*typed("ab"))
    line.back(Stand("ab", 2))
    line.changed(Stand("", 0), "x")
    assert line.forth(Stand("x", 1)) is None


def test_letters_deleted_one_after_the_other_are_one_step() -> None:
    line = steps(*reversed(typed("abc")))
    assert line.back(Stand("", 0)) == Stand("abc", 3)


def test_typing_elsewhere_is_another_step() -> None:
    line = steps(*typed("ab"))
    line.changed(Stand("ab", 0), "xab")
    assert line.back(Stand("xab", 1)) == Stand("ab", 0)


def test_typing_over_what_was_selected_is_one_step_with_the_letters_that_follow() -> None:
    line = WordSteps()
    line.changed(Stand("old", 3), "n")
    line.changed(Stand("n", 1), "ne")
    assert line.back(Stand("ne", 2)) == Stand("old", 3)


async def test_ctrl_z_and_f8_take_words_back_in_a_cell_and_ctrl_y_puts_them_back(desk: Desk) -> None:
    await desk.press("4", "right", "right", "e")
    editor = desk.screen.query_one(CellEditor)
    before = editor.value
    await desk.press(*"30 jun", "ctrl+z")
    assert editor.value == "30 "
    await desk.press("f8")
    assert editor.value == before
    await desk.press("f8")
    assert desk.said == "Nothing was typed here that could be taken back."
    await desk.press("ctrl+y", "f9", "enter")
    assert desk.holds("M1", "forecast") == "2017-06-30"


# -- from cell to cell -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("down", ["shift+down", pytest.param("pagedown", marks=pytest.mark.long)])
async def test_a_cell_is_stored_and_the_one_below_is_edited(desk: Desk, down: str) -> None:
    await desk.press("4", "right", "right", "e", *"aug", down)
    assert desk.holds("M1", "forecast") == "2017-08"
    editor = desk.screen.query_one(CellEditor)
    assert (editor.item.ref, editor.field.name) == ("M2", "forecast")
    await desk.press("shift+up", *"sep", "enter")
    assert desk.holds("M1", "forecast") == "2017-09"


@pytest.mark.long
async def test_shift_and_an_arrow_go_to_the_cell_beside_it(desk: Desk) -> None:
    await desk.press("4", "right", "right", "e", *"aug", "shift+right")
    editor = desk.screen.query_one(CellEditor)
    assert (editor.item.ref, editor.field.name) == ("M1", "actual")
    await desk.press("shift+left")
    assert desk.screen.query_one(CellEditor).field.name == "forecast"
    assert desk.holds("M1", "forecast") == "2017-08"


@pytest.mark.long
async def test_beside_it_is_a_value_that_nobody_types_and_that_is_said(desk: Desk) -> None:
    await desk.press("4", "right", "right", "right", "e", *"5 apr", "shift+right")
    assert desk.holds("M1", "actual") == "2017-04-05"
    assert "The variance is worked out" in desk.said
    assert not desk.screen.query(CellEditor)


@pytest.mark.long
async def test_a_value_that_is_refused_leads_nowhere(desk: Desk) -> None:
    await desk.press("4", "right", "right", "e", *"jxn", "shift+down")
    assert desk.screen.query_one(CellEditor).item.ref == "M1"
    assert desk.warned


async def test_where_enter_breaks_the_line_the_last_line_does_not_say_that_it_stores(desk: Desk) -> None:
    await desk.press("2", "n")
    assert desk.text.splitlines()[-1].strip().startswith("Enter ctrl+s F2 store")
    await desk.press("tab", "tab", "tab")
    assert desk.text.splitlines()[-1].strip().startswith("ctrl+s F2 store")
    await desk.press("shift+tab", "shift+tab", "shift+tab")
    assert desk.text.splitlines()[-1].strip().startswith("Enter ctrl+s F2 store")
