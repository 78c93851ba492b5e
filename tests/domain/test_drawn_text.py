"""What may be drawn of a text while it is still being typed."""

from __future__ import annotations

import pytest

from loti_tui.domain.text import look_alike, printable


@pytest.mark.parametrize(
    ("typed", "drawn"),
    [
        (" Ann ", " Ann "),
        ("two\twords", "two words"),
        ("two\nlines", "two lines"),
        ("two\r\nlines", "two lines"),
        ("\x1b[31mred\x1b[0m\x07", "red"),
    ],
)
def test_a_line_is_drawn_as_one_line_with_its_spaces_and_without_commands(typed: str, drawn: str) -> None:
    assert printable(typed) == drawn


def test_lines_are_drawn_as_lines_where_there_may_be_some() -> None:
    assert printable("a\tb\r\nc ", lines=True) == "a b\nc "


@pytest.mark.parametrize("text", ["\u00c5ngstr\u00f6m", "\uff32\uff31", "\uff52", "\u2460", "\ufb01", ""])
def test_what_is_no_single_capital_comes_back_as_it_is(text: str) -> None:
    assert look_alike(text) == text


def test_a_full_width_capital_passes_for_a_latin_one() -> None:
    assert look_alike("\uff32") == "R"
