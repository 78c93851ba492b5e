"""Texts that are meant to break screens: their letters are shown as typed, and nothing else comes of them."""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

import pytest
from rich.cells import cell_len
from textual.widgets import Input, OptionList, TextArea

from db.register import Register
from loti_tui.domain.changes import Batch, Edit, new_item
from loti_tui.domain.fields import Text
from loti_tui.domain.items import KINDS
from loti_tui.domain.state import State
from screens.base import RegisterScreen
from screens.record import RecordScreen
from tests.screens.box import done, fill, pack
from tests.screens.desk import Desk, dangers, opened

# What is typed, and letters of it that must be seen.
HOSTILE = {
    "closing tag": ("[/x]", "[/x]"),
    "colour": ("[red]x[/red]", "[red]x[/red]"),
    "live link": ("[@click=app.bell]x[/]", "[@click=app.bell]x[/]"),
    "open bracket": ("a[b + c", "a[b + c"),
    "variables": ("$name {x} %s \\\\", "$name {x} %s \\\\"),
    "window title": ("A\x1b]0;title\x07Z", "AZ"),
    "clear screen": ("A\x1b[2J\x1b[31mZ", "AZ"),
    "C1 codes": ("A\x9b2J\x84\x8eZ", "AZ"),
    "backspaces": ("A\x08\x7f\x00\x0eZ", "AZ"),
    "bidi overrides": ("A\u202egnp\u2066\u200f\u2069Z", "AgnpZ"),
    "invisible": ("A\u200b\ufeff\U000e0041\ue000Z", "AZ"),
    "family": ("👨\u200d👩\u200d👧 Z", "👨\u200d👩\u200d👧 Z"),
    "flags": ("🇬🇧 🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f Z", "🇬🇧"),
    "wide": ("伦敦技术办公室", "伦敦技术"),
    "right to left": ("\u05e1\u05d9\u05db\u05d5\u05df 12", "\u05e1\u05d9\u05db\u05d5\u05df"),
    "combining": ("Zoe\u0308 q\u0323\u0307 Z", "Zo\u00eb"),
    "5,000 characters": ("[x] " * 1250, "[x] [x] [x]"),
    "one long word": ("x" * 5_000, "xxxxxxxxxx"),
    "line breaks": ("A\r\nB\x0bC\u2028D\x85E", "A"),
}
# One of each sort, for the places that many keys lead to; three of them in every run, the others in the long one.
SOME = ("live link", "open bracket", "window title", "C1 codes", "bidi overrides", "family", "5,000 characters")
FEW = ("live link", "C1 codes", "5,000 characters")


def texts(names: Iterable[str], always: Collection[str]) -> pytest.MarkDecorator:
    """A test of these texts, of which the run that is not long takes some."""
    marks = {name: () if name in always else (pytest.mark.long,) for name in names}
    given = [pytest.param(*HOSTILE[name], id=name, marks=marks[name]) for name in names]
    return pytest.mark.parametrize(("text", "letters"), given)


each, some = texts(HOSTILE, (*FEW, "bidi overrides")), texts(SOME, FEW)


def everywhere(state: State, text: str) -> Iterator[Edit]:
    """Edits that put the text into every field of words of every item."""
    for item in state:
        for name, field in KINDS[item.KIND].fields.items():
            if isinstance(field.type, Text) and field.editable:
                yield Edit(item.KIND, item.id, name, text)


def spoil(register: Register, text: str) -> None:
    """Put the text into every field of words, into a name and into a reason."""
    state = register.state()
    register.apply(Batch("Jo", tuple(everywhere(state, text))))
    until = Edit("publication", state.find("publication").id, "until", "2017-05-02")
    register.apply(Batch(text[:200], (until,), text[:2000]))


def shows(desk: Desk, letters: str) -> None:
    """The letters are on the screen, and nothing that should not be."""
    assert letters in desk.text
    assert dangers(desk.app) == []


def fits(desk: Desk) -> None:
    """No line is wider than the terminal."""
    assert [line for line in desk.text.splitlines() if cell_len(line) > desk.app.size.width] == []


@each
async def test_every_screen_shows_hostile_texts_as_letters(register: Register, text: str, letters: str) -> None:
    spoil(register, text)
    async with opened(register.path) as desk:
        for digit in "23459":
            await desk.press(digit)
            shows(desk, letters if digit != "9" else "PUB1")
            fits(desk)
            if digit in "234":
                await desk.press("enter")
                assert isinstance(desk.app.screen, RecordScreen)
                shows(desk, letters)
                fits(desk)
                await desk.press("escape")
        assert desk.app.clipboard == ""


@pytest.mark.long
@some
async def test_boxes_prompts_and_lists_show_hostile_texts_as_letters(
    register: Register, text: str, letters: str
) -> None:
    spoil(register, text)
    async with opened(register.path) as desk:
        await desk.press("e")
        assert letters[:8] in desk.text
        assert dangers(desk.app) == []
        await desk.press("escape", "n")
        await desk.paste("A[/x]Z")
        await desk.press("enter", "ctrl+p")
        await desk.until(lambda: desk.app.screen.query_one(OptionList).option_count > 0)
        assert dangers(desk.app) == []
        await desk.press("escape", "question_mark")
        assert dangers(desk.app) == []
        await desk.press("escape")
        assert desk.said == "R5 was added."


