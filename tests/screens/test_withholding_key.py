"""W withholds an item or a field from the public, its record says so, W ends it; and issues and the purchase by key."""

from __future__ import annotations

import pytest

from db.register import Register
from loti_tui.domain.changes import Batch, new_item
from loti_tui.domain.fields import Plain
from loti_tui.domain.refused import READ_ONLY
from loti_tui.domain.withholding import grounds
from screens.dialogs.choose import Choose
from screens.issues import IssuesScreen
from screens.record import RecordScreen
from screens.risks import RisksScreen
from screens.widgets.questions import Questions
from tests.screens.desk import TODAY, Desk, dangers, opened, put
from tests.screens.test_hostile import fits, shows, some, spoil


async def withhold(desk: Desk, *, part: str = "2", basis: str = "s43(2)", why: str = "a bidder is named") -> None:
    """Press W and answer."""
    await desk.burst("W", part, "enter", *basis, "enter", *why, "enter")


def withheld(desk: Desk) -> list[str]:
    """The withholdings that stand, by their references."""
    return [mark.ref for mark in desk.stored.withholdings]


# -- withholding -------------------------------------------------------------------------------------------------------


async def test_w_on_a_row_withholds_the_whole_item_with_part_basis_and_reason(desk: Desk) -> None:
    await desk.press("W")
    assert desk.said == ("Part 1 or 2? 1 leaves it out while publication is deferred, 2 is exempt: never published.")
    await desk.press("2")
    assert desk.said.startswith("Part 2, never published: the public pack leaves it out.")
    await desk.burst("enter", *"s43(2)", "enter", *"a bidder is named", "enter")
    assert desk.said == "R1 is withheld from the public: Part 2, never published (W1). u undoes."
    state = desk.stored
    (mark,) = state.withholdings
    assert (mark.field, mark.part, mark.basis, mark.reason) == (None, "2", "s43(2)", "a bidder is named")
    assert grounds(state, TODAY)[state.find("R1").id, ""].category == "Part 2, exempt"
    await desk.press("u")
    assert withheld(desk) == []


async def test_w_on_a_record_withholds_the_field_under_the_cursor_and_the_record_says_so(desk: Desk) -> None:
    await desk.press("enter")
    desk.table.move_to("mitigation")
    await withhold(desk, part="1", basis="", why="until the award")
    assert desk.said == (
        "Mitigation of R1 is withheld from the public: Part 1, while publication is deferred (W1). u undoes. "
        "The deferral reaches all of Part 1 anyway: its scope on screen 5 narrows it to what is named."
    )
    assert (desk.holds("W1", "field"), desk.holds("W1", "basis")) == ("mitigation", None)
    assert "withheld from the public: Mitigation (W1)" in desk.text
    await desk.press("G")
    assert "W1  Mitigation: Part 1, while publication is" in desk.text
    await desk.press("enter")
    assert "W1  until the award" in desk.text


@pytest.mark.long
async def test_part_2_needs_a_legal_basis_and_both_need_a_reason(desk: Desk) -> None:
    await desk.burst("W", "3", "enter")
    assert desk.warned
    assert desk.said.startswith("Part 1 or 2?")
    await desk.burst("backspace", "2", "enter", "enter")
    assert (desk.warned, desk.said) == (
        True, "Part 2 needs its legal basis, such as s43(2) of the Freedom of Information Act 2000.",
    )  # fmt: skip
    await desk.burst(*"s22", "enter", "enter")
    assert (desk.warned, desk.said) == (True, "Why may the public not see it? What is withheld needs a reason.")
    assert withheld(desk) == []
    await desk.burst(*"soon", "enter")
    assert desk.holds("W1", "basis") == "s22"


async def test_w_on_what_is_withheld_offers_to_end_it_and_undo_takes_that_back(desk: Desk) -> None:
    await withhold(desk)
    await desk.press("W")
    assert isinstance(desk.app.screen, Choose)
    assert "R1 is withheld from the public already." in desk.text
    assert "W1 All of it: Part 2, never published (s43(2): a bidder is named)" in " ".join(desk.text.split())
    await desk.press("enter")
    assert desk.said == "It stays withheld: nothing was changed."
    await desk.press("W", "e")
    assert desk.said == "W1 has ended: R1 is withheld by it no more. u takes that back."
    assert withheld(desk) == []
    await desk.press("u")
    assert withheld(desk) == ["W1"]


@pytest.mark.long
async def test_a_field_of_what_is_withheld_whole_leads_to_that(desk: Desk) -> None:
    await withhold(desk)
    await desk.press("enter", "W")
    assert "Risk of R1 is withheld from the public already." in desk.text
    await desk.press("o")
    assert "W1  a bidder is named" in desk.text
    await desk.press("W")
    assert "Shall W1 end?" in desk.text
    await desk.press("e")
    assert withheld(desk) == []


@pytest.mark.long
async def test_w_on_the_decision_means_the_field_or_the_record_and_d_ends_it_there(desk: Desk) -> None:
    await desk.press("6", "j")
    await withhold(desk)
    assert desk.holds("W1", "field") == "title"
    assert "Title, withheld" in desk.text
    await desk.press("right_square_bracket")
    await withhold(desk)
    assert desk.holds("W2", "about") == [desk.stored.find("F1").id]
    assert "London Councils (withheld)" in desk.text
    await desk.press("g", "W")
    assert desk.screen.query_one(Questions).label == "Withhold DD2092, part:"
    await desk.press("escape", "G")
    assert desk.at[0] == "W2"
    await desk.press("d")
    assert desk.said == "W2 has ended: F1 is withheld by it no more. u takes that back."
    await desk.press("W", "e")
    assert withheld(desk) == []


