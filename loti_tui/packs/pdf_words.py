"""Texts as they can be printed: a character for which the typeface has no glyph is named in words in brackets.

PDF/UA and PDF/A forbid what cannot be drawn, and nothing may vanish unseen. So an emoji is “[grinning face]”, and words
of another script, which nobody could read letter by letter, are “[12 characters of Arabic script]”. A word that is
wider than its column may be broken anywhere, since typst breaks it nowhere.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from itertools import groupby

from loti_tui.domain.text import counted
from loti_tui.packs.pdf_fonts import undrawable
from loti_tui.packs.timeline_svg import WIDEST, width_of

Words = str | list[str]
"""A text, or the pieces of a text between which a line may end."""

NAMED = 8
"""How many different signs in a row are named one by one; of more, the first and how many follow."""

# Joiners, variation selectors, soft hyphens and what directs text: they have no look of their own.
_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f"
    "\ufeff\uffa0\U000e0000-\U000e01ef]"
)
_LINE_END = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
# The flags of England, Scotland and Wales are a black flag and hidden letters that say whose it is.
_FLAG = re.compile("\U0001f3f4([\U000e0061-\U000e007a]+)\U000e007f")
_FLAGS = {"gbeng": "England", "gbsct": "Scotland", "gbwls": "Wales"}
_SCRIPTS = {"CJK": "Chinese", "KANGXI": "Chinese", "HIRAGANA": "Japanese", "KATAKANA": "Japanese", "HANGUL": "Korean"}
"""The first word of a character's name -> the script, where the name does not say it."""


def printable_words(text: str) -> str:
    """The text with nothing in it that cannot be drawn. What can be stays as it is; line ends are newlines."""
    if not undrawable().search(text):
        return text
    text = _UNSEEN.sub("", _FLAG.sub(flag, _LINE_END.sub("\n", text)))
    text = undrawable().sub(lambda run: "".join(map(plain_form, run[0])), text)
    return words_between().sub(lambda run: named(run[0]), text)


@cache
def words_between() -> re.Pattern[str]:
    """Finds what cannot be drawn, several words of it at a time."""
    one = undrawable().pattern
    return re.compile(f"{one}(?: {one})*")


def flag(found: re.Match[str]) -> str:
    of = "".join(chr(ord(one) - 0xE0000) for one in found[1])
    return f"[flag of {_FLAGS.get(of, of)}]"


def plain_form(sign: str) -> str:
    """A space for any kind of space, a letter for the same letter in another form (full-width, bold); else the sign."""
    kind = unicodedata.category(sign)
    if kind == "Zs" or sign == "\t":
        return " "
    plain = unicodedata.normalize("NFKC", sign)
    same = kind[0] == "L" or unicodedata.name(sign, "").startswith("FULLWIDTH")
    return plain if same and len(plain) == 1 and not undrawable().search(plain) else sign


def named(run: str) -> str:
    """What stands for a run of signs that cannot be drawn: “[4 characters of Hebrew script, grinning face]”."""
    said: list[str] = []
    for script, same in groupby(run.replace(" ", ""), script_of):
        signs = list(same)
        said += [in_script(script, signs)] if script else one_by_one(signs)
    return f"[{', '.join(said)}]"


def script_of(sign: str) -> str:
    """What the script of a letter or a mark is called; "" for signs, which have names of their own."""
    if unicodedata.category(sign)[0] not in "LM":
        return ""
    first = unicodedata.name(sign, "").split(" ")[0]
    return _SCRIPTS.get(first, first.capitalize())


def in_script(script: str, signs: list[str]) -> str:
    """Letters of one script, or accents that were put on other letters."""
    if script == "Combining":
        return name_of(signs[0]) if len(signs) == 1 else f"{len(signs)} accents"
    return f"{counted(len(signs), 'character')} of {script} script"


def one_by_one(signs: list[str]) -> list[str]:
    """The names of signs, each with how often it is repeated; of a long run the first and how many follow."""
    names = []
    for sign, same in groupby(signs):
        times = len(list(same))
        names.append(name_of(sign) + (f", {times:,} times" if times > 1 else ""))
    return names if len(names) <= NAMED else [f"{name_of(signs[0])} and {counted(len(signs) - 1, 'more sign')}"]


def name_of(sign: str) -> str:
    """The name that Unicode gives a character, as far as this Python knows it; else its number."""
    name = unicodedata.name(sign, "")
    return name.lower() if name else f"character U+{ord(sign):04X}"


# -- lines -----------------------------------------------------------------------------------------------------------

PIECE = 3
"""How many letters of a word stay together that is broken: each piece costs time and room in the file."""
LINE_END = " \n"
"""With a space, since a line end is nothing in a PDF: to who copies a text or hears it, two words would be one."""
SPACE = 0.3
"""How wide a space is, in the size of the letters (em)."""


def on_one_line(text: str) -> str:
    return " ".join(printable_words(text).split())


def words(text: str, room: float) -> Words:
    """A text that can be drawn; in pieces where a word has no room on a line, which has `room` (in em)."""
    text = printable_words(text).replace("\n", LINE_END)
    if max(map(len, text.split()), default=0) * WIDEST <= room or all(fits(word, room) for word in text.split()):
        return text
    pieces: list[str] = []
    for run in re.split(r"(\s+)", text):
        pieces += [run] if fits(run, room) else in_pieces(run)
    return pieces


def fits(word: str, room: float) -> bool:
    return width_of(word, 1) <= room


def in_pieces(word: str) -> list[str]:
    """A word cut after every few letters, each with the marks on it."""
    found = [""]
    for sign in word:
        if len(found[-1]) >= PIECE and unicodedata.category(sign)[0] != "M":
            found.append("")
        found[-1] += sign
    return found


def lines_of(text: str, room: float) -> int:
    """How many lines a text takes, each of so much room (in em)."""
    if len(text) * WIDEST <= room:
        return 1 + text.count("\n")
    lines = 0
    for line in text.split("\n"):
        lines += 1
        used = 0.0
        for word in line.split():
            wide = width_of(word, 1)
            if used and used + SPACE + wide > room:
                lines += 1
                used = 0.0
            lines += int(wide / room)
            used += SPACE + wide % room
    return lines
