"""Laws of the way there and back, over registers, edits and damage that nobody thought of."""

from __future__ import annotations

import random
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.register import Register
from loti_tui.domain.fields import Choice, Field, Flag, Link, Links, Money, Plain, Score, Text, When
from loti_tui.domain.items import KINDS
from loti_tui.domain.refused import Refused
from loti_tui.domain.state import State, loaded
from loti_tui.domain.text import clean
from loti_tui.intake.sheets.asked import Choices
from loti_tui.intake.sheets.looking import look, take_sheets
from loti_tui.intake.source import source_of_bytes
from loti_tui.intake.taken import Found, What
from loti_tui.packs import make_pack
from loti_tui.packs.making import pack_files
from tests.intake.sheets.making import (
    DESCRIBING,
    FORMATS,
    TODAY,
    as_csv,
    book,
    differences,
    packed,
    parts,
    read,
    rows_of,
    table,
    values,
)

SHOWN = ("risk", "issue", "milestone", "action", "spend", "resolution", "funding", "signoff", "dayoff")
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), min_size=1, max_size=40)
DAYS = st.dates(date(1900, 1, 1), date(2199, 12, 31)).map(date.isoformat)
DATES = st.one_of(DAYS, DAYS.map(lambda day: day[:7]), st.integers(1900, 2199).map(lambda year: f"{year}-Q3"))


def plain_values(field: Field) -> st.SearchStrategy[Plain]:
    """What may stand in a field, as the door keeps it."""
    found: st.SearchStrategy[Plain]
    match field.type:
        case Text():
            lines = field.type.lines
            found = WORDS.map(lambda text: clean(text, lines=lines) or "x")
        case Choice():
            found = st.sampled_from([str(one) for one in field.type.values])
        case Score():
            found = st.integers(1, 4)
        case When():
            found = DAYS if field.type.to_the_day else DATES
        case Money():
            found = st.integers(0, 10**11)
        case Flag():
            found = st.booleans()
        case _:
            found = st.none()
    return found if field.required else st.none() | found


@st.composite
def items(draw: st.DrawFn) -> tuple[str, Mapping[str, Plain]]:
    kind = draw(st.sampled_from(SHOWN))
    fields = [KINDS[kind].fields[name] for name in KINDS[kind].editable]
    free = [field for field in fields if not isinstance(field.type, Link | Links)]
    return kind, {field.name: draw(plain_values(field)) for field in free}


@st.composite
def registers(draw: st.DrawFn) -> State:
    """A small register of items of every kind that packs list."""
    numbers: dict[str, int] = {}
    found = {}
    for place, (kind, filled) in enumerate(draw(st.lists(items(), min_size=1, max_size=8))):
        numbers[kind] = numbers.get(kind, 0) + 1
        id_ = f"00000000-0000-4000-8000-{place:012}"
        ref = f"{KINDS[kind].prefix}{numbers[kind]}"
        found[id_] = loaded(kind, {"id": id_, "ref": ref, "removed": False, **filled})
    decision = loaded("decision", {"id": "00000000-0000-4000-9000-000000000001", "ref": "DD1", "title": "T"})
    return State({**found, decision.id: decision})


def files(state: State, form: str) -> dict[str, bytes]:
    made = pack_files(make_pack(state, today=TODAY, source="a register"), [form])
    return {name: data for name, data in made.items() if not name.endswith(DESCRIBING)}


