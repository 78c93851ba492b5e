"""One registry of keys: what is bound, shown, listed and offered agrees, and fits in 80 columns."""

from __future__ import annotations

import inspect
import pkgutil
from collections import defaultdict
from collections.abc import Iterator
from importlib import import_module

import pytest
from textual.app import App
from textual.binding import Binding
from textual.command import CommandPalette
from textual.dom import DOMNode
from textual.screen import Screen
from textual.widgets import OptionList, Static

import screens
from db.register import Register
from loti_tui.app import LotiApp
from loti_tui.commands import COMMANDS, MOVE, PLACES
from screens.act import ActsScreen
from screens.base import RegisterScreen
from screens.dialogs.keys import KeysHelp
from screens.record import FieldsScreen, RecordScreen
from screens.table_screen import TableScreen
from screens.widgets.record_table import RecordTable
from tests.screens.desk import Desk, opened

DIGITS = [COMMANDS[name].keys[0] for name in PLACES]


def classes() -> list[type[DOMNode]]:
    """Every class of ours that may bind keys."""
    modules = [import_module(found.name) for found in pkgutil.walk_packages(screens.__path__, "screens.")]
    found = {
        one
        for module in modules
        for one in vars(module).values()
        if inspect.isclass(one) and issubclass(one, DOMNode) and one.__module__.startswith("screens.")
    }
    return sorted({*found, LotiApp}, key=lambda one: one.__qualname__)


def bound(node: type[DOMNode]) -> Iterator[Binding]:
    """The bindings that a class of ours states itself or inherits from one of ours."""
    for one in node.__mro__:
        if one.__module__.startswith(("screens.", "loti_tui.")):
            for binding in vars(one).get("BINDINGS", ()):
                assert isinstance(binding, Binding)
                yield binding


SCREENS = [
    one
    for one in classes()
    if issubclass(one, RegisterScreen) and one not in (RegisterScreen, TableScreen, FieldsScreen, ActsScreen)
]


@pytest.mark.parametrize(
    ("keys", "told"),
    [
        (("slash", "b"), "Enter keep  Esc clear"),
        (("right", "right", "right", "e"), "Enter store  Tab store, next  Shift+arrow store, go on  Esc leave"),
        (("i",), "1 2 3 4 score  Esc leave"),
        (("r",), "r red  a amber  g green  n none  Esc leave"),
        (("r", "a"), "Enter done  Esc leave"),
        (("space", "E", "5"), "Enter show what it changes  Esc leave"),
        (("8", "n"), "Enter done  Esc leave"),
        (("comma", "e"), "Enter take  Esc leave"),
    ],
    ids=lambda one: one if isinstance(one, str) else " ".join(one),
)
async def test_while_words_are_typed_the_line_of_keys_says_what_keys_do_there(
    register: Register, keys: tuple[str, ...], told: str
) -> None:
    async with opened(register.path) as desk:
        before = desk.text.splitlines()[-1]
        await desk.press("4" if "right" in keys else "2", *keys)
        assert desk.text.splitlines()[-1].strip() == told
        await desk.press("escape", "escape", "2")
        assert desk.text.splitlines()[-1] == before


async def test_where_there_is_little_room_the_way_out_is_said_all_the_same(register: Register) -> None:
    async with opened(register.path, size=(60, 20)) as desk:
        await desk.press("4", "right", "right", "e")
        assert desk.text.splitlines()[-1].strip() == "Enter store  Tab store, next  Esc leave"


async def test_where_no_key_has_the_words_it_says_so(desk: Desk) -> None:
    await desk.press("question_mark", "slash", *"xyzzy")
    assert "No key here has all of “xyzzy”. Esc shows every key again." in desk.text
    await desk.press("escape")
    assert "No key here" not in desk.text


async def test_the_matrix_editor_lists_its_keys_too(register: Register) -> None:
    async with opened(register.path) as desk:
        await desk.press("2", "m", "question_mark")
        assert isinstance(desk.app.screen, KeysHelp)
        assert "Amber" in desk.text


@pytest.mark.parametrize("node", classes(), ids=lambda one: one.__name__)
def test_every_binding_has_its_action_where_it_is_bound(node: type[DOMNode]) -> None:
    for binding in bound(node):
        whose, _, name = binding.action.partition("(")[0].rpartition(".")
        where = LotiApp if whose == "app" else node
        assert hasattr(where, f"action_{name}"), f"{node.__name__}: {binding.key} -> {name}"


def test_every_command_is_bound_somewhere_and_under_the_keys_of_the_registry() -> None:
    known = {binding.id: binding for node in classes() for binding in bound(node) if binding.id}
    assert set(known) == set(COMMANDS)
    assert {name: tuple(one.key.split(",")) for name, one in known.items()} == {
        name: command.keys for name, command in COMMANDS.items()
    }


@pytest.mark.parametrize("screen", SCREENS, ids=lambda one: one.__name__)
def test_no_two_commands_that_are_alive_together_share_a_key(screen: type[DOMNode]) -> None:
    actions: dict[str, set[str]] = defaultdict(set)
    for node in (screen, RecordTable, LotiApp):
        for binding in bound(node):
            for key in binding.key.split(","):
                actions[key].add(binding.action)
    shared = {key: names for key, names in actions.items() if len(names) > 1}
    # On what was done, u and U mean the act under the cursor: there the screen's own command is the one alive.
    meant = {"u": {"undo", "undo_act"}, "U": {"redo", "redo_act"}}
    assert shared == (meant if issubclass(screen, ActsScreen) else {})


