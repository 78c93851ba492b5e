"""What needs attention: accepted for a while, with a reason, until a day."""

from __future__ import annotations

from datetime import date

import pytest

from db.register import Register
from loti_tui.domain.refused import READ_ONLY
from screens.widgets.prompt import Prompt
from tests.screens.desk import Desk, dangers, opened, put
from tests.screens.findings import FIRST, accept, at, end, go_to, rows


async def test_a_asks_why_and_until_when_and_stores_both_as_one_act(desk: Desk) -> None:
    await go_to(desk, "owner-is-a-unit", "R2")
    await desk.press("a", *"New starter in May", "enter", *"2 may")
    assert desk.said.startswith("Comes back on: Tue 2 May 2017.")
    assert not desk.stored.acknowledgements
    await desk.press("enter")
    (one,) = desk.stored.acknowledgements
    risk = desk.stored.find("R2")
    assert (one.code, one.about, one.reason) == ("owner-is-a-unit", risk.id, "New starter in May")
    assert one.until is not None
    assert one.until.iso == "2017-05-02"
    register = Register.open(desk.path)
    (newest,) = register.history(newest=1)
    assert (newest.who, newest.why) == ("Jo", "New starter in May")
    assert {entry.item for entry in register.act(newest.batch)} == {one.id}
    assert desk.said == "Accepted until 2 May 2017; then it comes back. d takes that back."
    assert end(desk) == "16 findings · 17 of 17 · saved"
    assert not desk.screen.query(Prompt)
    assert desk.table.has_focus


@pytest.mark.long
async def test_an_accepted_finding_stands_last_and_faint_and_says_until_when_and_why(desk: Desk) -> None:
    await desk.press("9")
    await accept(desk, "Asked today", "2 may")
    assert at(desk) == ("PUB1", "publication-overdue")
    last = desk.table.rows[-1]
    assert last.id == desk.table.row_id
    assert {last.cells[name].tone for name in ("severity", "ref", "sentence")} == {"muted"}
    assert last.cells["sentence"].text.startswith("until 2 May 2017 · Publication of Part 1 is overdue")
    assert "Accepted until 2 May 2017: Asked today" in desk.text


@pytest.mark.long
async def test_it_comes_back_on_its_day(desk: Desk) -> None:
    await desk.press("9")
    await accept(desk, "Asked today", "2 may")
    for day, count in ((1, "of 18"), (2, "of 18")):
        async with opened(desk.path, today=date(2017, 5, day)) as later:
            await later.press("9")
            assert (rows(later)[0][2] == "publication-overdue") == (day == 2), count


@pytest.mark.long
@pytest.mark.parametrize("key", ["d", "a", "delete"])
async def test_an_acknowledgement_is_taken_back(desk: Desk, key: str) -> None:
    await desk.press("9")
    await accept(desk, "Asked today", "2 may")
    await desk.press(key)
    assert desk.stored.acknowledgements == ()
    assert desk.said == "The finding is open again."
    assert rows(desk)[:5] == FIRST
    assert at(desk) == ("PUB1", "publication-overdue")
    assert end(desk).startswith("17 findings")


@pytest.mark.long
async def test_u_undoes_and_shift_u_does_it_again(desk: Desk) -> None:
    await desk.press("9")
    await accept(desk, "Asked today", "2 may")
    await desk.press("u")
    assert desk.said == "Undone. The finding is open again."
    assert (desk.stored.acknowledgements, desk.table.place) == ((), 0)
    await desk.press("U")
    assert desk.said.startswith("Done again. Accepted until 2 May 2017")
    await desk.press("d", "u")
    assert desk.said.startswith("Undone. Accepted until 2 May 2017")
    assert len(desk.stored.acknowledgements) == 1


@pytest.mark.long
async def test_one_that_came_back_is_accepted_anew_with_a_new_reason_and_day(desk: Desk) -> None:
    await desk.press("9")
    await accept(desk, "Asked today", "7 apr")
    async with opened(desk.path, today=date(2017, 4, 8)) as later:
        await later.press("9")
        await accept(later, "Asked again", "2 may")
        (one,) = later.stored.acknowledgements
        assert (one.ref, one.reason) == ("K1", "Asked again")


@pytest.mark.long
async def test_d_on_an_open_finding_changes_nothing(desk: Desk) -> None:
    before = desk.path.read_bytes()
    await desk.press("9", "d")
    assert desk.said == "This finding is open already. a accepts it for a while."
    assert desk.path.read_bytes() == before


