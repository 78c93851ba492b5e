"""The first minute: a welcome that comes once, a name that is asked for once, and no key or change lost by either."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from db.register import Register
from loti_tui import places
from loti_tui.commands import COMMANDS
from loti_tui.personal import Person
from loti_tui.settings import read
from screens.dialogs.name import NameBox
from screens.dialogs.welcome import Welcome
from screens.widgets.typing import LineInput
from tests.screens.desk import Desk
from tests.settings.person import kept, opened_by, settings_of
from tests.terminal.terminal import Terminal

MADE = "A register was made from decision DD2092. It lies in somewhere.loti"


def stranger() -> Person:
    """Somebody who has given no name, as their settings are now."""
    settings = read(places.settings_file())
    return Person(settings, nameless=not settings["name"])


def newcomer() -> Person:
    """Somebody for whom the register was just made."""
    return replace(stranger(), made=MADE)


def asked(desk: Desk) -> bool:
    """Whether the name is asked for."""
    return isinstance(desk.app.screen, NameBox)


def signed(path: Path) -> list[str]:
    """Who did each act, the first being the making of the register."""
    return [act.who for act in reversed(Register.open(path).acts())]


# -- the name ----------------------------------------------------------------------------------------------------------


async def test_the_first_change_asks_for_a_name_once_and_enter_takes_that_of_the_account(register: Register) -> None:
    async with opened_by(stranger(), register.path, who="root") as desk:
        await desk.press("i", "3")
        assert asked(desk)
        line = desk.app.screen.query_one(LineInput)
        assert (line.value, line.selected_text) == ("root", "root")
        assert desk.holds("R1", "impact") == 2
        await desk.press("enter")
        assert desk.holds("R1", "impact") == 3
        assert "Impact of R1" in desk.said
        await desk.press("i", "4")
        assert desk.holds("R1", "impact") == 4
    assert signed(register.path)[1:] == ["root", "root"]
    assert kept().splitlines()[-1] == 'name = "root"'
    assert not stranger().nameless


@pytest.mark.long
async def test_typing_replaces_the_name_that_is_offered_and_it_is_on_every_change(register: Register) -> None:
    async with opened_by(stranger(), register.path) as desk:
        await desk.press("i", "3", *"Jo Bloggs", "enter", "p", "4")
        assert desk.app.who == "Jo Bloggs"
    assert signed(register.path)[1:] == ["Jo Bloggs", "Jo Bloggs"]


async def test_esc_goes_on_as_the_account_and_nobody_asks_again_in_this_run(register: Register) -> None:
    async with opened_by(stranger(), register.path) as desk:
        await desk.press("i", "3", *"Jo", "escape")
        assert desk.holds("R1", "impact") == 3
        await desk.press("i", "4")
        assert desk.holds("R1", "impact") == 4
    assert signed(register.path)[1:] == ["root", "root"]
    assert kept() == ""
    async with opened_by(stranger(), register.path) as desk:
        await desk.press("i", "1")
        assert asked(desk)


async def test_keys_typed_before_the_question_is_seen_come_after_the_change(register: Register) -> None:
    async with opened_by(stranger(), register.path) as desk:
        await desk.burst("i", "3", "down", "i", "4", "p", "1")
        assert asked(desk)
        assert desk.app.screen.query_one(LineInput).value == "root"
        await desk.press("enter")
        await desk.settle()
        assert (desk.holds("R1", "impact"), desk.holds("R1", "probability")) == (3, 2)
        assert (desk.holds("R2", "impact"), desk.holds("R2", "probability")) == (4, 1)
        assert desk.at[0] == "R2"


@pytest.mark.long
async def test_no_name_is_no_answer_and_that_is_said(register: Register) -> None:
    async with opened_by(stranger(), register.path) as desk:
        await desk.press("i", "3", "backspace", "enter")
        assert asked(desk)
        assert "Nothing was typed. Esc goes on as root this time." in desk.text
        await desk.press(*"Jo", "enter")
    assert signed(register.path)[1:] == ["Jo"]


@pytest.mark.long
async def test_an_edited_cell_stays_open_until_its_change_is_stored(register: Register) -> None:
    async with opened_by(stranger(), register.path) as desk:
        await desk.press("4", "right", "right", "e", *"jun 2017", "enter", *"Jo", "enter")
        assert not asked(desk)
        changed = Register.open(register.path).acts()[0]
        assert changed.who == "Jo"


@pytest.mark.long
@pytest.mark.parametrize(
    "keys", [("n", *"A new risk", "enter"), ("8", "n", "enter"), ("d",)], ids=["an added item", "a snapshot", "removed"]
)
async def test_whatever_is_done_first_asks_for_the_name(register: Register, keys: tuple[str, ...]) -> None:
    async with opened_by(stranger(), register.path) as desk:
        await desk.press(*keys)
        assert asked(desk)
        await desk.press(*"Jo", "enter")
        assert not asked(desk)
    sealed = [str(one.document["who"]) for one in Register.open(register.path).snapshots()]
    assert [*signed(register.path)[1:], *sealed] == ["Jo"]


@pytest.mark.long
async def test_where_the_name_cannot_be_kept_the_change_is_stored_and_that_is_told(register: Register) -> None:
    settings_of("no toml\n")
    async with opened_by(stranger(), register.path) as desk:
        await desk.press("i", "3", *"Jo", "enter")
        assert desk.holds("R1", "impact") == 3
    assert signed(register.path)[1:] == ["Jo"]
    assert kept() == "no toml\n"


@pytest.mark.long
async def test_who_is_known_is_not_asked(register: Register) -> None:
    settings_of('name = "Ann"\n')
    async with opened_by(stranger(), register.path, who="Ann") as desk:
        await desk.press("i", "3")
        assert desk.holds("R1", "impact") == 3
    assert signed(register.path)[1:] == ["Ann"]


@pytest.mark.long
async def test_nobody_is_asked_who_only_looks(register: Register) -> None:
    async with opened_by(stranger(), register.path, read_only=True) as desk:
        await desk.press("i", "3", "2", "e")
        assert not asked(desk)


# -- the welcome -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", ["enter", "escape"])
async def test_a_newcomer_is_welcomed_once(register: Register, key: str) -> None:
    async with opened_by(newcomer(), register.path) as desk:
        assert isinstance(desk.app.screen, Welcome)
        assert "It lies in somewhere.loti" in " ".join(desk.text.split())
        for name in ("impact", "edit", "undo", "export", "keys"):
            assert COMMANDS[name].shown_key in desk.text
        assert "R4" in desk.text
        await desk.press(key)
        assert desk.screen.NAME == "risks"
    assert kept().splitlines()[-1] == "welcome_seen = true"
    async with opened_by(newcomer(), register.path) as desk:
        assert desk.screen.NAME == "risks"


async def test_what_is_tried_while_the_welcome_is_there_is_done(register: Register) -> None:
    async with opened_by(replace(newcomer(), nameless=False), register.path) as desk:
        await desk.press("i", "3")
        assert desk.holds("R1", "impact") == 3


@pytest.mark.long
async def test_the_first_score_of_all_takes_two_keys_and_enter(register: Register) -> None:
    async with opened_by(newcomer(), register.path) as desk:
        await desk.burst("i", "3")
        await desk.press("enter")
        assert desk.holds("R1", "impact") == 3


@pytest.mark.long
async def test_the_welcome_to_a_passing_register_comes_each_time_and_is_not_kept(register: Register) -> None:
    for _ in range(2):
        async with opened_by(replace(newcomer(), passing=True), register.path) as desk:
            assert isinstance(desk.app.screen, Welcome)
            await desk.press("enter")
    assert kept() == ""


@pytest.mark.long
async def test_the_first_screen_may_be_another_and_the_welcome_is_over_it(register: Register) -> None:
    settings_of('screen = "attention"\n')
    async with opened_by(newcomer(), register.path) as desk:
        assert isinstance(desk.app.screen, Welcome)
        await desk.press("enter")
        assert desk.screen.NAME == "attention"


# -- the real program --------------------------------------------------------------------------------------------------


@pytest.fixture
def start() -> Iterator[Callable[..., Terminal]]:
    """Opens the program in a pseudo-terminal; every run is ended with the test."""
    running: list[Terminal] = []

    def started(*words: str) -> Terminal:
        running.append(Terminal(*words))
        return running[-1]

    yield started
    for one in running:
        one.close()


@pytest.mark.long
def test_the_first_start_of_all_welcomes_asks_for_a_name_and_does_neither_again(start: Callable[..., Terminal]) -> None:
    first = start("--today", "2017-04-06")
    first.shows("Welcome", "register.loti")
    first.send("\r")
    first.score("i", "3")
    first.shows("Your name")
    first.send("Jo\r")
    first.says("Impact of R1 is now", "saved")
    first.send("q")
    assert first.end() == 0
    again = start("--today", "2017-04-06")
    again.shows("R1", "saved")
    assert "Welcome" not in again.text
    again.score("i", "4")
    again.says("Impact of R1 is now", "saved")
    again.send("q")
    assert again.end() == 0
    assert signed(places.default_register())[1:] == ["Jo", "Jo"]


@pytest.mark.long
def test_each_demo_welcomes(start: Callable[..., Terminal]) -> None:
    for _ in range(2):
        demo = start("demo", "--as", "Jo")
        demo.shows("Welcome", "it is gone when you leave")
        demo.send("q")
        assert demo.end() == 0
