"""What needs attention: counted on every screen, worked out behind everything else."""

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
from loti_tui.domain.changes import Batch, Edit
from loti_tui.domain.findings import Attention
from loti_tui.domain.findings.kept import Kept
from loti_tui.domain.matrices import changed
from loti_tui.domain.scoring import SCALE, Rag
from screens.widgets.chrome import MessageLine
from tests.screens.desk import Desk, opened, put, segments
from tests.screens.findings import add, at, end

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def quiet(blank: Register) -> Register:
    """A register with one risk that nobody has scored, and nothing else to look at."""
    add(blank, "risk", description="It rains", owner="Zoë Ray", mitigation="An umbrella")
    return blank


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
