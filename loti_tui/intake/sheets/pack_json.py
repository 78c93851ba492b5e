"""A pack's JSON that comes back: its records, under the names of the contract (`loti_tui.domain.records`)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from loti_tui.domain.fields import Choice, Field, Flag, Link, Links, Money, Score, Text, When
from loti_tui.domain.items import KINDS, cell_name
from loti_tui.domain.moments import read_stamp
from loti_tui.domain.refused import Refused
from loti_tui.domain.text import clean, quoted, shortened
from loti_tui.intake.place import NOWHERE, Place
from loti_tui.intake.sheets.cells import Read, read_text
from loti_tui.intake.sheets.follows import WORKED_OUT, Stated, unfollowed
from loti_tui.intake.sheets.pack_shape import PENCE
from loti_tui.intake.sheets.packs import finished, read_cell, tell_unfollowed
from loti_tui.intake.sheets.reading import Source
from loti_tui.intake.sheets.rows import Told, with_keys
from loti_tui.intake.taken import Found, Taken, Value, What

LISTED = {
    "risks": "risk",
    "steps": "step",
    "milestones": "milestone",
    "issues": "issue",
    "actions": "action",
    "board_decisions": "resolution",
    "spending": "spend",
    "days_off": "dayoff",
}
"""Name in the document -> kind of item."""
WITHIN = {"funding": "funding", "sign_offs": "signoff"}
"""Name in the record of the decision -> kind of item."""
SINGLE = ("programme", "decision", "publication", "procurement")
OTHERS = frozenset(
    {"$schema", "register", "as_at", "audience", "matrix", "snapshot", "made", "compared_with", "changes", "withheld"}
)
FOLLOW = {"decision": ("funding", "sign_offs"), "publication": ("history",)}
"""Kind -> names of lists in its record that are no field of it."""

_KEY = re.compile(r'^\s*"(\w+)":')

Json = Mapping[str, Any]


def is_pack(source: Source) -> bool:
    """Whether a JSON file is a pack, by the names that only a pack has together."""
    return source.kind == "json" and all(f'"{name}"' in source.text for name in ("as_at", "audience", "risks"))


def take_json(source: Source, today: date) -> Taken:
    """What a pack's JSON says. Raises `Refused`."""
    data = document(source)
    audience = data.get("audience") if data.get("audience") in ("board", "public") else ""
    run = Run(data, lines_of(source.text), str(audience), today, Told())
    found = list(run.items())
    if run.whole:
        day = day_of(data)
        found += matrix(data)
        for one, follows in unfollowed(list(run.stated()), found, day, whole=True):
            tell_unfollowed(one, follows, run.told)
    for name in data:
        if name not in OTHERS and name not in LISTED and name not in SINGLE:
            run.told.tell(
                What.LEFT_OUT, "Names", f"{quoted(name)} is no name in a pack; it was left out.", NOWHERE, name
            )
    return finished(
        source.name, source.sha256, with_keys(found), run.told, run.complete(), made_of(data), run.audience
    )  # fmt: skip


def document(source: Source) -> Json:
    """The document. Raises `Refused` where it is no JSON, or no pack."""
    try:
        data = json.loads(source.text)
    except (ValueError, RecursionError) as fault:
        where = f" in line {fault.lineno:,}" if isinstance(fault, json.JSONDecodeError) else ""
        raise Refused(
            f"{quoted(source.name)} is not whole JSON: it breaks off or goes wrong{where}. Nothing was changed. Mend "
            f"it there, or make the pack again."
        ) from None
    if not isinstance(data, dict) or not is_pack(source):
        raise Refused(
            f"{quoted(source.name)} is JSON, and no pack of this program. Nothing was changed. Bring it in as CSV."
        )
    return data


def day_of(data: Json) -> date | None:
    """The day that the pack tells of."""
    try:
        return date.fromisoformat(str(data.get("as_at")))
    except ValueError:
        return None


def made_of(data: Json) -> str:
    """The moment at which the pack was made, as the log writes it; "" where it does not say."""
    try:
        read_stamp(str(data.get("made")))
    except Refused:
        return ""
    return str(data["made"])


def matrix(data: Json) -> Iterator[Found]:
    """The matrix in force; the file does not say which of the register's it is."""
    values: dict[str, Value] = {}
    for cell in records(data.get("matrix")):
        impact, probability, rag = cell.get("impact"), cell.get("probability"), cell.get("rag")
        if impact in (1, 2, 3, 4) and probability in (1, 2, 3, 4):
            raw = str(rag)
            known = raw in ("G", "A", "R")
            doubt = "" if known else f"{quoted(raw)} is not G, A or R."
            values[cell_name(impact, probability)] = Value(raw if known else None, raw, doubt=doubt)
    if values:
        yield Found("matrix", "the matrix", values)


def records(value: object) -> list[Json]:
    """The records of a list; what is none is not one of them."""
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def lines_of(text: str) -> dict[str, dict[str, int]]:
    """Id of an item -> name -> the line on which it stands; a record ends with its id."""
    found: dict[str, dict[str, int]] = {}
    current: dict[str, int] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if key := _KEY.match(line):
            current[key[1]] = number
            if key[1] == "id":
                found[line.partition(":")[2].strip().strip('",')] = current
                current = {}
    return found


