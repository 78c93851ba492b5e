"""`loti keys`: every key of the screens, for people, programs and screen readers; and what is wrong with a keymap."""

from __future__ import annotations

from pathlib import Path

import pytest

from loti_tui import places
from loti_tui.commands import BUILT_IN, COMMANDS
from tests.cli.conftest import Loti


def keymap(words: str) -> Path:
    """The person's keymap, with these words."""
    file = places.keymap_file()
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(words, encoding="utf-8")
    return file


def test_every_command_is_listed_with_its_keys_what_it_does_and_where(bare: Loti) -> None:
    answer = bare("keys", "--json")
    assert (answer.status, answer.err) == (0, "")
    listed = {one["command"]: one for one in answer.json}
    assert listed.keys() == BUILT_IN.keys()
    assert {name: tuple(one["textual"]) for name, one in listed.items()} == BUILT_IN
    assert {name: one["sentence"] for name, one in listed.items()} == {
        name: command.sentence for name, command in COMMANDS.items()
    }
    assert (listed["undo"]["where"], listed["impact"]["where"]) == (["everywhere"], ["Risks"])
    assert (listed["cursor_up"]["keys"], listed["cursor_up"]["where"]) == (["↑", "k"], ["every screen"])
    assert listed["edit"]["changes"]
    assert not listed["copy"]["changes"]


def test_one_command_a_line_for_screen_readers(bare: Loti) -> None:
    lines = bare("keys", "--plain").out.splitlines()
    assert len(lines) == len(COMMANDS)
    assert f"undo: u. {COMMANDS['undo'].sentence} (everywhere)." in lines


def test_the_list_for_people_is_in_groups_and_fits_the_terminal(loti: Loti) -> None:
    lines = loti("keys").out.splitlines()
    assert [line for line in lines if len(line) > 80] == []
    assert [group for group in {one.group for one in COMMANDS.values()} if group not in lines] == []


@pytest.mark.parametrize("form", [[], ["--plain"], ["--json"]], ids=["table", "plain", "json"])
def test_own_keys_are_listed_and_what_cannot_be_used_is_told_beside_the_data(bare: Loti, form: list[str]) -> None:
    keymap('undo = "ctrl+z"\nudno = "z"\nredo = "e"\n')
    answer = bare("keys", *form)
    assert answer.status == 1
    assert "ctrl+z" in answer.out
    assert answer.err.splitlines() == [
        "“udno” in keymap.toml is no command. Did you mean “undo”?",
        "“redo” in keymap.toml: “e” is the key of “edit” on the same screen. It keeps “U”.",
    ]
    if form == ["--json"]:
        assert {one["command"] for one in answer.json if one["own"]} == {"undo"}


def test_the_page_of_the_documents_has_the_built_in_keys_whoever_makes_it(bare: Loti) -> None:
    before = bare("keys", "--markdown").out
    keymap('undo = "ctrl+z"\nudno = "z"\n')
    answer = bare("keys", "--markdown")
    assert (answer.status, answer.out, answer.err) == (0, before, "")
    assert "| `u` | `undo` |" in before


def test_two_forms_at_once_are_refused(bare: Loti) -> None:
    answer = bare("keys", "--plain", "--json")
    assert (answer.status, answer.out) == (2, "")
    assert "One of --plain, --json and --markdown is accepted." in answer.err


def test_a_keymap_cannot_steer_the_terminal_by_what_it_says(bare: Loti) -> None:
    keymap('"[/x]\\u001b[31m\\u202e" = "z"\nundo = "\\u001b]0;x\\u0007"\n')
    answer = bare("keys")
    assert answer.status == 1
    assert answer.is_harmless


def test_a_settings_file_may_be_named_and_its_keymap_lies_beside(
    bare: Loti, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOTI_SETTINGS", str(tmp_path / "mine.toml"))
    keymap('undo = "f6"\n')
    assert "undo: F6." in bare("keys", "--plain").out


def test_the_name_that_is_set_goes_on_a_change_and_as_beats_it(loti: Loti) -> None:
    file = places.settings_file()
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text('name = "Ann"\n', encoding="utf-8")
    loti("set", "R1", "impact=3")
    loti("set", "R1", "impact=4", "--as", "Jo")
    assert [one["who"] for one in loti("log", "R1", "--json").json if one["field"] == "impact"][-2:] == ["Ann", "Jo"]
