"""Long words are written on in a person's own editor; whatever becomes of that, the words in the box are safe."""

from __future__ import annotations

import stat
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from textual.widgets import Static

from db.register import Register
from loti_tui.domain.refused import Refused
from loti_tui.domain.state import plain
from loti_tui.external_editor import edited, editor
from screens.dialogs.form import RecordForm
from screens.dialogs.text_editor import TextEditor
from screens.widgets.chrome import MessageLine
from tests.screens.desk import Desk


def program(folder: Path, does: str) -> list[str]:
    """An editor that does this with the file at `path`, a `Path`."""
    file = folder / "editor.py"
    file.write_text(f"import sys\nfrom pathlib import Path\npath = Path(sys.argv[-1])\n{does}\n")
    return [sys.executable, str(file)]


# -- which one -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("setting", "environment", "command"),
    [
        ("vi -n", {"VISUAL": "emacs", "EDITOR": "nano"}, ["vi", "-n"]),
        ("", {"VISUAL": "emacs -nw", "EDITOR": "nano"}, ["emacs", "-nw"]),
        (None, {"VISUAL": " ", "EDITOR": "'my editor' -w"}, ["my editor", "-w"]),
    ],
    ids=["the setting first", "then $VISUAL", "then $EDITOR"],
)
def test_the_editor_is_the_first_that_is_named(
    setting: str | None, environment: Mapping[str, str], command: list[str]
) -> None:
    assert editor(setting, environment) == command


def test_without_an_editor_it_is_said_how_to_name_one() -> None:
    with pytest.raises(Refused, match=r"No editor is set: name one in \$EDITOR"):
        editor(None, {})


def test_a_quotation_mark_without_its_other_one_is_a_sentence() -> None:
    with pytest.raises(Refused, match=r"\$EDITOR has a quotation mark without its other one"):
        editor(None, {"EDITOR": "vi 'x"})


# -- what it leaves --------------------------------------------------------------------------------------------------


def test_the_words_come_back_as_they_were_left(tmp_path: Path) -> None:
    assert edited("a\nb", program(tmp_path, "path.write_text(path.read_text() + ' and c\\n')")) == "a\nb and c"


def test_an_editor_that_puts_another_file_in_its_place_is_read(tmp_path: Path) -> None:
    does = "new = path.with_name('new'); new.write_bytes('Zoë\\r\\n'.encode()); new.replace(path)"
    assert edited("a", program(tmp_path, does)) == "Zoë"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no modes of this kind")
def test_the_words_lie_where_nobody_else_reads_them_and_are_gone_afterwards(tmp_path: Path) -> None:
    told = tmp_path / "told"
    does = f"(path.parent / 'words.txt~').touch()\nPath({str(told)!r}).write_text(f'{{path}} {{path.stat().st_mode}}')"
    edited("a", program(tmp_path, does))
    where, mode = told.read_text().rsplit(" ", 1)
    assert stat.S_IMODE(int(mode)) == 0o600
    assert not Path(where).parent.exists()


@pytest.mark.parametrize(
    ("does", "said"),
    [
        ("sys.exit(3)", "ended with status 3"),
        ("path.write_bytes(b'\\xff\\xfe\\x00')", "left no text that can be read"),
        ("path.unlink()", "left no text that can be read"),
    ],
)
def test_an_editor_that_fails_is_a_sentence(tmp_path: Path, does: str, said: str) -> None:
    with pytest.raises(Refused, match=f"{said}.*The words are as they were."):
        edited("a", program(tmp_path, does))


def test_an_editor_that_is_not_there_is_a_sentence() -> None:
    with pytest.raises(Refused, match="no-such-editor could not be started"):
        edited("a", ["no-such-editor"])


# -- on the screen ---------------------------------------------------------------------------------------------------


async def test_without_an_editor_the_box_says_so_and_keeps_the_words(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("VISUAL", "EDITOR"):
        monkeypatch.delenv(name, raising=False)
    await desk.press("e", "!", "ctrl+o")
    box = desk.app.screen
    assert isinstance(box, TextEditor)
    assert "No editor is set" in str(box.query_one("#help", Static).content)
    assert box.typed.endswith("timescales!")


@pytest.mark.long
async def test_a_terminal_that_cannot_be_handed_over_is_a_sentence(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EDITOR", "true")
    await desk.press("n", *"Late", "f4")
    assert isinstance(desk.app.screen, RecordForm)
    said = desk.app.screen.query_one("#message", MessageLine).left
    assert said == "This terminal cannot be handed to an editor. The words are as they were."


@pytest.mark.long
async def test_in_a_field_of_one_line_it_is_said_where_the_editor_is_for(desk: Desk) -> None:
    await desk.press("4", "n", "down", "ctrl+o")
    assert "Your editor is for words" in desk.text


@pytest.fixture
def terminal_at(register: Register, tmp_path: Path) -> Iterator[object]:
    """The real program in a terminal, with an editor that adds a line and says that it had the terminal."""
    if sys.platform == "win32":
        pytest.skip("there are no pseudo-terminals on Windows")
    from tests.terminal.terminal import Terminal, environment

    does = "print('EDITOR HERE', flush=True)\ninput()\npath.write_text(path.read_text() + ' or [/x] later\\n')"
    command = " ".join(program(tmp_path, does))
    words = ("--register", str(register.path), "--today", "2017-04-06", "--as", "Jo")
    one = Terminal(*words, env=environment(VISUAL=command))
    yield one
    one.close()


@pytest.mark.long
def test_in_a_real_terminal_the_editor_has_it_and_the_words_come_back(register: Register, terminal_at: object) -> None:
    from tests.terminal.terminal import Terminal

    terminal = terminal_at
    assert isinstance(terminal, Terminal)
    terminal.shows("4 of 4")
    terminal.send("e")
    terminal.shows("Risk of R1")
    terminal.send("\x0f")  # ctrl+o
    terminal.shows("EDITOR HERE")
    terminal.send("\r")
    terminal.says("or [/x] later", "left them. They are not stored yet.")
    terminal.send("\x13")  # ctrl+s
    terminal.says("Risk of R1 is now")
    assert str(plain(register.state().find("R1"), "description")).endswith("timescales or [/x] later")
