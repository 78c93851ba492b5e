"""What every text passes through at the door, and the two ways in which letters are compared.

Text comes from people, from forms and from other files; it is shown in a terminal, where a control character
is a command. Nothing here knows about markup: `[/x]` is three letters and two brackets like any others.
"""

from __future__ import annotations

import re
import unicodedata

from loti_tui.domain.refused import Refused

LIMIT = 10_000
"""The most characters that one text may have, unless its field says otherwise."""

# Every character that ends a line for somebody: CR LF, CR, VT (Word's soft break), FF, NEL, LS and PS.
_BREAK = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")

# Whole escape sequences, so that no `[31m` is left behind. Only forms that are surely sequences are dropped
# whole. A string sequence (a window title, say) that is never closed loses its introducer alone: the rest of
# the line may be what somebody wrote. The same holds for ESC before a letter that is not a known command.
_SEQUENCE = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"  # CSI: colours, cursor, clearing
    r"|(?:\x1b[\]PX^_]|[\x90\x98\x9d-\x9f])"  # OSC, DCS, SOS, PM, APC ...
    r"(?:[^\x1b\x07\x9c\n]*(?:\x07|\x1b\\|\x9c))?"  # ... up to their terminator
    r"|\x1b(?:[()*+][0-2AB]|%[@G]|#[3-8]|[78=>c\\])"  # character sets, save and restore, reset
)

# What never stays. The classes are written out because one pass of a regex over a long text is about
# fifty times faster than a category look-up for each character; a test holds them against `unicodedata`.
# Code points that are merely unassigned here stay: they are the next Unicode version's emoji.
_NEVER = re.compile(
    "["
    "\x00-\x08\x0b-\x1f\x7f-\x9f"  # controls but tab and newline
    "\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"  # bidi, invisible
    "\ud800-\udfff"  # surrogates: no database driver takes them
    "\ue000-\uf8ff\U000f0000-\U0010ffff"  # private use
    "\ufdd0-\ufdef"
    + "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0xF0000, 0x10000))
    + "]"
)

# Tag characters spell out the flags of England, Scotland and Wales; anywhere else they are hidden text.
_TAGS = re.compile("(\U0001f3f4[\U000e0020-\U000e007e]{1,8}\U000e007f)|[\U000e0000-\U000e007f]")

_SPACED = re.compile(r"[ \t\n]*[\t\n][ \t\n]*")
# A joiner joins nothing at an end, and a text of joiners alone would pass for a title.
_ENDS = re.compile(r"\A[\s\u200c\u200d]+|[\s\u200c\u200d]+\Z")


def _line_by_line(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.replace("\t", " ").split("\n"))


def _readable(text: str) -> str:
    """The text without what can only be obeyed or hidden; every line end is a newline."""
    text = _NEVER.sub("", _SEQUENCE.sub("", _BREAK.sub("\n", text)))
    return _TAGS.sub(r"\1", text)


def printable(text: str, *, lines: bool = False) -> str:
    """What may be drawn of a text while it is still being typed: spaces at its ends are kept, unlike by `clean`."""
    text = _readable(text).replace("\t", " ")
    return text if lines else text.replace("\n", " ")


def clean(text: str, *, lines: bool = False, limit: int = LIMIT, label: str = "This text") -> str:
    """Make a text safe to store and to show, and keep everything that can be read in it.

    Control characters, escape sequences, surrogates, private-use characters, bidirectional controls and
    invisible characters go; the joiners of emoji families stay. The result is in NFC. With `lines`, line
    ends are kept as newlines; without, a run of line ends and tabs is one space. White space at the ends of
    lines and of the text goes. Cleaning twice is the same as cleaning once.

    Raises `Refused` where more than `limit` characters are left: a text is never cut. `label` is the
    subject of that sentence.
    """
    if text.isascii() and text.isprintable():  # nearly all are so: there is nothing to mend but their ends
        text = text.strip(" ")
    else:
        text = _readable(text)
        # After the removals: a letter and its accent may have been kept apart by what was removed.
        text = unicodedata.normalize("NFC", text)
        text = _line_by_line(text) if lines else _SPACED.sub(" ", text)
        text = _ENDS.sub("", text)
    if len(text) > limit:
        raise Refused(f"{label} has {len(text):,} characters; at most {limit:,} are accepted.")
    return text


def shortened(value: object, width: int = 60) -> str:
    """Any value on one line and in at most `width` characters, for a sentence or a table."""
    # Sliced first, so that a book pasted into a date is not cleaned only to be cut; four times, because what is
    # removed must not use up the part that is shown.
    text = str(value)
    words = clean(text[: width * 4])
    if len(words) > width or (words and len(text) > width * 4):
        words = words[: width - 1].rstrip() + "\u2026"
    return words


