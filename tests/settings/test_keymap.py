"""A person's own keys: how a key may be written, what is told of a keymap, and what it leaves as it is built in."""

from __future__ import annotations

import string
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.binding import Binding

from loti_tui.commands import BUILT_IN, COMMANDS, EVERYWHERE, TYPE, key_words
from loti_tui.domain.refused import Refused
from loti_tui.keymap import Keymap, meetings, named, read, without_clashes
from screens.bindings import alive_together


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "keymap.toml"


def says(file: Path, words: str) -> Keymap:
    """The keymap of these words, checked as at the start."""
    file.write_text(words, encoding="utf-8")
    return without_clashes(read(file), alive_together(EVERYWHERE).values())


def of_textual(character: str) -> str:
    """What Textual calls the key that types a character."""
    (binding,) = Binding.make_bindings([Binding(character, "any")])
    return binding.key


# -- writing a key -----------------------------------------------------------------------------------------------------


def test_every_character_is_a_key_and_is_called_as_textual_calls_it() -> None:
    typed = [one for one in string.printable + "éßñ£€–" if one.isprintable() and one not in ", "]
    assert [one for one in typed if named(one) != of_textual(one)] == []
    assert (named(","), named(" ")) == ("comma", "space")


@pytest.mark.parametrize("key", sorted({key for keys in BUILT_IN.values() for key in keys}))
def test_every_built_in_key_may_be_written_by_textuals_name_and_as_it_is_shown(key: str) -> None:
    assert named(key) == key
    assert named(key_words(key)) == key


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("Ctrl+Z", "ctrl+z"),
        ("control + z", "ctrl+z"),
        ("Shift+Ctrl+Up", "ctrl+shift+up"),
        ("shift+u", "U"),
        ("Esc", "escape"),
        ("PgUp", "pageup"),
        ("page down", "pagedown"),
        ("Shift+↑", "shift+up"),
        ("F5", "f5"),
        ("ctrl++", "ctrl+plus"),
        ("alt+?", "alt+question_mark"),
        ("Space", "space"),
        ("Return", "enter"),
        ("full_stop", "full_stop"),
    ],
)
def test_a_key_is_written_as_people_write_it(written: str, key: str) -> None:
    assert named(written) == key


@pytest.mark.parametrize("written", ["", "undoo", "ctl+z", "f25", "ctrl+", "+z", "ctrl", "\x1b", "u,e", "\u202eu"])
def test_what_is_no_key_is_said_to_be_none_and_how_a_key_is_written(written: str) -> None:
    with pytest.raises(Refused, match="is no key") as told:
        named(written)
    assert "“ctrl+z”" in str(told.value)
    assert "\x1b" not in str(told.value)


@pytest.mark.parametrize(
    ("written", "same"), [("ctrl+i", "Tab"), ("Ctrl+M", "Enter"), ("ctrl+[", "Esc"), ("ctrl+h", "Backspace")]
)
def test_a_key_that_a_terminal_cannot_tell_from_another_is_refused_with_that_one(written: str, same: str) -> None:
    with pytest.raises(Refused, match=f"is “{same}” to a terminal"):
        named(written)


def test_shift_and_a_sign_is_refused_since_keyboards_differ() -> None:
    with pytest.raises(Refused, match="name the character that it types"):
        named("shift+/")


@given(st.text(st.characters(max_codepoint=255), max_size=20))
def test_whatever_is_written_is_a_key_or_is_refused(written: str) -> None:
    try:
        key = named(written)
    except Refused:
        return
    assert key.isprintable()
    assert not written.strip().isascii() or named(key) == key


# -- reading a keymap --------------------------------------------------------------------------------------------------


def test_no_file_is_the_built_in_keys_and_nothing_to_tell(file: Path) -> None:
    assert read(file) == Keymap()
    assert read(file).in_force == BUILT_IN


