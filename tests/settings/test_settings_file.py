"""The file of settings: what is read of it, what is told of it, and how it is written."""

from __future__ import annotations

import os
import stat
import sys
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.app import App

from loti_tui import places
from loti_tui.defaults import unnamed, who
from loti_tui.domain.refused import Refused
from loti_tui.options import Options
from loti_tui.settings import OWN_THEMES, SETTINGS, Settings, read, store, theme_names
from screens import themes


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where the settings of a test lie; it is not there."""
    return tmp_path / "config" / "settings.toml"


def says(file: Path, words: str) -> Settings:
    """What is read of these words."""
    file.parent.mkdir(exist_ok=True)
    file.write_text(words, encoding="utf-8")
    return read(file)


# -- the table ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", SETTINGS)
def test_every_setting_accepts_its_own_default_and_reads_what_it_shows(name: str) -> None:
    one = SETTINGS[name]
    assert one.check(one.default) == one.default
    assert one.typed(one.words(one.default)) == one.default
    assert [one.words(one.typed(words)) for words in one.offered] == list(one.offered)
    assert one.shown(one.default)
    assert one.sentence.endswith(".")


def test_the_themes_to_choose_from_are_those_that_there_are() -> None:
    app: App[None] = App()
    app.register_theme(themes.DARK)
    app.register_theme(themes.LIGHT)
    assert set(theme_names()) == set(app.available_themes)
    assert (themes.DARK.name, themes.LIGHT.name) == OWN_THEMES


# -- reading -----------------------------------------------------------------------------------------------------------


def test_no_file_is_the_defaults_and_nothing_to_tell(file: Path) -> None:
    settings = read(file)
    assert settings.problems == ()
    assert {name: settings[name] for name in SETTINGS} == {name: one.default for name, one in SETTINGS.items()}
    assert {settings.origin(name) for name in SETTINGS} == {"default"}
    assert not file.exists()


def test_what_the_file_says_is_used_and_said_to_be_the_files(file: Path) -> None:
    settings = says(file, 'theme = "nord"\nlook_every = 5\n')
    assert (settings["theme"], settings["look_every"], settings["screen"]) == ("nord", 5.0, "risks")
    assert (settings.origin("theme"), settings.origin("screen")) == ("file", "default")


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('them = "nord"', "“them” in settings.toml is no setting. Did you mean “theme”? It was left alone."),
        ('screen = "risk"', "Did you mean “risks”?"),
        ('pack_audience = "everybody"', "Packs for is board or public, not “everybody”."),
        ('look_every = "often"', "seconds from 0 to 3,600, where 0 is never, not “often”"),
        ("look_every = -1", "not “-1”"),
        ("look_every = true", "not “True”"),
        ("look_every = nan", "not “nan”"),
        ('welcome_seen = "yes"', "Welcome seen is true or false"),
        ("name = 3", "Name is words, at most 200 characters, not “3”."),
        ('theme = "nrod"', "Did you mean “nord”?"),
        (f'name = "{"x" * 201}"', "at most 200"),
        ('name = "a\\u001b[31m"\n[table]\nx = 1', "“table” in settings.toml is no setting."),
    ],
)
def test_what_cannot_be_used_is_told_in_a_sentence_and_the_rest_is_used(file: Path, line: str, told: str) -> None:
    settings = says(file, f'pack_folder = "out"\n{line}\n')
    (problem,) = settings.problems
    assert told in problem
    assert problem.endswith((".", "?"))
    assert settings["pack_folder"] == "out"
    assert SETTINGS["look_every"].default == settings["look_every"]


def test_a_control_code_in_a_name_is_no_part_of_it(file: Path) -> None:
    assert says(file, 'name = "Jo\\u001b[31m Bloggs\\u202e"\n')["name"] == "Jo Bloggs"


def test_a_file_that_is_no_toml_is_told_with_the_place_and_the_defaults_hold(file: Path) -> None:
    settings = says(file, 'theme = "nord"\nscreen\n')
    (problem,) = settings.problems
    assert "cannot be read as TOML" in problem
    assert "line 2" in problem
    assert settings["theme"] == "board-dark"


def test_a_file_that_is_no_text_or_no_file_is_told(file: Path) -> None:
    file.parent.mkdir()
    file.write_bytes(b'theme = "\xff"\n')
    assert "UTF-8" in read(file).problems[0]
    assert "cannot be read" in read(file.parent).problems[0]


@given(st.text(max_size=60))
def test_no_file_whatever_it_says_stops_the_program(tmp_path_factory: pytest.TempPathFactory, words: str) -> None:
    file = tmp_path_factory.getbasetemp() / "any.toml"
    file.write_text(words, encoding="utf-8", errors="replace")
    settings = read(file)
    assert [name for name in SETTINGS if SETTINGS[name].check(settings[name]) != settings[name]] == []


def test_the_command_line_beats_the_file() -> None:
    settings = Settings(kept={"name": "Ann"}, stated={"name": "Jo"})
    assert (settings["name"], settings.origin("name")) == ("Jo", "command line")


# -- writing -----------------------------------------------------------------------------------------------------------


def test_the_first_setting_makes_the_folder_and_a_file_for_its_owner_only(file: Path) -> None:
    store(file, "theme", "nord")
    assert tomllib.loads(file.read_text(encoding="utf-8")) == {"theme": "nord"}
    assert file.read_text(encoding="utf-8").startswith("# The settings of loti-tui")
    if sys.platform != "win32":
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert os.listdir(file.parent) == ["settings.toml"]


def test_comments_and_what_the_program_does_not_know_survive(file: Path) -> None:
    before = '# mine\ntheme = "nord"  # at night\n\nunknown = [1, 2]\n[table]\nx = 1\n'
    says(file, before)
    store(file, "theme", "board-light")
    assert file.read_text(encoding="utf-8") == before.replace('"nord"', '"board-light"')
    store(file, "look_every", 5.0)
    store(file, "theme", None)
    left = tomllib.loads(file.read_text(encoding="utf-8"))
    assert left == {"unknown": [1, 2], "look_every": 5, "table": {"x": 1}}
    assert "# mine" in file.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", SETTINGS)
def test_what_is_written_is_read_again(file: Path, name: str) -> None:
    one = SETTINGS[name]
    value = one.typed(one.offered[-1]) if one.offered else 2.5 if isinstance(one.default, float) else 'Jo "B" \\ ü'
    store(file, name, value)
    assert read(file).kept == {name: value}
    assert read(file).problems == ()


def test_a_file_that_is_no_toml_is_never_written_over(file: Path) -> None:
    says(file, "this is not\n")
    with pytest.raises(Refused, match="nothing was written into it"):
        store(file, "theme", "nord")
    assert file.read_text(encoding="utf-8") == "this is not\n"


def test_where_nothing_can_be_written_that_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "config").write_text("a file in the way", encoding="utf-8")
    with pytest.raises(Refused, match=r"cannot be written \(.+\)\. It is as it was\."):
        store(tmp_path / "config" / "settings.toml", "theme", "nord")


def test_a_file_that_lies_elsewhere_by_a_link_stays_there(tmp_path: Path, file: Path) -> None:
    if sys.platform == "win32":
        pytest.skip("links need a right there")
    mine = tmp_path / "dotfiles.toml"
    mine.write_text("", encoding="utf-8")
    file.parent.mkdir()
    file.symlink_to(mine)
    store(file, "theme", "nord")
    assert file.is_symlink()
    assert 'theme = "nord"' in mine.read_text(encoding="utf-8")


# -- where it is, and who that makes somebody --------------------------------------------------------------------------


def test_a_variable_may_name_another_file_and_the_keymap_lies_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOTI_SETTINGS", str(tmp_path / "own.toml"))
    assert places.settings_file() == tmp_path / "own.toml"
    assert places.keymap_file() == tmp_path / "keymap.toml"


def test_a_name_is_the_stated_one_then_the_set_one_then_that_of_the_account(own_home: Path) -> None:
    assert who(Options()) == unnamed()
    store(places.settings_file(), "name", "Ann")
    assert who(Options()) == "Ann"
    assert who(Options(who="Jo")) == "Jo"
