"""What cannot be drawn is named, so that nothing vanishes and everything can be printed."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from loti_tui.packs.pdf_fonts import glyph_ranges, undrawable, upright
from loti_tui.packs.pdf_words import PIECE, lines_of, printable_words, words


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("Café, naïve – “so”: £5 ≥ 3 … Łódź Ελλάς Москва", "Café, naïve – “so”: £5 ≥ 3 … Łódź Ελλάς Москва"),
        ("● Green ◆ Amber ▲ Red ✓ → −", "● Green ◆ Amber ▲ Red ✓ → −"),
        ("well done 😀!", "well done [grinning face]!"),
        ("👍👍👍", "[thumbs up sign, 3 times]"),
        ("👨\u200d👩\u200d👧 here", "[man, woman, girl] here"),
        ("🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f", "[flag of Scotland]"),
        ("❤\ufe0f", "❤"),
        ("מידע", "[4 characters of Hebrew script]"),
        ("a مخاطرة كبيرة b", "a [11 characters of Arabic script] b"),
        ("漢字", "[2 characters of Chinese script]"),
        ("ひらがなカタカナ", "[8 characters of Japanese script]"),
        ("한국어 😀", "[3 characters of Korean script, grinning face]"),
        ("א", "[1 character of Hebrew script]"),
        ("ＬＯＴＩ＝x", "LOTI=x"),
        ("𝐛𝐨𝐥𝐝", "bold"),
        ("①", "[circled digit one]"),
        ("a\u3000b", "a b"),
        ("a\r\nb\u2028c\x0bd\te", "a\nb\nc\nd e"),
        ("a\u200bb\u00adc\u202e", "abc"),
        ("\ue000\ud800\x00", "[character U+E000, character U+D800, character U+0000]"),
        ("x\u0489", "x[combining cyrillic millions sign]"),
        ("x\u0351\u0351\u0351", "x[3 accents]"),
    ],
)
def test_a_character_without_a_glyph_is_named(text: str, printed: str) -> None:
    assert printable_words(text) == printed


def test_many_signs_in_a_row_are_counted_not_listed() -> None:
    assert printable_words("".join(map(chr, range(0x1F600, 0x1F600 + 30)))) == "[grinning face and 29 more signs]"


@given(st.text(st.characters(exclude_categories=()), max_size=60))
@example("\U000e0041\U0001f3f4\U000e007f")
def test_whatever_the_text_it_can_be_drawn_and_something_is_left_of_it(text: str) -> None:
    printed = printable_words(text)
    assert not undrawable().search(printed)
    assert printable_words(printed) == printed
    assert "".join(one for one in text if not undrawable().search(one) and one != "\n").strip() == "" or printed


@given(st.text(st.sampled_from("abc é£\n .")))
def test_what_can_be_drawn_stays_as_it_is(text: str) -> None:
    assert printable_words(text) == text


def test_the_typeface_has_what_is_said_to_be_in_it() -> None:
    ranges = glyph_ranges(upright().read_bytes())
    assert all(first <= last for first, last in ranges)
    assert sum(last - first + 1 for first, last in ranges) > 1000
    assert not undrawable().search("The quick brown fox £1 “é” ●◆▲□")
    assert undrawable().search("\u0627")


def test_a_font_without_unicode_is_refused() -> None:
    with pytest.raises(ValueError, match="does not say by code point"):
        glyph_ranges(b"\0\1\0\0\0\1\0\0\0\0\0\0cmap\0\0\0\0\0\0\0\x1c\0\0\0\4\0\0\0\0")


# -- lines -----------------------------------------------------------------------------------------------------------


def test_a_word_that_fits_stays_whole() -> None:
    assert words("Improbable words", 20) == "Improbable words"


def test_a_word_that_does_not_fit_is_in_pieces_and_its_neighbours_are_not() -> None:
    pieces = words("short " + "x" * 100 + " end", 20)
    assert isinstance(pieces, list)
    assert "".join(pieces) == "short " + "x" * 100 + " end"
    assert {len(piece) for piece in pieces if set(piece) == {"x"}} <= {PIECE, 1}
    assert pieces[0] == "short"
    assert pieces[-1] == "end"


def test_an_accent_stays_with_its_letter() -> None:
    pieces = words("q\u0301" * 50, 5)
    assert all(piece[0] == "q" for piece in pieces)


def test_a_line_end_is_a_space_too() -> None:
    assert words("one\ntwo", 20) == "one \ntwo"


@pytest.mark.parametrize(
    ("text", "room", "lines"),
    [("", 10, 1), ("one two", 10, 1), ("one\ntwo\n", 10, 3), ("word " * 10, 6, 5), ("x" * 100, 10, 6)],
)
def test_lines_are_counted_as_they_are_broken(text: str, room: float, lines: int) -> None:
    assert lines_of(text, room) == lines
