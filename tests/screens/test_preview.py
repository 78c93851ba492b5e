"""What a pack will say, read in the terminal before it is written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

import pytest
from rich.cells import cell_len

from db.register import Register
from loti_tui.domain.changes import Batch, Edit, new_item
from loti_tui.domain.scoring import SCALE, Rag
from loti_tui.packs import make_pack
from loti_tui.packs.report import (
    Bar,
    Bullets,
    Cell,
    Column,
    Facts,
    Heading,
    MatrixCell,
    Para,
    Report,
    RiskMatrix,
    Table,
    Timeline,
)
from screens.dialogs.pack import PackDialog
from screens.preview import PreviewScreen
from screens.widgets.report_lines import laid_out
from screens.widgets.report_view import ReportView
from tests.screens.box import chosen, done
from tests.screens.desk import TODAY, Desk, dangers, opened, put
from tests.screens.test_hostile import HOSTILE, SOME, spoil, texts

WIDTHS = (76, 116, 156)


def lines(*blocks: Any, width: int) -> list[str]:
    """What stands on each line."""
    report = Report("", "", "", "", blocks)
    return ["".join(words for words, _ in line) for _, line in laid_out(report, width)]


def words_of(value: object) -> Iterator[str]:
    """Every text in a block but its names for other programs."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from words_of(one)
    elif is_dataclass(value):
        for field in fields(value):
            if field.name not in ("tone", "kind", "name", "rag"):
                yield from words_of(getattr(value, field.name))


def view(desk: Desk) -> ReportView:
    """The report as it is shown."""
    assert isinstance(desk.app.screen, PreviewScreen)
    return desk.app.screen.walked


def whole(desk: Desk) -> str:
    """All of what is shown, seen or not."""
    return " ".join("".join(words for words, _ in line).strip() for line in view(desk)._lines)


async def preview(desk: Desk, *keys: str) -> None:
    """Open the preview behind these keys and wait for it."""
    await desk.burst(*keys)
    await done(desk)
    await desk.until(lambda: view(desk)._whole)


# -- lines -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("width", WIDTHS)
def test_every_word_of_a_pack_stands_in_its_preview(register: Register, width: int) -> None:
    report = make_pack(register.state(), today=TODAY, source="board.loti").report
    shown = lines(*report.blocks, width=width)
    assert [line for line in shown if cell_len(line) > width] == []
    there = set(" ".join(shown).replace(":", " ").split())
    drawn = (RiskMatrix, Timeline)
    told = [text for block in report.blocks if not isinstance(block, drawn) for text in words_of(block)]
    assert {word for text in told for word in text.replace(":", " ").split() if len(word) <= 10} - there == set()


@pytest.mark.parametrize("width", [8, 20, 76])
@pytest.mark.parametrize("name", ["closing tag", "family", "wide", "one long word", "5,000 characters", "combining"])
def test_no_line_is_wider_than_its_room_whatever_the_words_are(name: str, width: int) -> None:
    text = HOSTILE[name][0]
    table = Table(text, (Column(text), Column("When", "date"), Column(text)), ((Cell(text), Cell("May"), Cell(text)),))
    bars = (Bar("M1", text, None, (date(2017, 5, 1), date(2017, 5, 31)), False, Rag.AMBER),)
    timeline = Timeline(text, text, bars, date(2017, 4, 1), date(2017, 6, 30), TODAY)
    blocks = (Heading(2, text), Para(text, "note"), Bullets((text,)), Facts(((text, text),)), table, timeline)
    assert [line for line in lines(*blocks, width=width) if cell_len(line) > width] == []


def test_a_table_without_room_for_its_columns_tells_each_row_under_its_head() -> None:
    columns = tuple(Column(name) for name in ("Reference", "Milestone", "Owner", "Forecast", "Status"))
    row = tuple(Cell(words) for words in ("M1", "Delivery start", "Zoë Ray", "June 2017", "Planned"))
    table = Table("Milestones", columns, (row,))
    assert lines(table, width=80) == [
        "Milestones",
        "Reference  Milestone       Owner    Forecast   Status ",
        "─────────  ──────────────  ───────  ─────────  ───────",
        "M1         Delivery start  Zoë Ray  June 2017  Planned",
    ]
    assert lines(table, width=40) == [
        "Milestones",
        "M1  Milestone: Delivery start",
        "    Owner: Zoë Ray  Forecast: June 2017",
        "    Status: Planned",
    ]


