"""What was found so far: items whose values are as the register would keep them, and what there is to say of them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from loti_tui.domain.fields import Plain
from loti_tui.domain.items import KINDS
from loti_tui.domain.refused import Refused
from loti_tui.domain.text import clean, fold, shortened
from loti_tui.intake.letters import folds, unmixed
from loti_tui.intake.place import NOWHERE, Place
from loti_tui.intake.taken import Found, Notice, Value, What

KIND_WORDS = {"signoff": "sign-off"}
"""Kind -> what people call it, where that is another word."""


@dataclass(slots=True)
class Gathered:
    """The items and notices of one form, in the making."""

    today: date
    found: list[Found] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    known: set[str] = field(default_factory=set)
    """Doubts that were said once for a whole row, and are not said again for each value in it."""
    _said: set[tuple[Place, str, str]] = field(default_factory=set)
    _keys: dict[str, int] = field(default_factory=dict)

    def say(self, what: What, sentence: str, place: Place = NOWHERE, raw: str = "") -> None:
        """Add one notice; the raw text of a whole paragraph is shortened by whoever shows it."""
        self.notices.append(Notice(what, sentence, place, raw))

    def add(
        self,
        kind: str,
        key: str,
        values: Mapping[str, Value | None],
        place: Place = NOWHERE,
        *,
        links: Mapping[str, tuple[str, ...]] | None = None,
        ref: str = "",
    ) -> Found:
        """Add one item under a key of its own. A value of None is one that the form does not speak of.

        What its field does not accept becomes a doubt, and each doubt is said.
        """
        key = self._own(key)
        kept: dict[str, Value] = {}
        for name in KINDS[kind].fields:
            if (value := values.get(name)) is not None:
                kept[name] = self._as_kept(kind, name, value)
                if kept[name].doubt:
                    self._doubted(kind, key, name, kept[name])
        item = Found(kind, key, kept, place, ref=ref, links=links or {})
        self.found.append(item)
        return item

    def text(self, raw: str, place: Place, where: str) -> Value:
        """Words as a value: look-alikes inside Latin words are folded and said; `where` names the text."""
        folded = unmixed(raw)
        if folded != raw and (notice := folds(raw, folded, where, place)):
            self.notices.append(notice)
        return Value(clean(folded, lines=True, limit=10**9) or None, raw, place)

    def item(self, key: str) -> Found | None:
        """The item with that key."""
        return next((one for one in self.found if one.key == key), None)

    def _own(self, key: str) -> str:
        """The key, with a number behind it where others have it."""
        number = self._keys[key] = self._keys.get(key, 0) + 1
        return key if number == 1 else self._own(f"{key}-{number}")

    def _as_kept(self, kind: str, name: str, value: Value) -> Value:
        if value.plain is None:
            return value
        try:
            return replace(value, plain=_checked(kind, name, value.plain))
        except Refused as refused:
            return replace(value, plain=None, doubt=str(refused))

    def _doubted(self, kind: str, key: str, name: str, value: Value) -> None:
        """Say a doubt, once: a baseline and a forecast are read from one cell."""
        if value.doubt in self.known or (value.place, value.raw, value.doubt) in self._said:
            return
        self._said.add((value.place, value.raw, value.doubt))
        number = key.rpartition("/")[2]
        about = f"{kind} {number}" if number.isdigit() else KIND_WORDS.get(kind, kind)
        label = KINDS[kind].fields[name].label
        self.say(What.DOUBTED, f"{label} of the {about} needs review: {value.doubt}", value.place, value.raw)


def _checked(kind: str, name: str, plain: Plain) -> Plain:
    return KINDS[kind].fields[name].check(plain)


def slug(title: str) -> str:
    """A title as part of a key: small letters and digits with hyphens between."""
    return re.sub(r"[^a-z0-9]+", "-", fold(shortened(title, 60))).strip("-") or "unnamed"


def trimmed(sentence: str) -> str:
    """A statement with a capital at its beginning and one stop at its end."""
    words = sentence.strip(" :;,.")
    return f"{words[:1].upper()}{words[1:]}." if words else ""