@pytest.mark.parametrize("form", FORMATS)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(state=registers())
def test_whatever_is_in_a_register_comes_back_as_it_is(form: str, state: State) -> None:
    shown = {item.id for item in state}
    seen: set[str] = set()
    for name, data in files(state, form).items():
        one = read(name, data)
        assert differences(one, state) == [], name
        assert not [notice for notice in one.notices if notice.what is not What.NOTED], (name, one.notices)
        seen |= {item.id for item in one.found}
    assert seen - {""} == shown


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(state=registers(), data=st.data())
def test_one_cell_of_csv_edited_is_one_value_of_one_item(state: State, data: st.DataObject) -> None:
    listed = {name: one for name, one in files(state, "csv").items() if len(rows_of(one)) > 1}
    name = data.draw(
        st.sampled_from(sorted(one for one in listed if not one.endswith(("-matrix.csv", "-decision.csv"))))
    )
    rows = rows_of(listed[name])
    kind = read(name, listed[name]).found[0].kind
    free = [one for one in rows[0] if one in KINDS[kind].editable and one not in ("risk", "depends_on")]
    field = KINDS[kind].fields[data.draw(st.sampled_from(free))]
    new = data.draw(plain_values(field))
    row = data.draw(st.integers(1, len(rows) - 1))
    written = "" if new is None else {True: "true", False: "false"}[new] if isinstance(new, bool) else str(new)
    rows[row][rows[0].index(field.name)] = written
    one = read(name, as_csv(rows))
    found = differences(one, state)
    assert len(found) <= 1
    assert all((ref, changed) == (rows[row][0], field.name) for ref, changed, _ in found)


def garbled(data: bytes, chance: random.Random) -> bytes:
    """The same with a few of its bytes lost, doubled or others."""
    content = bytearray(data)
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(max(len(content), 1))
        what = chance.randrange(4)
        if what == 0:
            del content[at : at + chance.randint(1, 40)]
        elif what == 1:
            content[at:at] = bytes(chance.choice(b"<>\"',;\n\t0l=&\x00\xff") for _ in range(chance.randint(1, 6)))
        elif what == 2 and content:
            content[at % len(content)] = chance.randrange(256)
        else:
            content[at:at] = content[at : at + chance.randint(1, 60)]
    return bytes(content)


@pytest.fixture(scope="module")
def good(made_once: Path) -> dict[str, bytes]:
    """One file of each format of the form's own register, and two of somebody else's."""
    state = Register.open(made_once, read_only=True).state()
    found = {}
    for form in FORMATS:
        for name, data in files(state, form).items():
            if form != "csv" or name.endswith("-risks.csv"):
                found[name] = data
    rows: list[tuple[object, ...]] = [COLUMNS]
    rows += [(f"R{n}", f"Risk {n}", n % 4 + 1, 2, "03/04/2017", "Open", "Ann") for n in range(5)]
    return {**found, "log.csv": table(*rows).data, "log.xlsx": book(Risks=rows).data}


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32))
def test_a_garbled_file_is_read_or_refused_in_a_sentence(seed: int, good: dict[str, bytes]) -> None:
    chance = random.Random(seed)
    name = chance.choice(sorted(good))
    data = good[name]
    if name.endswith((".xlsx", ".ods")) and chance.random() < 0.8:  # else nearly all of them are no archive any more
        content = parts(data)
        part = chance.choice(sorted(content))
        data = packed({**content, part: garbled(content[part], chance)})
    else:
        data = garbled(data, chance)
    said, found = "", tuple[Found, ...]()
    try:
        source = source_of_bytes(name, data)
        look(source, Choices())
        found = take_sheets(source, Choices(), TODAY).found
    except Refused as refused:
        said = refused.sentence
    assert not said or "Nothing was changed" in said
    for item in found:
        for field, value in item.values.items():
            if value.doubt:
                assert value.plain is None
            elif value.plain is not None:
                assert KINDS[item.kind].fields[field].check(value.plain) == value.plain


COLUMNS = ("Risk ID", "Risk", "Likelihood", "Impact", "Date raised", "Status", "Risk owner")


@given(st.permutations(COLUMNS))
def test_the_order_of_columns_makes_no_difference(order: list[str]) -> None:
    cells = dict(zip(COLUMNS, ("R1", "Late", "3", "2", "3/4/17", "Open", "Ann"), strict=True))
    (one,) = take_sheets(table(order, [cells[name] for name in order]), Choices(), TODAY).found
    assert one.ref == "R1"
    assert values(one) == {
        "description": "Late",
        "probability": 3,
        "impact": 2,
        "raised_on": "2017-04-03",
        "status": "open",
        "owner": "Ann",
    }