@pytest.mark.long
async def test_what_cannot_be_withheld_says_why(desk: Desk) -> None:
    await desk.press("enter")
    desk.table.move_to("status")
    await desk.press("W")
    assert desk.warned
    assert "“status” is not a field of R1 that can be withheld" in desk.said
    await desk.press("G", "W")
    assert desk.said == "There is nothing here that could be withheld from the public."
    await desk.press("escape", "slash", *"zzz", "enter", "W")
    assert desk.said == "There is nothing here that could be withheld from the public."
    await desk.press("escape", "6", "slash", *"delivery confidence", "enter", "W")
    assert desk.said.startswith("PR1 cannot be withheld by itself.")


@pytest.mark.long
async def test_escape_withholds_nothing(desk: Desk) -> None:
    before = desk.path.read_bytes()
    await desk.press("W", "escape")
    assert desk.said == "R1 was left as it was: nothing was changed."
    assert desk.table.has_focus
    assert desk.path.read_bytes() == before


@pytest.mark.long
async def test_of_several_items_the_others_stay_withheld(desk: Desk) -> None:
    ids = [desk.stored.find(ref).id for ref in ("R1", "R2")]
    mark = new_item("withholding", {"about": list(ids), "part": "2", "basis": "x", "reason": "y"})
    Register.open(desk.path).apply(Batch("Ann", mark))
    await desk.look()
    await desk.press("W", "e")
    assert desk.holds("W1", "about") == [ids[1]]


@pytest.mark.long
async def test_without_a_deferral_part_1_says_that_nothing_is_kept_back_yet(desk: Desk) -> None:
    put(desk.path, "publication", "deferred", False)
    await desk.look()
    await withhold(desk, part="1", basis="")
    assert desk.said.endswith("Publication is not deferred, so nothing of Part 1 is kept back now.")


@pytest.mark.long
@some
async def test_hostile_texts_are_letters_where_something_is_withheld(
    register: Register, text: str, letters: str
) -> None:
    state = register.state()
    register.apply(Batch("Jo", new_item("issue", {"description": "x", "risk": state.find("R1").id})))
    mark: dict[str, Plain] = {"about": [state.find("R1").id], "part": "2", "basis": "x", "reason": "x"}
    register.apply(Batch("Jo", new_item("withholding", mark)))
    spoil(register, text)
    async with opened(register.path) as desk:
        await desk.press("W")
        shows(desk, letters[:8])
        fits(desk)
        await desk.press("escape", "j", "W")
        await desk.paste(text)
        assert dangers(desk.app) == []
        await desk.press("end", "ctrl+u", "escape")
        for keys, screen in (
            (("I",), IssuesScreen),
            (("enter",), RecordScreen),
            (("escape", "I", "3", "O"), RecordScreen),
        ):
            await desk.press(*keys)
            assert isinstance(desk.app.screen, screen)
            shows(desk, letters[:8])
            fits(desk)


# -- the purchase ------------------------------------------------------------------------------------------------------


async def test_o_opens_the_purchase_whose_fields_are_edited_there(desk: Desk) -> None:
    await desk.press("3", "O")
    assert isinstance(desk.app.screen, RecordScreen)
    assert "3 Procurement" in desk.text
    desk.table.move_to("supplier")
    await desk.press("e")
    await desk.type_text("PA Consulting")
    await desk.press("enter")
    assert desk.holds("P1", "supplier") == "PA Consulting"


@pytest.mark.long
async def test_o_asks_what_is_bought_where_nothing_is(blank: Register) -> None:
    async with opened(blank.path) as desk:
        await desk.press("3", "O")
        await desk.burst(*"A study", "enter")
        assert desk.holds("P1", "title") == "A study"
        await desk.press("O")
        assert isinstance(desk.app.screen, RecordScreen)
    async with opened(blank.path, read_only=True) as desk:
        await desk.press("3", "O")
        assert isinstance(desk.app.screen, RecordScreen)


# -- issues ------------------------------------------------------------------------------------------------------------


async def test_i_shows_the_issue_that_a_risk_became_and_leads_back(desk: Desk) -> None:
    await desk.press("j", "o", "I")
    assert isinstance(desk.app.screen, IssuesScreen)
    assert desk.at[0] == "I1"
    assert "2 Risks" in desk.text
    assert "R2" in desk.line("I1")
    desk.table.move_to(field="due")
    await desk.press("e")
    await desk.type_text("3 apr 2017")
    await desk.press("enter")
    assert desk.holds("I1", "due") == "2017-04-03"
    assert "Overdue" in desk.line("I1")
    await desk.press("I")
    assert isinstance(desk.app.screen, RisksScreen)


@pytest.mark.long
async def test_issues_are_added_filtered_opened_and_left_by_keys(desk: Desk) -> None:
    await desk.press("I")
    assert "Nothing has happened yet. o on a risk makes it an issue; n adds one here." in desk.text
    await desk.burst("n", *"The data is late", "enter")
    assert desk.said == "I1 was added."
    await desk.press("slash", *"zzz", "enter", "escape")
    assert isinstance(desk.app.screen, IssuesScreen)
    await desk.press("enter")
    assert isinstance(desk.app.screen, RecordScreen)
    await desk.press("escape", "escape")
    assert isinstance(desk.app.screen, RisksScreen)


@pytest.mark.long
async def test_reading_only_shows_issues_and_purchase_and_withholds_nothing(register: Register) -> None:
    before = register.path.read_bytes()
    async with opened(register.path, read_only=True) as desk:
        await desk.press("I", "W")
        assert (desk.said, desk.warned) == (READ_ONLY, True)
        await desk.press("escape", "3", "O", "W")
        assert (desk.said, desk.warned) == (READ_ONLY, True)
    assert register.path.read_bytes() == before