@pytest.mark.parametrize("screen", SCREENS, ids=lambda one: one.__name__)
def test_what_a_screen_shows_among_its_keys_can_be_done_there(screen: type[DOMNode]) -> None:
    assert issubclass(screen, RegisterScreen)
    there = {binding.action for node in (screen, RecordTable, LotiApp) for binding in bound(node)}
    assert set(screen.SHOWN_KEYS) <= there


def test_no_command_takes_a_key_that_textual_keeps_for_itself() -> None:
    kept = {
        key for node in (App, Screen) for one in node.BINDINGS if isinstance(one, Binding) for key in one.key.split(",")
    }
    ours = {key for command in COMMANDS.values() for key in command.keys}
    assert ours & kept <= {"ctrl+q", "ctrl+p", "f1", "tab"}


@pytest.mark.parametrize("digit", [*DIGITS, "record"])
async def test_every_key_that_matters_fits_at_eighty_columns(register: Register, digit: str) -> None:
    async with opened(register.path) as desk:
        await desk.press("enter" if digit == "record" else digit)
        keys = desk.text.splitlines()[-1]
        for name in (*desk.screen.SHOWN_KEYS, "keys"):
            assert f"{COMMANDS[name].shown_key} {COMMANDS[name].label}" in keys
        tabs = desk.text.splitlines()[1].split()
        assert [digit for digit in DIGITS if digit not in tabs] == []


@pytest.mark.parametrize("digit", [*DIGITS, "record"])
async def test_the_list_of_keys_holds_every_command_that_can_be_given_there(register: Register, digit: str) -> None:
    async with opened(register.path) as desk:
        await desk.press("enter" if digit == "record" else digit)
        alive = {one.binding.action for one in desk.screen.active_bindings.values()} & COMMANDS.keys()
        await desk.press("question_mark")
        assert isinstance(desk.app.screen, KeysHelp)
        listed = "\n".join(str(one.content) for one in desk.app.screen.query(Static))
        assert [name for name in alive if COMMANDS[name].sentence not in listed] == []
        assert [one.name for one in desk.app.screen.commands if one.name not in alive] == []
        await desk.press("escape")
        assert isinstance(desk.app.screen, RecordScreen if digit == "record" else RegisterScreen)


@pytest.mark.long
async def test_the_list_of_keys_is_seen_to_its_end_by_keys(desk: Desk) -> None:
    await desk.press("f1")
    assert "Keys that work here" in desk.text
    await desk.press("end")
    await desk.until(lambda: "Esc closes this" in desk.text)


def offered(desk: Desk) -> str:
    """What the palette lists."""
    options = desk.app.screen.query_one(OptionList)
    return "\n".join(str(options.get_option_at_index(place).prompt) for place in range(options.option_count))


@pytest.mark.parametrize("key", ["ctrl+p", "colon"])
async def test_the_palette_offers_what_can_be_done_with_its_keys(desk: Desk, key: str) -> None:
    alive = {one.binding.action for one in desk.screen.active_bindings.values()} & COMMANDS.keys()
    wanted = [COMMANDS[name] for name in alive if COMMANDS[name].group != MOVE and name != "command_palette"]
    await desk.press(key)
    assert isinstance(desk.app.screen, CommandPalette)
    await desk.until(lambda: all(f"{one.sentence}  ({one.shown_key})" in offered(desk) for one in wanted))


@pytest.mark.long
async def test_a_command_of_the_palette_runs(desk: Desk) -> None:
    await desk.press("ctrl+p")
    await desk.type_text("undo the last")
    await desk.until(lambda: desk.app.screen.query_one(OptionList).option_count == 1)
    await desk.press("enter")
    await desk.until(lambda: not isinstance(desk.app.screen, CommandPalette))
    await desk.until(lambda: desk.said == "There is nothing to undo.")


@pytest.mark.long
async def test_a_score_given_by_the_palette_is_stored(desk: Desk) -> None:
    await desk.press("ctrl+p")
    await desk.type_text("score the imp")
    await desk.until(lambda: desk.app.screen.query_one(OptionList).option_count == 1)
    await desk.press("enter")
    await desk.until(lambda: not isinstance(desk.app.screen, CommandPalette))
    await desk.until(lambda: "Press 1, 2, 3 or 4" in desk.said)
    await desk.press("3")
    assert desk.holds("R1", "impact") == 3


@pytest.mark.long
async def test_the_palette_of_a_read_only_register_offers_no_change(register: Register) -> None:
    async with opened(register.path, read_only=True) as desk:
        await desk.press("ctrl+p")
        await desk.until(lambda: COMMANDS["filter"].sentence in offered(desk))
        assert [one.name for one in COMMANDS.values() if one.changes and one.sentence in offered(desk)] == []


@pytest.mark.long
async def test_a_theme_is_chosen_and_everything_is_still_there(desk: Desk) -> None:
    await desk.press("t")
    assert isinstance(desk.app.screen, CommandPalette)
    await desk.until(lambda: desk.app.screen.query_one(OptionList).option_count > 1)
    await desk.press("escape")
    for name in ("board-light", "board-dark", "nord", "textual-light"):
        desk.app.theme = name
        await desk.settle()
        assert "◆ Amber" in desk.line("R1")


async def test_y_copies_the_value_under_the_cursor(desk: Desk) -> None:
    await desk.press("right", "y")
    assert desk.app.clipboard == "2 Improbable"
    assert desk.said == "Copied: 2 Improbable"


async def test_q_leaves(register: Register) -> None:
    async with opened(register.path) as desk:
        await desk.press("i", "3", "q")
        assert not desk.app.is_running
    async with opened(register.path) as desk:
        assert desk.holds("R1", "impact") == 3