def test_the_matrix_says_each_rag_in_words_and_counts_the_risks_that_have_no_room() -> None:
    refs = tuple(f"R{n}" for n in range(1, 41))
    cells = tuple(
        MatrixCell(i, p, Rag.RED if i * p > 8 else Rag.GREEN, refs if i == p == 4 else ())
        for i in SCALE
        for p in SCALE
    )  # fmt: skip
    shown = lines(RiskMatrix("Matrix", ("a", "b", "c", "d"), ("e", "f", "g", "h"), cells), width=76)
    assert max(map(cell_len, shown)) <= 76
    assert "▲ Red (R) 16" in shown[3]
    assert shown[4].split() == ["R1,", "R2,", "R3,", "R4,"]
    assert shown[6].split() == ["and", "32", "more"]
    assert shown[-1].startswith("1 a")
    assert shown[-1].count("● Green (G)") == 4


def test_the_timeline_draws_plan_forecast_and_today_on_the_cells_of_their_days() -> None:
    april, may, june = ((date(2017, m, 1), date(2017, m, d)) for m, d in ((4, 30), (5, 31), (6, 30)))
    bars = (Bar("S1", "Approved", april, april, True, None), Bar("M1", "Start", may, june, False, Rag.AMBER))
    caption, years, months, done_, late, legend, words = lines(
        Timeline("Timeline", "In words.", bars, date(2017, 4, 1), date(2017, 6, 30), TODAY), width=76
    )
    assert (caption, words) == ("Timeline", "In words.")
    left = months.index("Apr")
    assert years[left : left + 4] == "2017"
    may_at, june_at = months.index("May"), months.index("Jun")
    assert done_[left : may_at - 1] == "█" * (may_at - 1 - left)
    assert done_.rstrip().endswith("■ Done")
    assert late.startswith("M1   Start")
    assert "┊" in late[left:may_at]
    assert late[may_at] == "░"
    assert late[june_at : june_at + 5] == "▓▓▓▓▓"
    assert late.rstrip().endswith("◆ Amber")
    assert "┊ today, 6 Apr 2017" in legend


# -- the screen --------------------------------------------------------------------------------------------------------


async def test_the_first_line_says_what_it_is_and_for_whom(register: Register) -> None:
    register.take_snapshot("March", who="Jo", day=date(2017, 3, 27))
    async with opened(register.path) as desk:
        await preview(desk, "8", "w")
        top = desk.text.splitlines()[3:5]
        assert top == [
            " Preview · Board pack: everything, for the board only",
            " Snapshot “March” · as at 27 March 2017",
        ]
        assert "Status summary" in desk.text
        await desk.press("G")
        assert "Signed by the board" in desk.text
        await desk.press("escape")
        assert desk.screen.NAME == "snapshots"


async def test_a_shows_the_public_pack_without_what_is_withheld(desk: Desk) -> None:
    await preview(desk, "8", "w")
    assert "Boroughs do not have the capacity" in whole(desk)
    await preview(desk, "a")
    assert desk.text.splitlines()[3] == " Preview · Public pack: without what is withheld"
    assert "The register as it stands · as at 6 April 2017 · 41 entries withheld" in desk.text
    assert "Boroughs do not have the capacity" not in whole(desk)
    await preview(desk, "a")
    assert "Boroughs do not have the capacity" in whole(desk)


@pytest.mark.long
async def test_a_public_pack_that_is_refused_says_why_in_its_place(register: Register) -> None:
    put(register.path, "PUB1", "scope", "named")
    async with opened(register.path) as desk:
        await preview(desk, "8", "w")
        await preview(desk, "a")
        assert whole(desk).startswith("No public pack was made. The deferral is to reach what is named")
        await desk.press("a")
        await done(desk)
        assert "Status summary" in desk.text


@pytest.mark.long
async def test_x_goes_on_to_write_what_is_shown(register: Register) -> None:
    register.take_snapshot("March", who="Jo")
    async with opened(register.path) as desk:
        await preview(desk, "8", "w")
        await preview(desk, "a")
        await desk.press("x")
        assert chosen(desk)[:2] == ("March", "public")
        await desk.press("w", "x")  # no box above a box
        await done(desk)
        assert isinstance(desk.app.screen, PackDialog)
        await desk.press("escape")
        assert isinstance(desk.app.screen, PreviewScreen)