def test_a_command_has_the_keys_of_its_line_and_the_others_keep_theirs(file: Path) -> None:
    keymap = says(file, 'undo = "Ctrl+Z"\nkeys = ["?", "f1", "f1"]\n')
    assert keymap.problems == ()
    assert keymap.keys == {"undo": ("ctrl+z",), "keys": ("question_mark", "f1")}
    assert keymap.in_force["redo"] == BUILT_IN["redo"]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('udno = "ctrl+z"', "“udno” in keymap.toml is no command. Did you mean “undo”?"),
        ('zzzz = "f5"', "“zzzz” in keymap.toml is no command. “loti keys” lists all of them."),
        ('undo = "ctl+z"', "“undo” in keymap.toml: “ctl+z” is no key. Did you mean “ctrl”?"),
        ("undo = 3", "a key or a list of keys is accepted"),
        ("undo = []", "a key or a list of keys is accepted"),
        ('undo = ["z", 3]', "a key or a list of keys is accepted"),
        ('undo = "ctrl+q"', "it leaves the program, always"),
        ('undo = "e"', "“e” is the key of “edit” on the same screen. It keeps “u”."),
        ('undo = "1"', "“1” is the key of “overview” on the same screen."),
        ('impact = "p"', "“p” is the key of “probability”"),
        ('copy = "j"', "“j” is the key of “cursor_down”"),
    ],
)
def test_a_line_that_cannot_be_used_is_told_and_its_command_keeps_its_keys(file: Path, line: str, told: str) -> None:
    keymap = says(file, f'{line}\nredo = "f9"\n')
    assert told in " ".join(keymap.problems)
    assert len(keymap.problems) == 1
    assert keymap.keys == {"redo": ("f9",)}


def test_a_file_that_is_no_toml_leaves_every_key_as_it_was(file: Path) -> None:
    keymap = says(file, "undo = \n")
    assert "cannot be read as TOML" in keymap.problems[0]
    assert keymap.in_force == BUILT_IN


def test_of_two_lines_that_are_in_each_others_way_the_later_one_goes(file: Path) -> None:
    keymap = says(file, 'edit = "f6"\nundo = "f6"\n')
    assert keymap.keys == {"edit": ("f6",)}
    assert "“undo” in keymap.toml: “F6” is the key of “edit” on the same screen." in keymap.problems[0]


def test_two_commands_may_change_their_keys_for_each_others(file: Path) -> None:
    keymap = says(file, 'edit = "y"\ncopy = "e"\n')
    assert keymap.problems == ()
    assert (keymap.in_force["edit"], keymap.in_force["copy"]) == (("y",), ("e",))


def test_a_line_that_goes_may_bring_another_one_down(file: Path) -> None:
    keymap = says(file, 'edit = "y"\ncopy = "1"\n')
    assert keymap.keys == {}
    assert len(keymap.problems) == 2


def test_commands_that_are_never_on_one_screen_may_have_one_key(file: Path) -> None:
    keymap = says(file, 'publish = "i"\nverify = "p"\n')
    assert keymap.problems == ()
    assert keymap.keys == {"publish": ("i",), "verify": ("p",)}


def test_the_undoing_of_words_and_of_changes_may_share_a_key_since_nobody_does_both_at_once(file: Path) -> None:
    assert set(COMMANDS["undo_typing"].keys) >= {"ctrl+z"}
    assert says(file, 'undo = "ctrl+z"\n').problems == ()


def test_what_shares_a_key_as_it_is_built_in_may_share_another(file: Path) -> None:
    assert says(file, 'undo = "f6"\nundo_act = "f6"\n').problems == ()


@given(
    st.dictionaries(
        st.sampled_from(sorted(name for name in BUILT_IN if COMMANDS[name].group != TYPE)),
        st.sampled_from(["u", "e", "i", "1", "f6", "f7", "ctrl+z"]).map(lambda key: (key,)),
        max_size=8,
    )
)
def test_no_two_commands_of_one_screen_are_left_with_one_key(keys: dict[str, tuple[str, ...]]) -> None:
    together = alive_together(EVERYWHERE).values()
    left = without_clashes(Keymap(keys), together)
    assert [pair for pair in meetings(left) if any(one.issuperset(pair) for one in together)] == []
    assert left.keys.items() <= keys.items()
    assert len(left.problems) == len(keys) - len(left.keys)


# -- where each command is alive ---------------------------------------------------------------------------------------


def test_every_command_of_the_registry_is_alive_somewhere() -> None:
    somewhere = frozenset().union(*alive_together(EVERYWHERE).values())
    assert BUILT_IN.keys() - somewhere == set()


def test_the_screens_are_called_as_people_call_them_and_hold_what_they_bind() -> None:
    together = alive_together(EVERYWHERE)
    assert {"impact", "filter", "edit", "cursor_up", "undo"} <= together["Risks"]
    assert "impact" not in together["Publication"]
    assert "change_setting" in together["Settings"]
