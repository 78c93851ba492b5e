"""What happens to a text at the door, and how letters are compared."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loti_tui.domain.refused import Refused
from loti_tui.domain.text import clean, fold, look_alike, quoted

# Any code point at all, with more of those that do harm than chance would bring.
_NASTY = st.sampled_from(
    [
        "\x1b",
        "\x1b[31m",
        "\x1b]0;t",
        "\x07",
        "\x9b",
        "\x9d",
        "\x9c",
        "\r\n",
        "\r",
        "\n",
        "\t",
        "\x85",
        "\u2028",
        "\u202e",
        "\u200b",
        "\u200d",
        "\ufeff",
        "�",
        "\U000e0041",
        "🏴",
        "\U000e007f",
        "́",
        "e",
        " ",
        "\xa0",
        "[31m",
        "\\",
        "\uffff",
    ]
)
_ANY_TEXT = st.lists(_NASTY | st.characters(exclude_categories=()), max_size=30).map("".join)


@given(_ANY_TEXT, st.booleans())
def test_cleaning_twice_is_cleaning_once(text: str, lines: bool) -> None:
    once = clean(text, lines=lines)
    assert clean(once, lines=lines) == once


@given(_ANY_TEXT, st.booleans())
def test_nothing_clean_has_a_control_a_surrogate_or_a_bidi_override(text: str, lines: bool) -> None:
    kept = clean(text, lines=lines)
    if lines:
        kept = kept.replace("\n", "")
    assert not [mark for mark in kept if unicodedata.category(mark) in {"Cc", "Cs", "Co", "Zl", "Zp"}]
    assert not set(kept) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c")
    kept.encode()  # a lone surrogate could not be stored


@given(_ANY_TEXT)
def test_clean_text_is_in_nfc(text: str) -> None:
    assert unicodedata.is_normalized("NFC", clean(text, lines=True))


@given(st.text(st.characters(categories=["L", "N", "P", "S"]), max_size=40))
def test_letters_figures_and_signs_all_stay(text: str) -> None:
    assert clean(text) == unicodedata.normalize("NFC", text)


def _all_of(*categories: str) -> list[str]:
    return [point for point in map(chr, range(0x110000)) if unicodedata.category(point) in categories]


def test_every_control_character_goes() -> None:
    controls = _all_of("Cc")
    assert len(controls) == 65
    assert [control for control in controls if control in clean(f"a{control}b", lines=control != "\n")] == []


def test_every_surrogate_and_every_private_character_goes() -> None:
    harmful = "".join(_all_of("Cs", "Co"))
    assert len(harmful) > 100_000
    assert clean(f"a{harmful}b") == "ab"


@pytest.mark.parametrize(
    "hidden",
    [
        "\xad",
        "\u061c",
        "\u200b",
        "\u200e",
        "\u200f",
        "\u202a",
        "\u202e",
        "\u2060",
        "\u2066",
        "\u2069",
        "\ufeff",
        "\ufdd0",
        "\ufffe",
        "\U0001ffff",
        "\U000e0041",
        "\U0010fffd",
    ],
)
def test_characters_that_cannot_be_seen_go(hidden: str) -> None:
    assert clean(f"pay{hidden}ment") == "payment"


@pytest.mark.parametrize(
    "kept",
    [
        "[/x]",
        "[red]",
        "a[/x]b",
        "[supplier]",
        "[@click=app.quit]",
        "£25,000 \u2013 “quoted”",
        "\U0001f468\u200d\U0001f469\u200d\U0001f467",
        "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
        "\u2764\ufe0f",
        "Zażółć gęślą",
        "漢字",
        "נתונים",
    ],
    ids=ascii,
)
def test_what_can_be_read_stays(kept: str) -> None:
    assert clean(kept) == kept


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x1b[1;38;5;9mred", "red"),
        ("\x9b31mred", "red"),
        ("a\x1b]0;new title\x07b", "ab"),
        ("a\x1b]0;new title\x1b\\b", "ab"),
        ("a\x1b]8;;https://example.org\x1b\\link\x1b]8;;\x1b\\b", "alinkb"),
        ("a\x1bPq#0\x1b\\b", "ab"),
        ("a\x1bcb", "ab"),
        ("a\x1b[2J\x1b[Hb", "ab"),
        ("a\x1b(0b", "ab"),
        ("a\x1bhello", "ahello"),
    ],
    ids=ascii,
)
def test_escape_sequences_leave_no_debris(typed: str, kept: str) -> None:
    assert clean(typed) == kept


def test_a_title_sequence_that_never_ends_swallows_no_words() -> None:
    assert clean("keep \x1b]0;this too\nand this", lines=True) == "keep 0;this too\nand this"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029"], ids=ascii)
def test_every_kind_of_line_end_is_a_newline_or_a_space(end: str) -> None:
    assert clean(f"one{end}two", lines=True) == "one\ntwo"
    assert clean(f"one{end}two") == "one two"


def test_a_run_of_line_ends_and_tabs_is_one_space() -> None:
    assert clean("one \r\n\t two") == "one two"


def test_blank_lines_between_paragraphs_stay() -> None:
    assert clean("one\n\ntwo", lines=True) == "one\n\ntwo"


def test_white_space_at_the_ends_of_lines_and_of_the_text_goes() -> None:
    assert clean("\n  one  \n  two\t\n\n", lines=True) == "one\n  two"


def test_spaces_between_words_stay_as_typed() -> None:
    assert clean("one  two") == "one  two"


@pytest.mark.parametrize("nothing", ["", " ", "\u200d", "\u200d \u200c", "\u200b", "\n\t", "\x1b[0m"], ids=ascii)
def test_a_text_of_nothing_visible_is_empty(nothing: str) -> None:
    assert clean(nothing, lines=True) == ""


def test_a_letter_and_its_accent_become_one() -> None:
    assert clean("e\u0301") == "\u00e9"
    assert clean("e\u200b\u0301") == "\u00e9"


def test_a_text_is_never_cut() -> None:
    with pytest.raises(Refused) as refusal:
        clean("x" * 1_201, limit=1_200, label="The title")
    assert refusal.value.sentence == "The title has 1,201 characters; at most 1,200 are accepted."


def test_only_what_is_kept_counts_towards_the_limit() -> None:
    assert clean(" " * 50 + "\x1b[0m" + "x" * 5, limit=5) == "xxxxx"


def test_the_usual_limit_is_ten_thousand() -> None:
    assert len(clean("x" * 10_000)) == 10_000
    with pytest.raises(Refused):
        clean("x" * 10_001)


def test_what_was_typed_is_quoted_clean_and_short() -> None:
    assert quoted(" so\x1b[31mon\n") == "“soon”"
    assert quoted("x" * 41) == "“" + "x" * 39 + "…”"
    assert quoted("x" * 40) == "“" + "x" * 40 + "”"
    assert len(quoted("y" * 10**6)) == 42
    assert quoted("") == "“”"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Łódź", "lodz"),
        ("Ørsted", "orsted"),
        ("Đorđe", "dorde"),
        ("CAFÉ", "cafe"),
        ("Straße", "strasse"),
        ("Æsop œuvre", "aesop oeuvre"),
        ("Þór", "thor"),
        ("don\u2019t \u2013 stop", "don't - stop"),
        ("\uff2c\uff2f\uff34\uff29", "loti"),
        ("İstanbul", "istanbul"),
        ("™", "tm"),
        ("ﬁnance", "finance"),
    ],
    ids=ascii,
)
def test_accents_case_and_typography_make_no_difference(one: str, other: str) -> None:
    assert fold(one) == other


@given(_ANY_TEXT)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(st.characters(max_codepoint=0x24F), max_size=20))
def test_case_never_matters_to_folding(text: str) -> None:
    assert fold(text.casefold()) == fold(text)


@pytest.mark.parametrize(
    ("letter", "latin"),
    [
        ("\u0391", "A"),  # Greek: row 4 of DD2092
        ("\u0410", "A"),  # Cyrillic
        ("\uff21", "A"),  # full width
        ("\u13aa", "A"),  # Cherokee
        ("\u050c", "G"),
        ("\u13c0", "G"),
        ("\uff27", "G"),
        ("\u13a1", "R"),
        ("\ua4e3", "R"),
        ("\uff32", "R"),
        ("\U0001d400", "A"),  # mathematical bold
        ("\u0412", "B"),
    ],
    ids=ascii,
)
def test_a_look_alike_is_read_as_the_latin_capital(letter: str, latin: str) -> None:
    assert look_alike(letter) == latin


@pytest.mark.parametrize("letter", ["A", "R", "G", "a", "", "AR", "\u0391\u0391", "\u0393", "\u0414", "4", "\u00c5"])
def test_what_looks_like_no_latin_capital_stays(letter: str) -> None:
    assert look_alike(letter) == letter