@pytest.mark.long
async def test_a_preview_of_the_present_follows_what_others_change(register: Register) -> None:
    async with opened(register.path) as desk:
        await preview(desk, "8", "w")
        await desk.press("pagedown", "pagedown")
        before = view(desk).scroll_offset.y
        put(register.path, "R1", "mitigation", "Weekly calls")
        await desk.look()
        await done(desk)
        await desk.until(lambda: view(desk)._whole and "Weekly calls" in whole(desk))
        assert abs(view(desk).scroll_offset.y - before) <= 8  # at the block that was read


async def test_words_are_found_as_they_are_typed_and_n_goes_on_to_the_next_place(desk: Desk) -> None:
    await preview(desk, "8", "w")
    await desk.burst("slash", *"INTELLIGENCE UNIT", "enter")
    first = view(desk).found
    assert first is not None
    assert "intelligence unit" in view(desk)._folded[first]
    assert "Intelligence Unit" in desk.text
    await desk.burst("n")
    second = view(desk).found
    assert second is not None
    assert second > first
    await desk.burst("N")
    assert view(desk).found == first
    await desk.burst("slash", "ctrl+u", *"zzz")
    assert desk.said == "“zzz” does not stand in it."
    await desk.burst("escape", "escape")
    assert desk.screen.NAME == "snapshots"


@pytest.mark.long
async def test_n_before_anything_was_looked_for_says_how(desk: Desk) -> None:
    await preview(desk, "8", "w")
    for key in ("n", "N"):
        await desk.press(key)
        assert desk.said == "Nothing was looked for yet: / finds words."
    await desk.press("e", "y")
    assert desk.warned


@pytest.mark.long
async def test_it_is_scrolled_by_lines_and_pages_and_says_where_it_is(desk: Desk) -> None:
    await preview(desk, "8", "w")
    assert "lines 1 to 15 of" in desk.text
    await desk.press("j", "j")
    assert "lines 3 to 17 of" in desk.text
    await desk.press("pagedown", "k")
    assert "lines 15 to 29 of" in desk.text
    await desk.press("pageup", "pageup", "pageup")
    assert "lines 1 to 15 of" in desk.text


@pytest.mark.long
async def test_where_the_terminal_becomes_wider_the_same_block_is_read_on(desk: Desk) -> None:
    await preview(desk, "8", "w")
    await desk.burst("slash", *"R3:", "enter")
    await desk.press(*["j"] * 12)
    top = view(desk)._blocks[view(desk).scroll_offset.y]
    await desk.pilot.resize_terminal(140, 30)
    await desk.settle()
    await desk.until(lambda: view(desk)._whole)
    assert view(desk)._blocks[view(desk).scroll_offset.y] == top


@pytest.mark.long
async def test_thousands_of_risks_are_shown_from_the_first_to_the_last(register: Register) -> None:
    new = [new_item("risk", {"description": f"Supplier {n} is late", "impact": n % 4 + 1}) for n in range(2_400)]
    register.apply(Batch("Jo", tuple(edit for edits in new for edit in edits)))
    async with opened(register.path) as desk:
        await desk.press("8", "w")
        await done(desk)
        assert "Status summary" in desk.text
        await desk.press("G")
        await desk.until(lambda: "Signed by the board" in desk.text)
        shown = whole(desk)  # so many risks are rows of a table: their words wrap in its columns
        assert [n for n in range(2_400) if f"{n} is" not in shown] == []


@pytest.mark.long
@texts(SOME, SOME)
async def test_hostile_texts_are_letters_in_a_preview(register: Register, text: str, letters: str) -> None:
    spoil(register, text)
    path = register.path
    risk = register.state().find("R1")
    register.apply(Batch("Jo", (Edit("risk", risk.id, "owner", text[:200]),)))
    async with opened(path) as desk:
        await preview(desk, "8", "w")
        assert letters in desk.text
        for _ in range(3):
            assert dangers(desk.app) == []
            assert [line for line in desk.text.splitlines() if cell_len(line) > 80] == []
            await desk.burst("pagedown", "pagedown")
        await desk.burst("slash")
        await desk.paste(text[:500])
        assert dangers(desk.app) == []