def quoted(value: object, width: int = 40) -> str:
    """What somebody typed, for a sentence: cleaned, shortened, in quotation marks."""
    return f"\u201c{shortened(value, width)}\u201d"


# Letters that Unicode does not take apart into a base letter and a mark, and the marks that word processors
# put in place of the keys that were typed.
_PLAIN = str.maketrans(
    {
        "\u0142": "l",  # l with stroke
        "\u00f8": "o",  # o with stroke
        "\u0111": "d",  # d with stroke
        "\u00f0": "d",  # eth
        "\u0127": "h",  # h with stroke
        "\u0167": "t",  # t with stroke
        "\u0131": "i",  # dotless i
        "\u014b": "n",  # eng
        "\u00fe": "th",  # thorn
        "\u00e6": "ae",
        "\u0153": "oe",
        "\u2018": "'",
        "\u2019": "'",
        "\u201c": '"',
        "\u201d": '"',
        "\u2010": "-",
        "\u2011": "-",
        "\u2012": "-",
        "\u2013": "-",
        "\u2014": "-",
        "\u2212": "-",
    }
)


def fold(text: str) -> str:
    """The form of a text in which two texts are compared for filtering and matching; never stored or shown.

    Compatibility forms, accents, case, strokes through letters and typographic quotes and dashes make no
    difference. Folding twice is the same as folding once.
    """
    if text.isascii():
        return text.lower()  # what the rest would come to, at a fiftieth of the time
    text = unicodedata.normalize("NFKD", text.casefold())
    text = "".join(mark for mark in text if not unicodedata.category(mark).startswith("M"))
    # Once more, because taking a character apart can bring out capitals (U+2122 TRADE MARK SIGN).
    return unicodedata.normalize("NFKD", text.casefold()).translate(_PLAIN)


def in_common(one: str, other: str) -> int:
    """How many characters two texts have in common at their beginning."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((place for place, (a, b) in pairs if a != b), min(len(one), len(other)))


# Capital letter -> the capitals of Greek, Cyrillic, Cherokee and Lisu that look the same in common typefaces.
_LOOK_ALIKES = {
    "A": "\u0391\u0410\u13aa\ua4ee",
    "B": "\u0392\u0412\u13f4\ua4d0",
    "C": "\u03f9\u0421\u13df\ua4da",
    "D": "\u13a0\ua4d3",
    "E": "\u0395\u0415\u13ac\ua4f0",
    "F": "\u03dc\ua4dd",
    "G": "\u050c\u13c0\ua4d6",
    "H": "\u0397\u041d\u13bb\ua4e7",
    "I": "\u0399\u0406\u04c0\ua4f2",
    "J": "\u037f\u0408\u13ab\ua4d9",
    "K": "\u039a\u041a\u212a\u13e6\ua4d7",
    "L": "\u13de\ua4e1",
    "M": "\u039c\u041c\u13b7\ua4df",
    "N": "\u039d\ua4e0",
    "O": "\u039f\u041e\ua4f3",
    "P": "\u03a1\u0420\u13e2\ua4d1",
    "Q": "\u051a",
    "R": "\u13a1\ua4e3",
    "S": "\u0405\u13da\ua4e2",
    "T": "\u03a4\u0422\u13a2\ua4d4",
    "U": "\ua4f4",
    "V": "\u0474\u13d9\ua4e6",
    "W": "\u051c\u13d4\ua4ea",
    "X": "\u03a7\u0425\ua4eb",
    "Y": "\u03a5\u0423\u04ae\ua4ec",
    "Z": "\u0396\u13c3\ua4dc",
}
_LATIN = {other: latin for latin, others in _LOOK_ALIKES.items() for other in others}


def look_alike(letter: str) -> str:
    """The Latin capital that a letter passes for, or the letter itself: U+0391 GREEK CAPITAL ALPHA is "A".

    For cells that hold one letter out of a known few, such as a RAG: row 4 of DD2092 has the Greek letter.
    Full-width and mathematical capitals count too. Small letters, other texts and Latin capitals come back
    as they are. The caller keeps the raw cell and reports the fold.
    """
    if letter in _LATIN:
        return _LATIN[letter]
    plain = unicodedata.normalize("NFKC", letter)
    return plain if re.fullmatch("[A-Z]", plain) and len(letter) == 1 else letter


def counted(number: int, one: str, many: str = "") -> str:
    """ "1 risk", "4 risks"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