@pytest.mark.long
@some
async def test_the_message_line_says_hostile_texts_as_letters(register: Register, text: str, letters: str) -> None:
    async with opened(register.path) as desk:
        spoil(register, text)
        await desk.press("e", "!", "ctrl+s")  # refused: the sentence quotes what stands there now
        assert dangers(desk.app) == []
        assert letters[:8] in desk.text
        await desk.press("escape", "escape", "d")  # the question, then the box, which asks
        desk.screen.tell(text)
        await desk.settle()
        shows(desk, letters[:8])


@some
async def test_hostile_texts_typed_into_the_filter_are_letters(register: Register, text: str, letters: str) -> None:
    async with opened(register.path) as desk:
        await desk.press("slash")
        await desk.paste(text)
        assert dangers(desk.app) == []
        await desk.press("enter")
        assert dangers(desk.app) == []
        assert desk.app.is_running


@pytest.mark.long
@some
async def test_hostile_texts_typed_into_the_box_for_words_are_stored_as_letters(
    register: Register, text: str, letters: str
) -> None:
    async with opened(register.path) as desk:
        await desk.press("enter")
        desk.table.move_to("cause")
        await desk.press("e")
        await desk.paste(text)
        assert isinstance(desk.app.screen.query_one(TextArea), TextArea)
        assert dangers(desk.app) == []
        await desk.press("tab")
        await desk.paste(text[:1000])
        assert dangers(desk.app) == []
        await desk.press("ctrl+s")
        assert isinstance(desk.app.screen, RecordScreen)
        assert letters in str(desk.holds("R1", "cause"))
        shows(desk, letters[:8])


@some
async def test_hostile_texts_typed_into_prompts_are_stored_as_letters(
    register: Register, text: str, letters: str
) -> None:
    async with opened(register.path) as desk:
        await desk.press("n")
        await desk.paste(text)
        assert dangers(desk.app) == []
        await desk.press("enter")
        assert str(desk.holds("R5", "description")).startswith(letters[:8].rstrip())
        await desk.press("i", "3", "r", "a")
        await desk.paste(text[:1000])
        assert dangers(desk.app) == []
        await desk.press("enter")
        assert str(desk.holds("R5", "rag_reason")).startswith(letters[:8].rstrip())
        assert dangers(desk.app) == []


@some
@pytest.mark.long
async def test_hostile_texts_typed_as_a_date_are_refused_as_letters(
    register: Register, text: str, letters: str
) -> None:
    before = register.path.read_bytes()
    async with opened(register.path) as desk:
        await desk.press("4", "right", "right", "e")
        await desk.paste(text)
        assert dangers(desk.app) == []
        await desk.press("enter")
        assert desk.warned
        assert desk.screen.query_one("#cell-editor", Input).value
        assert dangers(desk.app) == []
    assert register.path.read_bytes() == before


@pytest.mark.long
@pytest.mark.parametrize("name", ["closing tag", "bidi overrides", "family"])
async def test_hostile_folders_for_documents_are_letters(register: Register, tmp_path: Path, name: str) -> None:
    async with opened(register.path) as desk:
        await fill(desk, tmp_path / HOSTILE[name][0], formats=["json"])
        assert dangers(desk.app) == []
        await desk.press("enter")
        await done(desk)
        assert dangers(desk.app) == []
        assert desk.said


@pytest.mark.long
@pytest.mark.skipif(sys.platform == "win32", reason="file names on Windows cannot hold these characters")
@pytest.mark.parametrize("name", ["open bracket", "window title", "C1 codes", "wide"])
async def test_a_register_with_a_hostile_file_name_is_opened(register: Register, name: str) -> None:
    text, letters = HOSTILE[name]
    path = register.path.with_name(f"{text}.loti")
    register.path.rename(path)
    async with opened(path, size=(180, 24)) as desk:
        shows(desk, letters[:20])
        await pack(desk, register.path.with_name("out"))
        assert desk.said.startswith("3 documents were written")
        await desk.press("i", "3")
        assert desk.holds("R1", "impact") == 3
        path.rename(register.path)
        await desk.press("i", "4")
        assert desk.warned
        assert dangers(desk.app) == []
        register.path.rename(path)


@pytest.mark.long
async def test_forty_columns_by_ten_lines_show_hostile_texts_too(register: Register) -> None:
    spoil(register, "伦敦 [/x] 👨\u200d👩\u200d👧 " * 100)
    async with opened(register.path, size=(46, 12)) as desk:
        for digit in "234579":
            await desk.press(digit, "enter")
            assert dangers(desk.app) == []
            await desk.press("escape", "escape", "escape")
            assert isinstance(desk.app.screen, RegisterScreen)


@pytest.mark.long
@each
async def test_meetings_and_the_matrix_and_what_belongs_to_a_risk_show_hostile_texts_as_letters(
    register: Register, text: str, letters: str
) -> None:
    action = {"description": "x", "owner": "x", "note": "x", "risk": register.state().find("R1").id}
    decision = {"decided": "x", "reason": "x", "meeting": "2017-03-27"}
    register.apply(Batch("Jo", (*new_item("action", action), *new_item("resolution", decision))))
    spoil(register, text)
    async with opened(register.path) as desk:
        for keys in (("7",), ("enter",), ("escape", "G"), ("enter",), ("escape", "2", "o"), ("enter", "G")):
            await desk.press(*keys)
            shows(desk, letters)
            fits(desk)
        for keys in (("escape", "m", "2"), ("escape",), ("t", "3", "L")):
            await desk.press(*keys)
            assert dangers(desk.app) == []
            fits(desk)
        await desk.press("escape", "5", "D")
        await desk.paste(text)
        assert dangers(desk.app) == []
        await desk.press("enter")
        assert dangers(desk.app) == []
        fits(desk)
