"""What intake knows of packs by itself is what the packs write: names, labels, markings, defused texts."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.register import Register
from loti_tui.domain.items import KINDS
from loti_tui.intake.sheets import pack_json, pack_shape
from loti_tui.intake.sheets.cells import restored
from loti_tui.intake.sheets.follows import WORKED_OUT
from loti_tui.packs import as_csv, data, pack_of, sheet_columns, sheets, tabling
from loti_tui.packs.contents import MARKINGS

KINDS_SHOWN = sorted({kind for _, kind in sheets.LISTED if kind and kind != "matrix"})


def test_the_sheets_of_a_workbook_are_known_by_the_same_names() -> None:
    assert {name: kind for name, kind in sheets.LISTED if kind} == pack_shape.SHEETS
    others = {name for name, kind in sheets.LISTED if not kind} | {sheets.SUMMARY}
    assert set(pack_shape.OTHER_SHEETS) == others


def test_the_lists_of_a_json_document_are_known_by_the_same_names() -> None:
    assert data.LISTED == pack_json.LISTED
    assert set(pack_json.SINGLE) == set(data.SINGLE)
    assert data.STORED_AS == pack_shape.PENCE


@pytest.mark.parametrize("kind", KINDS_SHOWN)
def test_every_column_of_a_csv_file_is_known(kind: str, register: Register) -> None:
    pack = pack_of(register.basis("now", date(2017, 4, 6)), source="board.loti")
    (listing,) = [one for one in data.tables(pack).values() if one.kind == kind]
    names = {field.name for field in listing.fields}
    assert names == pack_shape.csv_names(kind)
    unknown = {
        name
        for name in names - {"id"}
        if pack_shape.by_name(kind, name).field is None and not pack_shape.by_name(kind, name).worked_out
    }
    assert unknown == set()


def test_the_csv_files_that_list_no_items_are_known(register: Register) -> None:
    pack = pack_of(register.basis("now", date(2017, 4, 6)), source="board.loti")
    written = {name: tuple(field.name for field in one.fields) for name, one in data.tables(pack).items()}
    assert {name: written[name] for name in pack_shape.NOT_ITEMS} == dict(pack_shape.NOT_ITEMS)


@pytest.mark.parametrize("kind", KINDS_SHOWN)
def test_every_heading_of_a_workbook_is_a_field_or_worked_out(kind: str) -> None:
    for told in sheet_columns.columns_of(kind):
        heading = pack_shape.by_label(kind, told.column.title)
        assert (heading.field is None) == told.column.worked_out, told.column.title
        assert heading.worked_out == told.column.worked_out, told.column.title


@pytest.mark.parametrize("kind", KINDS_SHOWN)
def test_no_two_fields_of_a_kind_have_one_label(kind: str) -> None:
    shown = ("ref", *KINDS[kind].editable)
    assert len({KINDS[kind].fields[name].label for name in shown}) == len(shown)


def test_what_is_worked_out_names_nothing_that_no_pack_has() -> None:
    titles = {(kind, told.column.title) for kind in KINDS_SHOWN for told in sheet_columns.columns_of(kind)}
    names = {(kind, name) for kind, name in data.WORKED_OUT}
    assert set(WORKED_OUT) <= titles | names


def test_a_withheld_cell_and_both_markings_are_known() -> None:
    assert pack_shape.WITHHELD == tabling.WITHHELD
    for audience, marking in MARKINGS.items():
        found = pack_shape.BAND.fullmatch(f"Board decisions · {marking}")
        assert found is not None
        assert (found["name"], found["audience"].casefold()) == ("Board decisions", audience)


@given(st.text())
def test_what_a_pack_defuses_is_restored(text: str) -> None:
    assert restored(as_csv.defused(text)) == text
