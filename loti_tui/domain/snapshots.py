"""Sealed states: what the register added up to after one act, as canonical JSON with its SHA-256.

Each names the SHA-256 of the one before it, so that none can be altered, taken out or slipped in unnoticed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from loti_tui.domain.changes import Change, adds_up
from loti_tui.domain.digest import canonical, sha256
from loti_tui.domain.items import KINDS
from loti_tui.domain.moments import london_day
from loti_tui.domain.refused import CannotOpen
from loti_tui.domain.text import quoted

FORM = "loti-snapshot-2"
"""What the JSON is, for whoever finds it. The first form did not say for which day a state was sealed."""
PARTS = ("form", "register", "id", "name", "at", "who", "why", "upto", "before", "items")


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One sealed state. `content` is its canonical JSON, `upto` the id of the newest batch that it holds."""

    id: str
    name: str
    upto: str
    content: str
    sha256: str
    order: int = 0
    """Its place among the snapshots of the register, from 1."""

    @property
    def day(self) -> date:
        """The day that it tells of: as sealed, else the one in London on which it was sealed."""
        stated = self.document
        return date.fromisoformat(stated["day"]) if stated["day"] else london_day(stated["at"])

    @property
    def document(self) -> dict[str, Any]:
        """The JSON as values: form, register, id, name, at, who, why, upto, before, items; and day, or None.

        Raises `ValueError` where it is not that any more.
        """
        try:
            read: dict[str, Any] = json.loads(self.content)
            return {name: read[name] for name in PARTS} | {"day": read.get("day")}
        except (LookupError, RecursionError, TypeError) as fault:
            raise ValueError("the content of a snapshot is not what was sealed") from fault


def seal(heading: dict[str, str | None], changes: Iterable[Change]) -> Snapshot:
    """The snapshot of what these changes add up to.

    `heading` has register, id, name, at, who, why, upto, day, and before (the SHA-256 of the snapshot before, or None).
    """
    content = canonical({"form": FORM, **heading, "items": items(changes)})
    return Snapshot(str(heading["id"]), str(heading["name"]), str(heading["upto"]), content, sha256(content))


def items(changes: Iterable[Change]) -> dict[str, dict[str, dict[str, Any]]]:
    """kind -> item id -> its recorded fields; removed items too."""
    found: dict[str, dict[str, dict[str, Any]]] = {}
    for (kind, item), values in adds_up(changes).items():
        found.setdefault(kind, {})[item] = {name: value for name, value in values.items() if value is not None}
    return found


def items_of(one: Snapshot) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """(kind, item id, recorded fields) of every item that a snapshot holds.

    Raises `CannotOpen` where it is not what was sealed, or holds what this version of the program does not know.
    """
    if sha256(one.content) != one.sha256:
        raise CannotOpen(f"Snapshot {quoted(one.name)} is not what was sealed. “loti snapshot verify” says more.")
    try:
        sealed = one.document["items"]
    except ValueError:
        raise CannotOpen(f"Snapshot {quoted(one.name)} cannot be read. “loti snapshot verify” says more.") from None
    for kind, of_kind in sealed.items():
        for item, values in of_kind.items():
            unknown = sorted(values.keys() - KINDS[kind].fields.keys()) if kind in KINDS else [kind]
            if unknown:
                raise CannotOpen(
                    f"Snapshot {quoted(one.name)} holds {quoted(unknown[0])}, which this version of loti-tui does not "
                    f"know. A newer version sealed it: open it with that one."
                )
            yield kind, item, values


def breaches(
    register: str, snapshots: Sequence[Snapshot], log: Sequence[Change], acts: Sequence[str]
) -> Iterator[tuple[str, str]]:
    """(id, sentence) for each snapshot that is not what was sealed. `snapshots` and `acts` (batch ids) in order."""
    place = {act: number for number, act in enumerate(acts)}
    before = None
    for one in snapshots:
        if sha256(one.content) != one.sha256:
            found = ["its content was altered"]
        else:
            held = [change for change in log if place.get(change.batch, len(acts)) <= place.get(one.upto, -1)]
            try:
                found = list(contradictions(one, register, before, items(held)))
            except ValueError:
                found = ["its content cannot be read"]
        yield from ((one.id, f"Snapshot {quoted(one.name)} is not what was sealed: {what}.") for what in found)
        before = one.sha256


def contradictions(one: Snapshot, register: str, before: str | None, held: dict[str, Any]) -> Iterator[str]:
    """What the JSON of a snapshot says otherwise than the register, the snapshot before it, and the log of its day."""
    stated = one.document
    if [stated[name] for name in ("register", "id", "name", "upto")] != [register, one.id, one.name, one.upto]:
        yield "its heading was altered"
    if stated["before"] != before:
        yield "the snapshot before it was altered, taken out or slipped in"
    if stated["items"] != held:
        yield "the log of its day adds up to something else"
