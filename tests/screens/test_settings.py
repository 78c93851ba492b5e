"""The settings on the screens: read, changed by keys, in force at once, kept; and a person's own keys everywhere."""

from __future__ import annotations

import tomllib
from functools import partial
from pathlib import Path

import pytest
from textual.command import CommandPalette
from textual.widgets import OptionList

from db.register import Register
from loti_tui import places
from loti_tui.commands import BUILT_IN, COMMANDS, PLACES
from loti_tui.personal import MOST_TOLD, Person, own_keys
from loti_tui.settings import SETTINGS, Settings, read
from screens.dialogs.keys import KeyLine, KeysHelp
from screens.settings import SettingEditor, SettingsScreen
from screens.widgets.chrome import Tabs
from tests.screens.box import chosen
from tests.screens.desk import Desk, opened, put
from tests.settings.person import kept, opened_by, settings_of

ROWS = list(SETTINGS)


async def change(desk: Desk, name: str, *keys: str) -> None:
    """Open the settings, go to one, and type into its editor."""
    await desk.press("comma", *["down"] * ROWS.index(name), "enter", *keys)


def shown(desk: Desk, label: str) -> str:
    """The row of a setting."""
    return next(line for line in desk.text.splitlines() if line.strip("▌ ").startswith(label))


# -- the screen --------------------------------------------------------------------------------------------------------


async def test_every_setting_has_a_row_with_its_value_and_where_that_comes_from(register: Register) -> None:
    person = settings_of('theme = "nord"\nscreen = "milestones"\n')
    person = Person(Settings(person.settings.file, person.settings.kept, {"name": "Jo"}))
    async with opened_by(person, register.path, who="Jo") as desk:
        await desk.press("comma")
        assert isinstance(desk.app.screen, SettingsScreen)
        assert [one.label for one in SETTINGS.values() if not shown(desk, one.label)] == []
        assert shown(desk, "Name").split()[1:] == ["Jo", "command", "line"]
        assert shown(desk, "Theme").split()[1:] == ["nord", "file"]
        assert shown(desk, "Packs into").split()[2:] == ["packs", "default"]
        assert "Kept in" in desk.text
        await desk.press("escape")
        assert desk.screen.NAME == "milestones"


async def test_a_theme_is_chosen_by_the_arrows_in_force_at_once_and_kept(register: Register) -> None:
    async with opened_by(settings_of("# mine\n"), register.path) as desk:
        await change(desk, "theme", "down", "enter")
        assert desk.app.theme == "board-light"
        assert desk.said == "Theme is board-light now. It was kept in settings.toml."
        assert shown(desk, "Theme").split()[1:] == ["board-light", "file"]
        assert kept() == '# mine\ntheme = "board-light"\n'


@pytest.mark.long
async def test_e_edits_too_and_esc_leaves_the_value(register: Register) -> None:
    async with opened_by(settings_of(""), register.path) as desk:
        await desk.press("comma", "down", "e", "down", "escape")
        assert (desk.app.theme, desk.said) == ("board-dark", "Theme was left as it was.")
        await desk.press("escape")
        assert desk.screen.NAME == "risks"
    assert kept() == ""


async def test_what_is_not_accepted_is_told_and_stays_to_be_mended(register: Register) -> None:
    async with opened_by(settings_of(""), register.path) as desk:
        await change(desk, "look_every", *"soon", "enter")
        assert desk.warned
        assert "seconds from 0 to 3,600" in desk.said
        assert desk.app.screen.query_one(SettingEditor).value == "soon"
        await desk.press("ctrl+u", "5", "enter")
        assert desk.app.look_every == 5
        assert kept() == "look_every = 5\n"


@pytest.mark.long
async def test_an_emptied_value_is_the_default_again(register: Register) -> None:
    async with opened_by(settings_of('pack_folder = "out"\n'), register.path) as desk:
        assert desk.app.pack_folder == "out"
        await change(desk, "pack_folder", "ctrl+u", "enter")
        assert desk.app.pack_folder == "packs"
        assert desk.said == "Packs into is packs now. That is the default."
    assert kept() == ""


