"""Letters that were misread: look-alikes of other alphabets, and letters that stand where a figure belongs.

Look-alikes are folded, since nobody can see the difference, and reported. A letter for a figure is never folded: it
is a doubt, with what it may be as the candidate.
"""

from __future__ import annotations

import re
import unicodedata

from loti_tui.domain.scoring import Rag
from loti_tui.domain.text import clean, look_alike, quoted
from loti_tui.intake.place import NOWHERE, Place
from loti_tui.intake.taken import Notice, Value, What

FIGURES = str.maketrans({
    "O": "0", "o": "0", "Q": "0", "D": "0",
    "l": "1", "I": "1", "|": "1", "i": "1", "!": "1", "]": "1", "[": "1",
    "Z": "2", "z": "2", "S": "5", "s": "5", "B": "8",
})  # fmt: skip
"""A letter or mark -> the figure that machines most often read as it."""

FIGURE_LIKE = "0-9OoQDlI|i!ZzSsB"
"""The inside of a character class: figures, and what stands for one after a poor scan."""

_SMALL = {
    "a": "\u0430\u03b1",
    "c": "\u0441\u03f2",
    "e": "\u0435",
    "i": "\u0456\u03b9",
    "j": "\u0458",
    "o": "\u043e\u03bf",
    "p": "\u0440\u03c1",
    "s": "\u0455",
    "v": "\u03bd\u0475",
    "x": "\u0445\u03c7",
    "y": "\u0443\u04af\u03b3",
}
_LATIN_SMALL = {other: latin for latin, others in _SMALL.items() for other in others}
_WORD = re.compile(r"[^\W\d_]+")
# Nearly every text has none of these, which is found out at once.
_FOREIGN = re.compile("[\u0370-\u052f\u13a0-\u13f5\ua4d0-\ua4f7\uff21-\uff5a]")


def latin(letter: str) -> str:
    """The Latin letter that one letter passes for, small or capital; the letter itself where there is none."""
    found = look_alike(letter)
    if found != letter:
        return found
    plain = unicodedata.normalize("NFKC", letter)
    return _LATIN_SMALL.get(letter) or (plain if len(plain) == 1 and plain.isascii() else letter)


def unmixed(text: str) -> str:
    """The text with look-alikes folded in words that also have Latin letters; a word all in Greek stays Greek."""
    return _WORD.sub(_one_alphabet, text) if _FOREIGN.search(text) else text


def _one_alphabet(found: re.Match[str]) -> str:
    word = found[0]
    if not _FOREIGN.search(word) or not re.search("[A-Za-z]", word):
        return word
    folded = "".join(latin(letter) for letter in word)
    return folded if folded.isascii() else word


def folds(raw: str, folded: str, where: str, place: Place) -> Notice | None:
    """What to say of a text that was folded; `where` is its name in the sentence. None where nothing was."""
    changed = [(was, now) for was, now in zip(raw, folded, strict=False) if was != now]
    if not changed or len(raw) != len(folded):
        return None
    was, now = changed[0]
    name = unicodedata.name(was, "a letter of another alphabet")
    more = f", and {len(changed) - 1} more like it" if len(changed) > 1 else ""
    sentence = f"{where} has U+{ord(was):04X} {name}{more}; it looks like {now} and was read as {now}."
    return Notice(What.FOLDED, sentence, place, raw)


# -- the cells of a risk ---------------------------------------------------------------------------


def score(raw: str, place: Place = NOWHERE, names: tuple[str, ...] = ()) -> Value:
    """A probability or an impact from 1 to 4, as a form's cell has it; `names` are the words of that scale.

    "2", and "2 (Improbable)" where the word is that of the number. Everything else is a doubt: an empty cell, "l"
    (perhaps 1), "O", "2/3" (2 or 3), "5", a word.
    """
    text = clean(raw)
    if re.fullmatch("[1-4]", text):
        return Value(int(text), text, place)
    words = [name.casefold() for name in names]
    named = re.fullmatch(r"([1-4])\s*[-\u2013:(]?\s*([A-Za-z][A-Za-z ]*[a-z])\)?", text)
    if named and words[int(named[1]) - 1 : int(named[1])] == [named[2].casefold()]:
        return Value(int(named[1]), text, place)
    return Value(None, text, place, *_score_in_doubt(text, words))


def _score_in_doubt(text: str, words: list[str]) -> tuple[str, tuple[int, ...]]:
    if not text:
        return "The cell is empty.", ()
    if text.casefold() in words:
        return f"{quoted(text)} is a word and no number.", (words.index(text.casefold()) + 1,)
    several = re.fullmatch(r"([1-4])\s*(?:/|-|\u2013|\u2014|,|to|or|&)\s*([1-4])", text)
    if several:
        return f"{quoted(text)} is two numbers.", (int(several[1]), int(several[2]))
    if text.isascii() and text.isdigit():
        return f"{quoted(text)} is not on the scale from 1 to 4.", ()
    plain = unicodedata.normalize("NFKC", text).translate(FIGURES).strip(" .,:;'`")
    candidates = (int(plain),) if re.fullmatch("[1-4]", plain) else ()
    return f"{quoted(text)} is not a number from 1 to 4.", candidates


_LONGEST_RAG = 20
"""In characters; a longer text may have such a word in it, and is about something else."""
_RAGS = {str(rag): str(rag) for rag in Rag} | {rag.word.upper(): str(rag) for rag in Rag}


def rag(raw: str, place: Place = NOWHERE) -> Value:
    """A recorded RAG: a letter, a look-alike of one, or a word. Anything else is a doubt."""
    text = clean(raw)
    letter = look_alike(text) if len(text) == 1 else unmixed(text)
    if found := _RAGS.get(letter.upper()):
        return Value(found, text, place)
    doubt = f"{quoted(text)} is not Red, Amber or Green." if text else "The cell is empty."
    if len(text) > _LONGEST_RAG:
        return Value(None, text, place, doubt)
    stripped = "".join(latin(one) for one in text).strip(" .,:;'`()").upper()
    named = tuple(dict.fromkeys(_RAGS[part] for part in re.split(r"[^A-Z]+", stripped) if part in _RAGS))
    return Value(None, text, place, doubt, named or (("A",) if text == "4" else ()))
