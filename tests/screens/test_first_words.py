"""What the screens say once at the start: where the register lies, if that is a risk; the welcome before it."""

from __future__ import annotations

from pathlib import Path

import pytest

from db.gateway import Gateway
from db.mounted import Mounted
from db.register import Register
from db.whereabouts import AMBIGUOUS, CLOUD_STORAGE, LENT, MARKERS, NAMES, TOPMOST, Whereabouts
from fixtures import dd2092
from loti_tui.app import LotiApp
from screens.widgets.chrome import MessageLine
from tests.screens.desk import TODAY, Desk, opened


@pytest.fixture(autouse=True)
def plain_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a disk of this computer, on whatever the tests lie."""
    monkeypatch.setattr("db.whereabouts.mounted", lambda folder: Mounted("ext4", "/"))


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """A register in a folder that Dropbox copies."""
    (tmp_path / "Dropbox").mkdir()
    return Register.create(tmp_path / "Dropbox" / "board.loti", [dd2092.first_batch("Jo")]).path


async def test_a_register_that_is_copied_is_warned_of_once_behind_its_rows(copied: Path) -> None:
    async with opened(copied) as desk:
        assert "R1" in desk.text
        assert (desk.said, desk.warned) == (Whereabouts("Dropbox").sentence, True)
        right = desk.screen.query_one("#message", MessageLine).right
        assert Whereabouts("Dropbox").sentence in " ".join(desk.text.replace(right, "").split())
        await desk.press("i", "3")
        assert desk.holds("R1", "impact") == 3
        assert not desk.warned
        await desk.press("3", "2", "escape")
        assert desk.said == ""


async def test_a_register_on_a_share_is_warned_of(register: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("db.whereabouts.mounted", lambda folder: Mounted("nfs4", "/home"))
    async with opened(register.path) as desk:
        assert (desk.said, desk.warned) == (Whereabouts("a network share (nfs4)", share=True).sentence, True)


NAMED = {*MARKERS.values(), *NAMES.values(), *TOPMOST.values(), *AMBIGUOUS.values(), *CLOUD_STORAGE.values()}


@pytest.mark.parametrize("by", [*sorted(NAMED), *(f"a share from another system ({kind})" for kind in sorted(LENT))])
def test_every_warning_has_room_on_the_smallest_screen(by: str) -> None:
    sentence = Whereabouts(by, share=by not in NAMED).sentence
    line = MessageLine()
    line.left, line.right = sentence, "123 findings · 100 of 100 · saved"
    shown = " ".join(one.plain.replace(line.right, "").strip() for one in line.lines(78))
    assert shown == sentence


async def test_a_register_in_a_plain_folder_says_nothing(desk: Desk) -> None:
    assert (desk.said, desk.warned) == ("", False)


async def test_who_only_reads_is_not_warned(copied: Path) -> None:
    async with opened(copied, read_only=True) as desk:
        assert desk.said == ""


async def first_words(gateway: Gateway, greeting: str = "") -> tuple[str, bool]:
    """What the message line says once the register is on the screen, and whether it is a warning."""
    app = LotiApp(gateway, today=TODAY, who="Jo", read_only=False, place="x", greeting=greeting, look_every=None)
    try:
        async with app.run_test(size=(80, 24), notifications=True, tooltips=True) as pilot:
            desk = Desk(app, pilot, gateway.path)
            await desk.settle()
            return desk.said, desk.warned
    finally:
        gateway.close()


async def test_the_welcome_of_a_first_run_comes_first(copied: Path) -> None:
    assert await first_words(Gateway(copied), "Welcome.") == ("Welcome.", False)


async def test_a_register_that_is_gone_afterwards_says_nothing(copied: Path) -> None:
    assert (await first_words(Gateway(copied, passing=True)))[0] == ""