@pytest.mark.long
async def test_words_that_are_typed_are_not_lost_by_esc_without_a_question(register: Register) -> None:
    async with opened_by(settings_of(""), register.path) as desk:
        await change(desk, "name", *"Ann", "escape")
        assert "is typed as Name and not taken yet" in desk.text
        await desk.press("s")
        assert (desk.app.who, kept()) == ("Ann", 'name = "Ann"\n')


@pytest.mark.long
async def test_a_setting_may_be_changed_where_the_register_may_not(register: Register) -> None:
    async with opened_by(settings_of(""), register.path, read_only=True) as desk:
        await desk.press("comma", "down", "e", "down", "enter")
        assert desk.app.theme == "board-light"


@pytest.mark.long
async def test_where_the_file_cannot_be_written_that_is_told_and_the_setting_holds(register: Register) -> None:
    person = settings_of("no toml\n")
    async with opened_by(person, register.path) as desk:
        assert "cannot be read as TOML" in desk.said
        await change(desk, "theme", "down", "enter")
        assert desk.app.theme == "board-light"
        assert desk.warned
        assert "nothing was written into it" in desk.said
        assert "“Theme” holds until you leave." in desk.said
    assert kept() == "no toml\n"


@pytest.mark.long
async def test_a_stated_name_stays_that_of_the_run(register: Register) -> None:
    async with opened_by(Person(Settings(places.settings_file(), {}, {"name": "Jo"})), register.path, who="Jo") as desk:
        await change(desk, "name", *"Ann", "enter")
        assert desk.said.endswith("This run goes by “Jo”, of the command line.")
        assert (desk.app.who, kept().splitlines()[-1]) == ("Jo", 'name = "Ann"')


# -- each setting acts -------------------------------------------------------------------------------------------------


@pytest.mark.long
async def test_the_set_name_goes_on_a_change(register: Register) -> None:
    async with opened_by(settings_of(""), register.path) as desk:
        await change(desk, "name", *"Ann", "enter")
        await desk.press("escape", "i", "3")
    assert Register.open(register.path).acts()[0].who == "Ann"


@pytest.mark.long
@pytest.mark.parametrize("name", ["milestones", "attention"])
async def test_the_set_screen_opens_first_and_the_first_frame_shows_it(register: Register, name: str) -> None:
    async with opened_by(settings_of(f'screen = "{name}"\n'), register.path) as desk:
        assert name == desk.screen.NAME
        assert desk.screen.query_one(Tabs).current == name


@pytest.mark.long
async def test_the_set_theme_is_that_of_the_first_frame(register: Register) -> None:
    async with opened_by(settings_of('theme = "nord"\n'), register.path) as desk:
        assert desk.app.theme == "nord"
        assert desk.said == ""


