"""The words of a paragraph or a cell: cleaned, on one line, without the marks of Markdown and of HTML within a line."""

from __future__ import annotations

import re

from loti_tui.domain.text import clean

NO_LIMIT = 1 << 40
"""How long a text may be is the register's business; here the file as a whole is bounded."""
LONGEST_LEAD = 200
"""In characters; what is bold for longer is emphasis, no lead."""

_PLAIN = re.compile(r"[ -~]*")
_MARKED = re.compile(r"[*_`<\[\\~&]")
_TAG = re.compile(
    r"</?(?:a|abbr|b|big|br|center|code|del|div|em|font|i|img|ins|kbd|mark|p|s|small|span|strike|strong|sub|sup|u)"
    r"(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_BREAK = re.compile(r"<(?:br|p|div)\b", re.IGNORECASE)
# Each looks for what it is not up to the next mark, so that a long line of lone marks is passed over once.
_LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()]*\)")
_ADDRESS = re.compile(r"<((?:https?://|mailto:)[^<>\s]*)>")
_STRONG = re.compile(r"(?<![*])\*{2,3}(?![*])|(?<![\w_])_{2,3}(?=[^\W_])|(?<=[^\s_])_{2,3}(?![\w_])")
_EMPHASIS = re.compile(r"(?<![\w*])\*(?! )([^*]+)(?<! )\*(?![\w*])|(?<![\w_])_(?! )([^_]+)(?<! )_(?![\w_])")
_CODE = re.compile(r"`([^`]+)`")
_STRUCK = re.compile(r"~~([^~]+)~~")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_LEAD = re.compile(
    rf"(?:\*\*\*?|__|<(b|strong)>)\s*([^\s*_<>][^*<>]{{0,{LONGEST_LEAD}}}?)\s*(?:\*\*\*?|__|</(?:b|strong)>)",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"[\d.]+|\(?[A-Za-z0-9ivx]{1,4}[.)]")
# Where an escaped character waits while marks are taken away; `clean` has let none of these through before.
_WAITING = 0xE000
_BACK = {_WAITING + code: chr(code) for code in range(0x21, 0x7F)}


def on_one_line(text: str) -> str:
    """A text cleaned as the register cleans it, with single spaces; non-breaking spaces and line ends are spaces."""
    text = " ".join(text.split())  # first, so that a long run of spaces is one before anything looks at it
    return text if _PLAIN.fullmatch(text) else " ".join(clean(text, limit=NO_LIMIT).split())


def unmarked(text: str) -> str:
    """The words of one line of Markdown, or of text that a machine made out of a form and marked here and there.

    Emphasis, links (their words stay), tags within a line, escapes and entities are read; what only looks like a mark
    stays, such as the star of a footnote or the line to sign on.
    """
    text = on_one_line(text)
    if not _MARKED.search(text):
        return text
    escapes = "\\" in text
    if escapes:
        text = _ESCAPED.sub(lambda found: chr(_WAITING + ord(found[1])), text)
    if "[" in text:
        text = _LINK.sub(r"\1", text)
    if "<" in text:
        text = _TAG.sub(lambda tag: " " if _BREAK.match(tag[0]) else "", _ADDRESS.sub(r"\1", text))
    text = _EMPHASIS.sub(lambda found: found[1] or found[2], _STRONG.sub("", text))
    text = _STRUCK.sub(r"\1", _CODE.sub(r"\1", text))
    if "&" in text:
        from html import unescape

        text = unescape(text)
    if escapes:
        text = text.translate(_BACK)
    return on_one_line(text)


def lead_of(text: str) -> str:
    """What a line of Markdown begins with in bold, without its marks and without a colon; "" where it has none.

    The number of a paragraph ("**1.6** This") is no lead.
    """
    found = _LEAD.match(on_one_line(text))
    return as_lead(unmarked(found[2])) if found else ""


def as_lead(bold: str) -> str:
    """Bold words at the beginning of a paragraph as its lead; "" where they are only its number, or too many."""
    lead = bold.strip().removesuffix(":").rstrip()
    return "" if _NUMBER.fullmatch(lead) or len(lead) > LONGEST_LEAD else lead
