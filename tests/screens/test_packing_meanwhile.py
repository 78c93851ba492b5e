"""A pack behind x: made beside everything else, stopped between two formats, and read before it is made."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event

import pytest
from textual.widgets import Static

from db.register import Register
from loti_tui.packing import STOPPED
from loti_tui.packs import Pack, as_json
from screens.dialogs import pack as dialog
from screens.dialogs.pack import PackDialog, bar
from screens.preview import PreviewScreen
from screens.widgets.pickers import Picker
from tests.screens.box import NAMES, QUICK, chosen, done, fill, names, noted
from tests.screens.desk import Desk, dangers, opened


@contextmanager
def writer_waits(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Event, Event]]:
    """The JSON of a pack is not made before the second event is set; the first says that it is being made."""
    begun, go_on, write = Event(), Event(), as_json.write

    def later(pack: Pack) -> dict[str, bytes]:
        begun.set()
        assert go_on.wait(30)
        return write(pack)

    monkeypatch.setattr(as_json, "write", later)
    try:
        yield begun, go_on
    finally:
        go_on.set()


# -- while it is being made --------------------------------------------------------------------------------------------


async def test_esc_stops_between_two_formats_and_leaves_nothing_behind(
    desk: Desk, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with writer_waits(monkeypatch) as (begun, go_on):
        await fill(desk, folder)
        await desk.press("enter")
        await desk.until(begun.is_set)
        assert noted(desk) == "Making the pack …"
        assert "Esc stops it" in desk.text
        await desk.press("escape")
        assert noted(desk) == "Stopping …"
        go_on.set()
        await done(desk)
    assert noted(desk) == STOPPED
    assert not folder.exists()
    assert chosen(desk)[3] == str(folder)
    await desk.press("enter")
    await done(desk)
    assert names(folder) == NAMES


async def test_the_register_and_the_keys_are_free_while_documents_are_made(
    desk: Desk, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with writer_waits(monkeypatch) as (begun, _):
        await fill(desk, folder)
        await desk.press("enter")
        await desk.until(begun.is_set)
        stored = desk.app.gateway.use(lambda register: register.state().find("R1").ref)
        assert stored.result(timeout=20) == "R1"
        await desk.press("enter", "w", "tab", "x")  # they have no meaning now
        assert isinstance(desk.app.screen, PackDialog)
        assert desk.app.packing == 1
    await done(desk)
    assert names(folder) == NAMES


@pytest.mark.long
async def test_after_a_moment_a_bar_names_the_format_and_how_many_are_done(
    desk: Desk, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dialog, "PATIENCE", 0.01)
    with writer_waits(monkeypatch) as (begun, _):
        await fill(desk, folder, formats=["csv", "json", "markdown"])
        await desk.press("enter")
        await desk.until(begun.is_set)
        await desk.until(lambda: bar("json", 1, 3) in desk.text)
    await done(desk)
    assert "documents were written" in desk.said


@pytest.mark.long
async def test_whoever_quits_while_a_pack_is_made_leaves_no_part_of_it(
    register: Register, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with writer_waits(monkeypatch) as (begun, go_on):
        async with opened(register.path) as desk:
            await fill(desk, folder)
            await desk.press("enter")
            await desk.until(begun.is_set)
            desk.app.stop_packing()
            makers = desk.app._makers
        go_on.set()
        makers.shutdown(wait=True)
    assert not folder.exists()


# -- the box and the preview -------------------------------------------------------------------------------------------


@pytest.mark.long
async def test_w_shows_what_it_will_say_and_esc_comes_back_to_what_was_chosen(sealed: Desk, folder: Path) -> None:
    await fill(sealed, folder, of=1)
    await sealed.press("up", "w")
    await done(sealed)
    assert isinstance(sealed.app.screen, PreviewScreen)
    assert "Snapshot “March”" in sealed.text
    await sealed.press("a", "escape")
    assert chosen(sealed) == ("March", "public", tuple(sorted(QUICK)), str(folder))


@pytest.mark.long
@pytest.mark.parametrize("size", [(46, 14), (80, 24), (120, 36), (160, 45)])
async def test_the_box_fits_every_terminal(register: Register, size: tuple[int, int]) -> None:
    register.take_snapshot("[@click=app.quit]伦敦技术办公室 " * 4, who="Jo")
    async with opened(register.path, size=size) as desk:
        await desk.press("x", "right")
        assert dangers(desk.app) == []
        assert desk.app.screen.query_one("#of", Picker).chosen.startswith("[@click")
        await desk.press("shift+tab")
        await desk.until(lambda: "Esc Cancel" in desk.text)
        help_line = desk.app.screen.query_one("#help", Static)
        assert help_line.region.right <= size[0]