@pytest.mark.long
async def test_a_theme_that_this_terminal_cannot_have_is_told_and_left_as_it_is_set(
    register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with opened_by(settings_of('theme = "ansi-dark"\n'), register.path) as desk:
        assert desk.app.theme == "board-dark"
        assert desk.said == "The theme “ansi-dark” is not to be had on this terminal: board-dark is shown."
        await change(desk, "theme", "ctrl+u", *"ansi-light", "enter")
        assert (desk.app.theme, desk.warned) == ("board-dark", True)
        assert "is not to be had on this terminal. Nothing was changed." in desk.said
    assert kept() == 'theme = "ansi-dark"\n'


@pytest.mark.long
async def test_a_theme_chosen_with_t_is_remembered(register: Register) -> None:
    async with opened_by(settings_of(""), register.path) as desk:
        await desk.press("t")
        assert isinstance(desk.app.screen, CommandPalette)
        await desk.type_text("nord")
        await desk.until(lambda: desk.app.screen.query_one(OptionList).option_count == 1)
        await desk.press("enter")
        await desk.until(lambda: desk.said == "Theme is nord now. It was kept in settings.toml.")
    assert tomllib.loads(kept()) == {"theme": "nord"}


@pytest.mark.long
async def test_others_are_looked_for_as_often_as_is_set_and_not_at_all_with_0(register: Register) -> None:
    async with opened_by(settings_of(""), register.path) as desk:
        await change(desk, "look_every", "ctrl+u", *"0.2", "enter")
        await desk.press("escape")
        put(register.path, "R1", "impact", 4)
        await desk.until(lambda: desk.line("R1").split()[-4:-2] == ["4", "8"])
        await change(desk, "look_every", "ctrl+u", "0", "enter")
        assert desk.app.look_every is None


@pytest.mark.long
async def test_packs_go_into_the_set_folder(register: Register) -> None:
    async with opened_by(settings_of('pack_folder = "for the board"\n'), register.path) as desk:
        await desk.press("x")
        assert "for the board" in desk.text


@pytest.mark.long
async def test_the_set_audience_and_editor_are_what_boxes_ask_for(register: Register) -> None:
    async with opened_by(settings_of('pack_audience = "public"\neditor = "nano -w"\n'), register.path) as desk:
        assert desk.app.settings.editor == "nano -w"
        await desk.press("x")
        assert chosen(desk)[1] == "public"


# -- what is told at the start -----------------------------------------------------------------------------------------


async def test_what_cannot_be_used_is_told_at_the_start_and_listed_with_the_settings(register: Register) -> None:
    person = settings_of('them = "nord"\nscreen = "risk"\nlook_every = -1\n')
    async with opened_by(person, register.path) as desk:
        assert desk.warned
        assert person.settings.problems[0] in desk.said
        assert f"{len(person.settings.problems) - MOST_TOLD} more" in desk.said
        await desk.press("comma")
        assert "look_every" in desk.text


# -- a person's own keys -----------------------------------------------------------------------------------------------


def keys_of(words: str) -> Person:
    """A person whose keymap says this."""
    file = places.keymap_file()
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(words, encoding="utf-8")
    return Person(read(places.settings_file()), own_keys())


async def test_own_keys_do_what_the_built_in_ones_did_and_those_do_it_no_more(register: Register) -> None:
    async with opened_by(keys_of('undo = "ctrl+z"\nimpact = ["b", "f6"]\nmilestones = "M"\n'), register.path) as desk:
        await desk.press("b", "3")
        assert desk.holds("R1", "impact") == 3
        await desk.press("ctrl+z")
        assert desk.holds("R1", "impact") == 2
        await desk.press("f6", "4", "u")
        assert desk.holds("R1", "impact") == 4
        await desk.press("i")
        assert "does nothing here" in desk.said
        await desk.press("M")
        assert desk.screen.NAME == "milestones"


@pytest.mark.long
async def test_own_keys_stand_in_the_tabs_the_footer_the_list_and_the_palette(register: Register) -> None:
    async with opened_by(keys_of('undo = "ctrl+z"\nimpact = "b"\nmilestones = "M"\n'), register.path) as desk:
        assert "M Milestones" in desk.text
        assert "b impact" in desk.text
        await desk.press("question_mark")
        assert isinstance(desk.app.screen, KeysHelp)
        assert {entry.action: entry.keys for entry in desk.app.screen.entries}["undo"] == "ctrl+z"
        await desk.press("escape", "colon")
        await desk.type_text("undo the last")
        await desk.until(lambda: "(ctrl+z)" in desk.text)


@pytest.mark.long
async def test_a_bad_line_is_told_at_the_start_and_the_built_in_key_works(register: Register) -> None:
    async with opened_by(keys_of('undo = "e"\nudno = "z"\n'), register.path) as desk:
        assert "“e” is the key of “edit” on the same screen. It keeps “u”." in " ".join(desk.said.split())
        await desk.press("i", "3", "u")
        assert desk.holds("R1", "impact") == 2


@pytest.mark.long
@pytest.mark.parametrize("where", ["the table", "a box", "a field"])
async def test_ctrl_q_leaves_whatever_a_keymap_says(register: Register, where: str) -> None:
    async with opened_by(keys_of('quit = "Q"\n'), register.path) as desk:
        await desk.press(*{"the table": ["q"], "a box": ["x"], "a field": ["slash"]}[where])
        assert desk.app.is_running
        await desk.pilot.press("ctrl+q")
        await desk.until(lambda: not desk.app.is_running)


@pytest.mark.long
async def test_without_a_keymap_every_command_has_its_built_in_keys(register: Register) -> None:
    async with opened_by(keys_of('undo = "ctrl+z"\n'), register.path):
        assert COMMANDS["undo"].keys == ("ctrl+z",)
    async with opened(register.path):
        assert {name: command.keys for name, command in COMMANDS.items()} == BUILT_IN


# -- the list of keys --------------------------------------------------------------------------------------------------


async def test_the_list_of_keys_is_filtered_as_it_is_typed_and_does_what_is_chosen(desk: Desk) -> None:
    await desk.press("question_mark", "slash", *"open miles")
    help = desk.app.screen
    assert isinstance(help, KeysHelp)
    assert [line.entry.action for line in help.shown] == ["milestones"]
    await desk.press("enter", "enter")
    assert desk.screen.NAME == "milestones"


@pytest.mark.long
async def test_a_score_may_be_begun_from_the_list_of_keys(desk: Desk) -> None:
    await desk.press("question_mark", "slash", *"score impact", "enter", "enter", "3")
    assert desk.holds("R1", "impact") == 3


@pytest.mark.long
async def test_esc_in_the_list_shows_every_line_again_and_then_closes(desk: Desk) -> None:
    await desk.press("question_mark", "slash", *"undo", "escape")
    assert isinstance(desk.app.screen, KeysHelp)
    assert len(desk.app.screen.shown) == len(desk.app.screen.entries)
    await desk.press("escape")
    assert desk.screen.NAME == "risks"


@pytest.mark.long
async def test_the_terminals_cursor_is_on_the_marked_line(desk: Desk) -> None:
    for key in ("question_mark", "down", "end"):
        await desk.press(key)
        line = desk.app.focused
        assert isinstance(line, KeyLine)
        await desk.until(partial(on_its_line, desk, line))
        assert line.entry.sentence[:20] in desk.text.splitlines()[desk.app.cursor_position.y]


def on_its_line(desk: Desk, line: KeyLine) -> bool:
    """Whether the terminal's own cursor is where the line begins."""
    return desk.app.cursor_position == line.content_region.offset


@pytest.mark.long
async def test_what_is_greyed_is_said_to_be_and_why(register: Register) -> None:
    async with opened(register.path, read_only=True) as desk:
        await desk.press("question_mark")
        assert "What is greyed changes the register" in desk.text
        help = desk.app.screen
        assert isinstance(help, KeysHelp)
        assert {entry.action for entry in help.entries if entry.greyed} == {
            entry.action for entry in help.entries if entry.action in COMMANDS and COMMANDS[entry.action].changes
        }
        await desk.press("slash", *"score impact", "enter", "enter")
        assert desk.warned


@pytest.mark.long
async def test_what_only_the_field_in_focus_knows_is_listed_too(desk: Desk) -> None:
    await desk.press("right", "e", "f1")
    help = desk.app.screen
    assert isinstance(help, KeysHelp)
    assert ("Esc", "Leave it as it was") in [(entry.keys, entry.sentence) for entry in help.entries]


def test_every_place_can_be_the_first_screen() -> None:
    assert tuple(SETTINGS["screen"].offered) == PLACES


def test_the_own_keys_of_a_person_are_read_beside_their_settings(own_home: Path) -> None:
    assert keys_of('undo = "ctrl+z"\n').keymap.keys == {"undo": ("ctrl+z",)}
