"""The tags and the text of a web page, in one pass whose time grows with the page and no faster.

The standard library's parser is not used: on pages that are broken on purpose, some versions of it look through the
rest of the page again for every tag.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_NAME = re.compile(r"[a-zA-Z][a-zA-Z0-9:-]*")
_BEFORE_QUOTE = re.compile(r"[^>\"']*")
_RAW = ("script", "style", "textarea", "title", "noscript", "template", "iframe", "noembed", "noframes", "xmp")
"""Elements in which there are no tags: only their own end counts."""
_END_OF_RAW = {name: re.compile(rf"</{name}(?=[\s/>]|$)", re.IGNORECASE) for name in _RAW}
_ATTRIBUTE = re.compile(r"([^\s\"'>/=]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+)))?")


class Token(NamedTuple):
    """A tag, or text between tags. `name` is "" of text and in small letters of a tag, with "/" before it at an end.

    `at` is where it begins, in characters from the start. `said` is the text, or the attributes as they are written.
    """

    name: str
    said: str
    at: int


def tokens(page: str) -> Iterator[Token]:
    """Tags and text in order. Comments, declarations and elements without words are passed over."""
    at = 0
    # Once no quote of its kind follows, none is looked for again.
    closed_by = {'"': True, "'": True}
    while at < len(page):
        opens = page.find("<", at)
        if opens < 0:
            yield Token("", page[at:], at)
            return
        if opens > at:
            yield Token("", page[at:opens], at)
        following = page[opens + 1 : opens + 2]
        name_at = opens + 2 if following == "/" else opens + 1
        name = _NAME.match(page, name_at)
        if name:
            ends = _end_of_tag(page, name.end(), closed_by)
            tag = name[0].lower()
            yield Token("/" + tag if following == "/" else tag, page[name.end() : ends], opens)
            at = ends + 1
            if following != "/" and tag in _END_OF_RAW and page[ends - 1 : ends] != "/":
                found = _END_OF_RAW[tag].search(page, at)
                at = found.start() if found else len(page)
        elif page.startswith("<!--", opens):
            ends = page.find("-->", opens + 4)
            at = ends + 3 if ends >= 0 else len(page)
        elif following in ("!", "?", "/") and following:
            ends = page.find(">", opens)
            at = ends + 1 if ends >= 0 else len(page)
        else:
            yield Token("", "<", opens)
            at = opens + 1


def _end_of_tag(page: str, at: int, closed_by: dict[str, bool]) -> int:
    """Where the > of a tag is: not within quotes, unless these never end."""
    start = at
    while True:
        at = _BEFORE_QUOTE.match(page, at).end()  # type: ignore[union-attr]  # it matches the empty text too
        mark = page[at : at + 1]
        if mark not in closed_by:
            return at
        ends = page.find(mark, at + 1) if closed_by[mark] else -1
        if ends < 0:
            closed_by[mark] = False
            ends = page.find(">", start)
            return ends if ends >= 0 else len(page)
        at = ends + 1


def attributes(said: str) -> dict[str, str]:
    """The attributes of a tag, as they are written between its name and its end."""
    return {found[1].lower(): found[2] or found[3] or found[4] or "" for found in _ATTRIBUTE.finditer(said)}
