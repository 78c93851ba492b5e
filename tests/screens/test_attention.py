"""What needs attention: counted on every screen, listed worst first, gone to, and accepted for a while."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import Future
from datetime import date
from pathlib import Path
from threading import Event, current_thread
from typing import Any

import pytest

from db.register import Register
from loti_tui.attending import Found
from loti_tui.domain.changes import Batch, Edit, new_item
from loti_tui.domain.fields import Plain
from loti_tui.domain.findings import Attention
from loti_tui.domain.findings.finding import Finding
from loti_tui.domain.findings.kept import Kept
from loti_tui.domain.matrices import changed
from loti_tui.domain.refused import READ_ONLY
from loti_tui.domain.scoring import SCALE, Rag
from screens.attention import AttentionScreen
from screens.dialogs.why import Why
from screens.record import RecordScreen
from screens.widgets.cell_editor import CellEditor
from screens.widgets.chrome import MessageLine
from screens.widgets.prompt import Prompt
from tests.screens.desk import Desk, dangers, opened, put, segments

FIRST = [
    ("▲ Error", "PUB1", "publication-overdue"),
    ("▲ Error", "PUB1", "deferral-before-approval"),
    ("▲ Error", "PUB1", "deferral-before-procurement"),
    ("◆ Warning", "DD2092", "period-before-approval"),
    ("◆ Warning", "R1", "owner-is-a-unit"),
]
"""What DD2092 says on 6 April 2017, as far as the board has to look at it first."""
ROOT = Path(__file__).resolve().parents[2]


def rows(desk: Desk) -> list[tuple[str, str, str]]:
    """Severity, reference and rule of each row."""
    return [(row.cells["severity"].text, row.cells["ref"].text, row.cells["code"].text) for row in desk.table.rows]


def end(desk: Desk) -> str:
    """The right end of the message line."""
    return desk.screen.query_one("#message", MessageLine).right


def at(desk: Desk) -> tuple[str, str]:
    """Reference and rule of the finding under the cursor."""
    return rows(desk)[desk.table.place][1:]


def finding(desk: Desk) -> Finding:
    """The finding under the cursor."""
    assert isinstance(desk.app.screen, AttentionScreen)
    assert desk.app.screen.line is not None
    return desk.app.screen.line.finding


async def go_to(desk: Desk, code: str, ref: str) -> None:
    """Open the findings and put the cursor on one."""
    await desk.press("9")
    place = next(n for n, row in enumerate(rows(desk)) if row[1:] == (ref, code))
    await desk.press("g", *["j"] * place)
    assert at(desk) == (ref, code)


async def accept(desk: Desk, why: str, until: str) -> None:
    """Accept the finding under the cursor."""
    await desk.press("a", *why, "enter", *until, "enter")


def add(register: Register, kind: str, **values: Plain) -> None:
    """Add one item."""
    register.apply(Batch("Ann", new_item(kind, values)))


@pytest.fixture
def quiet(blank: Register) -> Register:
    """A register with one risk that nobody has scored, and nothing else to look at."""
    add(blank, "risk", description="It rains", owner="Zoë Ray", mitigation="An umbrella")
    return blank


# -- how many --------------------------------------------------------------------------------------------------------


async def test_every_screen_says_how_many_findings_there_are(desk: Desk) -> None:
    for keys in (["2"], ["enter"], ["escape", "3"], ["4"], ["5"], ["9"], ["0"], ["enter"]):
        await desk.press(*keys)
        assert end(desk).startswith("17 findings · ")
        assert "17 findings · " in desk.text
        assert end(desk).endswith("saved")


@pytest.mark.long
async def test_a_message_beside_the_count_is_whole_at_eighty_columns(desk: Desk) -> None:
    await desk.press("i", "3")
    assert desk.said in " ".join(desk.text.replace(end(desk), "").split())
    assert "17 findings · 4 of 4 · saved" in desk.text


@pytest.mark.parametrize("width", [80, 46, 30, 12, 0])
def test_every_word_of_a_message_has_room_beside_the_count(width: int) -> None:
    one = MessageLine()
    one.left, one.right = "Impact of R1 is now 3 Substantial, score 6.", "17 findings · saved"
    lines = [content.plain for content in one.lines(width)]
    if width:
        assert " ".join(" ".join(lines).replace(one.right, "").split()) == one.left
    assert max(map(len, lines)) <= max(width, len(one.right) + 1)


@pytest.mark.long
@pytest.mark.parametrize("errors", [True, False])
async def test_the_count_stands_out_only_where_an_error_is_among_them(register: Register, errors: bool) -> None:
    if not errors:
        publication = register.state().find("publication")
        register.apply(Batch("Jo", (Edit("publication", publication.id, "removed", True),)))
    async with opened(register.path) as desk:
        (line,) = [one for one in segments(desk.app) if "findings" in "".join(part.text for part in one)]
        styles = {part.text.strip(): part.style for part in line}
        counted = next(style for text, style in styles.items() if "findings" in text)
        around = next(style for text, style in styles.items() if text.endswith("saved"))
        assert counted is not None
        assert around is not None
        assert (counted.color != around.color) == errors
        assert bool(counted.bold) == errors


@pytest.mark.long
async def test_one_finding_is_one_and_none_is_said(quiet: Register) -> None:
    async with opened(quiet.path) as desk:
        assert end(desk) == "1 finding · 1 of 1 · saved"
        await desk.press("i", "3", "p", "2")
        assert end(desk) == "no findings · 1 of 1 · saved"


async def test_a_change_its_undo_and_the_changes_of_others_are_counted_at_once(desk: Desk) -> None:
    await desk.press("d")
    assert end(desk).startswith("16 findings")
    await desk.press("u")
    assert end(desk).startswith("17 findings")
    put(desk.path, "R2", "owner", "Zoë Ray")
    await desk.look()
    assert end(desk).startswith("16 findings")


@pytest.mark.long
async def test_the_findings_are_worked_out_in_the_thread_of_the_register(
    register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads, real = [], Kept.look

    def watched(*args: Any) -> Iterator[None]:
        threads.append(current_thread().name)
        return real(*args)

    monkeypatch.setattr(Kept, "look", watched)
    async with opened(register.path) as desk:
        await desk.press("i", "3")
    assert len(threads) == 2
    assert all(name.startswith("register") for name in threads)


def test_neither_the_first_frame_nor_the_first_rows_wait_for_the_rules() -> None:
    asked = "import loti_tui.app, screens.risks, sys; sys.exit('loti_tui.domain.findings' in sys.modules)"
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-P", "-c", asked], cwd=ROOT, env=environment, timeout=60, check=False)
    assert done.returncode == 0


async def test_only_the_newest_answer_counts(desk: Desk) -> None:
    held = Event()
    desk.app.gateway.run(held.wait)
    for _ in range(3):
        desk.app.attend()
    assert desk.app.attending == 3
    held.set()
    await desk.settle()
    assert end(desk).startswith("17 findings")
    late: Future[Attention | None] = Future()
    late.set_result(Attention())
    desk.app.attending += 1
    desk.app.post_message(Found(late, 1))
    await desk.settle()
    assert end(desk).startswith("17 findings")


@pytest.mark.long
async def test_keys_typed_meanwhile_do_not_make_the_answer_an_old_one(desk: Desk) -> None:
    put(desk.path, "R2", "owner", "Zoë Ray")
    await desk.look()
    held = Event()
    desk.app.gateway.run(held.wait)
    desk.app.attention = None
    desk.app.attend()
    await desk.pilot.press("j", "9", "j")
    held.set()
    await desk.settle()
    assert end(desk).startswith("16 findings")
    assert at(desk)[1] == "deferral-before-approval"


@pytest.mark.long
async def test_what_needs_attention_stays_known_while_the_register_cannot_be_read(desk: Desk) -> None:
    aside = desk.path.with_name("aside.loti")
    desk.path.rename(aside)
    desk.app.attend()
    await desk.settle()
    assert end(desk).startswith("17 findings")
    await desk.look()
    aside.rename(desk.path)
    await desk.look()
    assert end(desk).startswith("17 findings")


@pytest.mark.long
async def test_a_matrix_rates_nothing_before_the_day_from_which_it_is_in_force(register: Register) -> None:
    red = {(impact, probability): Rag.RED for impact in SCALE for probability in SCALE}
    register.apply(Batch("Jo", changed(register.state(), red, date(2017, 4, 7))))
    async with opened(register.path) as desk:
        await desk.press("i", "3")
        assert "◆ Amber" in desk.line("R1")
        put(desk.path, "R2", "impact", 3)
        await desk.look()
        assert "◆ Amber" in desk.line("R2")
        assert "Amber" in desk.said
    async with opened(register.path, today=date(2017, 4, 7)) as desk:
        assert "▲ Red" in desk.line("R1")


# -- the list --------------------------------------------------------------------------------------------------------


async def test_the_findings_are_listed_worst_first_by_shape_and_word(desk: Desk) -> None:
    await desk.press("9")
    assert isinstance(desk.app.screen, AttentionScreen)
    assert rows(desk)[:5] == FIRST
    assert {row[0] for row in rows(desk)[8:]} == {"○ Note"}
    assert len(rows(desk)) == 17
    assert "▲ Error    PUB1    Publication of Part 1 is overdue by 1 day" in desk.text


async def test_the_finding_under_the_cursor_is_told_whole_with_what_to_do_and_its_rule(desk: Desk) -> None:
    await desk.press("9", "j", "j")
    below = " ".join(desk.text.split("─\n")[2].split())
    assert f"{finding(desk).sentence} {finding(desk).advice} deferral-before-procurement · PUB1 · Deferred" in below
    assert len(finding(desk).sentence) > 100


@pytest.mark.long
async def test_nothing_to_look_at_is_said(blank: Register) -> None:
    async with opened(blank.path) as desk:
        await desk.press("9")
        assert "Nothing needs attention." in desk.text
        await desk.press("enter", "a", "d", "y", "slash", "x", "enter", "escape")
        assert "Nothing needs attention." in desk.text


@pytest.mark.long
async def test_the_filter_looks_in_the_sentence_the_advice_and_the_rule(desk: Desk) -> None:
    await desk.press("9", "slash", *"UNIT r3")
    assert rows(desk) == [("◆ Warning", "R3", "owner-is-a-unit")]
    assert "1 of 17" in desk.text
    await desk.press("enter")
    assert desk.said.startswith("Filter: UNIT r3")
    await desk.press("escape")
    assert len(rows(desk)) == 17
    assert at(desk) == ("R3", "owner-is-a-unit")
    await desk.press("slash", *"zzz")
    assert "Nothing here has all of “zzz”. Esc shows every row again." in desk.text


@pytest.mark.long
async def test_y_copies_the_sentence(desk: Desk) -> None:
    await desk.press("9", "y")
    sentence = "Publication of Part 1 is overdue by 1 day: it was due on Wed 5 Apr 2017."
    assert desk.app.clipboard == sentence
    assert desk.said == f"Copied: {sentence}"


@pytest.mark.long
async def test_the_cursor_stays_on_its_finding_when_others_come_and_go(desk: Desk) -> None:
    await go_to(desk, "owner-is-a-unit", "R3")
    put(desk.path, "R1", "owner", "Zoë Ray")
    put(desk.path, "publication", "reason", None)
    await desk.look()
    assert at(desk) == ("R3", "owner-is-a-unit")
    assert rows(desk) != sorted(rows(desk))
    await desk.press("2", "9")
    assert at(desk) == ("R3", "owner-is-a-unit")


@pytest.mark.long
async def test_when_it_is_mended_the_cursor_is_on_what_took_its_place(desk: Desk) -> None:
    await go_to(desk, "owner-is-a-unit", "R2")
    put(desk.path, "R2", "owner", "Zoë Ray")
    await desk.look()
    assert at(desk) == ("R3", "owner-is-a-unit")


# -- going there -----------------------------------------------------------------------------------------------------


@pytest.mark.long
@pytest.mark.parametrize(
    ("code", "ref", "screen", "field"),
    [
        ("deferral-before-approval", "PUB1", "publication", "until"),
        ("publication-overdue", "PUB1", "publication", "published_on"),
        ("no-baseline", "M4", "milestones", "baseline"),
        ("not-scored", "R5", "risks", "probability"),
        ("recorded-differs", "R1", "risks", "rag_recorded"),
        ("step-overdue", "S3", "procurement", "forecast"),
        ("action-overdue", "A1", "actions", "due"),
    ],
)
async def test_enter_goes_to_the_cell_and_says_there_what_to_do(
    register: Register, code: str, ref: str, screen: str, field: str
) -> None:
    add(register, "risk", description="It rains", owner="Zoë Ray", mitigation="An umbrella")
    add(register, "action", description="Ask the boroughs", owner="Zoë Ray", due="2017-04-01")
    put(register.path, "R1", "rag_recorded", "R")
    put(register.path, "S3", "forecast", "2017-04-01")
    async with opened(register.path) as desk:
        await go_to(desk, code, ref)
        found = finding(desk)
        await desk.press("enter")
        assert desk.screen.tab == screen
        target = desk.screen.target()
        assert target is not None
        assert (target[0].ref, target[1]) == (ref, field)
        assert desk.said == found.advice
        assert desk.table.has_focus


@pytest.mark.long
async def test_enter_goes_to_the_decision_where_its_fields_are(desk: Desk) -> None:
    await go_to(desk, "period-before-approval", "DD2092")
    await desk.press("enter")
    assert desk.screen.tab == "decision"
    at = desk.screen.target()
    assert at is not None
    assert (at[0].ref, at[1]) == ("DD2092", "starts_on")


@pytest.mark.long
@pytest.mark.parametrize(
    ("code", "ref", "tab", "field"),
    [
        ("owner-is-a-unit", "R2", "risks", "owner"),
        ("milestone-without-owner", "M2", "milestones", "owner"),
        ("direct-award-without-exemption", "P1", "procurement", "exemption"),
    ],
)
async def test_where_no_cell_is_shown_enter_goes_to_the_field_of_the_record(
    register: Register, code: str, ref: str, tab: str, field: str
) -> None:
    put(register.path, "P1", "method", "direct award")
    async with opened(register.path) as desk:
        await go_to(desk, code, ref)
        await desk.press("enter")
        assert isinstance(desk.app.screen, RecordScreen)
        assert (desk.screen.tab, desk.table.row_id) == (tab, field)
        assert desk.app.screen.item is not None
        assert desk.app.screen.item.ref == ref
        assert desk.said
        await desk.press("escape")
        assert desk.screen.tab == tab


@pytest.mark.long
async def test_a_column_that_a_wide_terminal_shows_is_gone_to(register: Register) -> None:
    async with opened(register.path, size=(160, 45)) as desk:
        await go_to(desk, "owner-is-a-unit", "R2")
        await desk.press("enter")
        assert desk.at == ("R2", "owner")
        await go_to(desk, "milestone-without-owner", "M2")
        await desk.press("enter")
        assert (desk.screen.NAME, desk.at) == ("milestones", ("M2", "owner"))


@pytest.mark.long
async def test_two_clicks_go_there_too(desk: Desk) -> None:
    await desk.press("9")
    await desk.pilot.click("RecordTable", offset=(30, 2), times=2)
    await desk.settle()
    assert desk.screen.NAME == "publication"
    assert desk.table.row_id == "until"


@pytest.mark.long
async def test_a_filter_that_holds_the_record_back_is_cleared(desk: Desk) -> None:
    await desk.press("4", "slash", *"delivery", "enter")
    await go_to(desk, "no-baseline", "M4")
    await desk.press("enter")
    assert desk.at == ("M4", "baseline")
    assert "5 of 5" in desk.text


@pytest.mark.long
async def test_a_field_that_somebody_left_open_is_still_there(desk: Desk) -> None:
    await desk.press("4", "right", "right", "e")
    editor = desk.screen.query_one(CellEditor)
    await desk.pilot.click("#tabs", offset=(desk.text.splitlines()[1].index("9"), 0))
    await desk.settle()
    await go_to(desk, "no-baseline", "M4")
    await desk.press("enter")
    assert isinstance(desk.app.screen, RecordScreen)
    assert (desk.app.screen.item_id, desk.table.row_id) == (desk.stored.find("M4").id, "baseline")
    await desk.press("escape")
    assert editor.is_mounted


@pytest.mark.long
async def test_keys_typed_ahead_find_the_cell_and_edit_it(desk: Desk) -> None:
    await desk.burst("9", "j", "enter", "e", *"28 apr", "enter")
    assert isinstance(desk.app.screen, Why)
    await desk.burst(*"Procured first", "enter", "9", "g")
    assert desk.holds("publication", "until") == "2017-04-28"
    assert ("PUB1", "deferral-before-approval") not in [row[1:] for row in rows(desk)]


@pytest.mark.long
async def test_e_says_where_it_is_edited(desk: Desk) -> None:
    await desk.press("9", "e")
    assert desk.said == "Enter goes to the value that this is about: there e edits it."
    assert not desk.screen.query(CellEditor)


# -- accepting -------------------------------------------------------------------------------------------------------


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


# -- texts that are meant to break screens ---------------------------------------------------------------------------


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


# -- the tabs --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("digit", "1234567890")
async def test_every_key_is_on_the_tabs_at_eighty_columns_and_what_is_open_has_its_name(desk: Desk, digit: str) -> None:
    await desk.press(digit)
    tabs = desk.text.splitlines()[1]
    assert [one for one in "1234567890" if one not in tabs.split()] == []
    assert f"{digit} {desk.screen.NAME.capitalize()}" in tabs
    assert len(tabs) <= 80


@pytest.mark.long
@pytest.mark.parametrize(("width", "end"), [(120, ["0"]), (160, ["0", "History", "board.loti"])])
async def test_wide_terminals_name_the_screens_and_the_file(register: Register, width: int, end: list[str]) -> None:
    async with opened(register.path, size=(width, 30)) as desk:
        tabs = desk.text.splitlines()[1]
        named = "1 Overview 2 Risks 3 Procurement 4 Milestones 5 Publication 6 Decision 7 Actions 8 Snapshots "
        named += "9 Attention"
        assert tabs.split() == [*named.split(), *end]


@pytest.mark.long
async def test_a_click_on_a_digit_opens_its_screen(desk: Desk) -> None:
    await desk.press("9")
    tabs = desk.text.splitlines()[1]
    assert "Risks" not in tabs
    await desk.pilot.click(offset=(tabs.index("2"), 1))
    await desk.settle()
    assert desk.screen.NAME == "risks"


@pytest.mark.long
@pytest.mark.parametrize("width", [40, 20])
async def test_a_terminal_without_room_keeps_the_name_of_the_open_screen(register: Register, width: int) -> None:
    async with opened(register.path, size=(width, 20)) as desk:
        await desk.press("3")
        assert "3 Procurement" in desk.text.splitlines()[1]