@dataclass
class Run:
    """One document on the way to being read."""

    data: Json
    lines: Mapping[str, Mapping[str, int]]
    audience: str
    today: date
    told: Told

    @property
    def whole(self) -> bool:
        return self.audience == "board"

    def complete(self) -> frozenset[str]:
        """The kinds of which the document holds every item."""
        if not self.whole:
            return frozenset()
        found = {kind for name, kind in LISTED.items() if isinstance(self.data.get(name), list)}
        decision = self.data.get("decision")
        if isinstance(decision, dict):
            found |= {kind for name, kind in WITHIN.items() if isinstance(decision.get(name), list)}
        return frozenset(found)

    def all(self) -> Iterator[tuple[str, str, Json]]:
        """(kind, key, record) of each item."""
        for kind in SINGLE:
            if isinstance(one := self.data.get(kind), dict):
                yield kind, key_of(one, kind), one
        decision = self.data.get("decision")
        within = [(kind, decision.get(name)) for name, kind in WITHIN.items()] if isinstance(decision, dict) else []
        seen: set[str] = set()
        for kind, listed in [*within, *((kind, self.data.get(name)) for name, kind in LISTED.items())]:
            for number, one in enumerate(records(listed), 1):
                key = key_of(one, f"{kind} {number}")
                key = f"{key} again {kind} {number}" if key in seen else key
                seen.add(key)
                yield kind, key, one

    def items(self) -> Iterator[Found]:
        refs: set[tuple[str, str]] = set()
        for kind, key, one in self.all():
            id_ = text(one.get("id"))
            ref = text(one.get("ref"))
            if id_ and id_ != key:
                sentence = "An earlier record has the same id: this one was read as another item."
                self.told.tell(What.REPEATED, "Ids", sentence, self.place(id_, "id"), ref)
                id_, ref = "", "" if (kind, ref) in refs else ref
            refs.add((kind, ref))
            yield self.item(kind, key, one, id_, ref)

    def place(self, id_: str, name: str) -> Place:
        """Where a value stands, as far as its record has an id."""
        line = self.lines.get(id_, {}).get(name, 0)
        return Place(line=line) if line else NOWHERE

    def item(self, kind: str, key: str, one: Json, id_: str, ref: str) -> Found:
        """One record."""
        values: dict[str, Value] = {}
        links: dict[str, tuple[str, ...]] = {}
        for name, raw in one.items():
            stored = PENCE.get((kind, name), name)
            where = self.place(id_, name)
            if name in ("id", "ref") or (kind, name) in WORKED_OUT or name in FOLLOW.get(kind, ()):
                continue
            if stored not in KINDS[kind].editable or (stored != name and name in KINDS[kind].fields):
                self.told.tell(
                    What.LEFT_OUT, "Names", f"{quoted(name)} is no name in the record of a {kind}.", where, name
                )
                continue
            field = KINDS[kind].fields[stored]
            if isinstance(field.type, Link | Links):
                if self.whole:
                    links[stored] = refs_of(raw)
            elif (raw is not None and raw != []) or self.whole:
                read = self.read(field, raw)
                said = raw if isinstance(raw, str) else "" if raw is None else json.dumps(raw, ensure_ascii=False)
                if read.doubt:
                    self.told.tell(What.DOUBTED, field.label, f"{field.label} needs review: {read.doubt}", where, said)
                values[stored] = Value(read.plain, said, where, read.doubt, read.candidates)
        return Found(kind, key, values, self.place(id_, "ref"), id_, ref, links)

    def read(self, field: Field, raw: object) -> Read:
        """One value: what JSON has types for must have its own."""
        if raw is None or raw == "" or raw == []:
            return Read(None)
        if isinstance(raw, list) and isinstance(field.type, Text) and all(isinstance(line, str) for line in raw):
            return read_text("\n".join(raw), field.type)
        fits = {Text: str, When: str, Choice: str, Flag: bool, Score: int, Money: int}
        wanted = fits.get(type(field.type), str)
        if isinstance(raw, str) and wanted is not str:
            return read_cell(field, clean(raw[:200]), self.today, as_text=True)
        if type(raw) is not wanted:
            return Read(None, f"{quoted(shortened(raw))} is not accepted: it is {field.type.accepts}.")
        if isinstance(field.type, Text):
            return read_text(str(raw), field.type)
        assert isinstance(raw, str | int)  # it was just held to that
        return read_cell(field, raw, self.today, as_text=True)

    def stated(self) -> Iterator[Stated]:
        """What the document says that follows from the rest."""
        for kind, key, one in self.all():
            for name in one:
                if (kind, name) in WORKED_OUT:
                    raw = "" if one[name] is None else str(one[name])
                    called = text(one.get("ref")) or f"the {kind}"
                    yield Stated(kind, name, key, called, raw, self.place(text(one.get("id")), name))


def key_of(one: Json, otherwise: str) -> str:
    return text(one.get("id")) or otherwise


def text(value: object) -> str:
    return clean(value[:200]) if isinstance(value, str) else ""


def refs_of(raw: object) -> tuple[str, ...]:
    """The references in a value: one, or a list of them."""
    listed: Sequence[object] = raw if isinstance(raw, list) else [raw]
    return tuple(
        dict.fromkeys(part for one in listed if isinstance(one, str) for part in one.replace(",", " ").split())
    )