@pytest.mark.long
@pytest.mark.parametrize("typed", ["6 apr", "yesterday", "may 2017", "31/2", "soon", ""])
async def test_a_day_that_is_none_to_come_is_refused_and_stays_to_be_mended(desk: Desk, typed: str) -> None:
    before = desk.path.read_bytes()
    await desk.press("9")
    await accept(desk, "Asked today", typed)
    assert desk.warned
    assert desk.path.read_bytes() == before
    assert desk.screen.query_one(Prompt).line.value == typed
    await desk.press("ctrl+u", *"2 may", "enter")
    assert desk.stored.acknowledgements[0].reason == "Asked today"


@pytest.mark.long
async def test_without_a_reason_nothing_is_asked_further(desk: Desk) -> None:
    before = desk.path.read_bytes()
    await desk.press("9", "a", "space", "enter")
    assert desk.said == "A finding is accepted with a reason only."
    assert desk.warned
    await desk.press("escape")
    assert desk.said == "The finding was left as it was: nothing was changed."
    assert desk.table.has_focus
    assert desk.path.read_bytes() == before


@pytest.mark.long
async def test_a_reason_that_was_left_is_offered_for_the_same_finding_again(desk: Desk) -> None:
    await desk.press("9", "a", *"Asked", "enter", *"2 m", "escape", "d", "j", "a")
    assert desk.screen.query_one(Prompt).line.value == ""
    await desk.press("escape", "k", "a")
    assert desk.screen.query_one(Prompt).line.value == ""
    await desk.press(*"Asked today", "escape", "d", "a")
    assert desk.screen.query_one(Prompt).line.value == "Asked today"


@pytest.mark.long
async def test_it_is_the_finding_that_was_meant_whatever_others_do_meanwhile(desk: Desk) -> None:
    await go_to(desk, "owner-is-a-unit", "R2")
    await desk.press("a", *"New starter", "enter")
    put(desk.path, "R1", "owner", "Zoë Ray")
    await desk.look()
    await desk.press(*"2 may", "enter")
    (one,) = desk.stored.acknowledgements
    assert one.about == desk.stored.find("R2").id


@pytest.mark.long
async def test_an_acknowledgement_typed_ahead_is_stored_and_no_letter_is_a_command(desk: Desk) -> None:
    await desk.burst("9", "j", "a", *"undo ddd", "enter", *"2 may", "enter", "g", "j")
    (one,) = desk.stored.acknowledgements
    assert (one.code, one.reason) == ("deferral-before-approval", "undo ddd")
    assert at(desk) == ("PUB1", "deferral-before-procurement")


@pytest.mark.long
async def test_a_register_open_for_reading_shows_its_findings_and_says_why_it_accepts_none(register: Register) -> None:
    before = register.path.read_bytes()
    async with opened(register.path, read_only=True) as desk:
        await desk.press("9")
        assert rows(desk)[:5] == FIRST
        for key in ("a", "d", "u", "e"):
            desk.screen.tell("")
            await desk.press(key)
            assert (desk.said, desk.warned) == (READ_ONLY, True)
        await desk.press("enter")
        assert desk.screen.NAME == "publication"
    assert register.path.read_bytes() == before


@pytest.mark.long
@pytest.mark.parametrize("text", ["[/x] [@click=app.quit]A[/]", "\x1b[31mred\x07 \u202eA", "伦敦" * 2000])
async def test_hostile_texts_are_letters_among_the_findings(register: Register, text: str) -> None:
    put(register.path, "M3", "title", text)
    put(register.path, "S3", "title", text)
    put(register.path, "S3", "forecast", "2017-04-01")
    async with opened(register.path, who=text[:100]) as desk:
        await go_to(desk, "no-baseline", "M3")
        assert dangers(desk.app) == []
        await desk.press("y", "a")
        await desk.paste(text[:1500])
        assert dangers(desk.app) == []
        await desk.press("enter")
        await desk.paste(text)
        assert dangers(desk.app) == []
        await desk.press("enter", "ctrl+u", *"2 may", "enter")
        assert len(desk.stored.acknowledgements) == 1
        assert dangers(desk.app) == []
        await desk.press("slash")
        await desk.paste(text)
        await desk.press("enter", "escape", "enter")
        assert dangers(desk.app) == []
        assert desk.app.is_running
