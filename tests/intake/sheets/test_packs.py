"""A pack that comes back as it was proposes nothing; one cell edited by hand is one value that differs."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import date

import pytest

from db.register import Register
from loti_tui.domain.changes import Batch, Edit
from loti_tui.domain.fields import Plain
from loti_tui.domain.refused import Refused
from loti_tui.intake.source import source_of_bytes
from loti_tui.intake.taken import Taken, What
from tests.intake.sheets.making import (
    FORMATS,
    as_csv,
    back,
    differences,
    edited,
    look_at,
    pack,
    packed,
    parts,
    read,
    rows_of,
    told,
    values,
)
from tests.packs.conftest import make_hostile

XLSX, ODS = "xl/sharedStrings.xml", "content.xml"


@pytest.fixture
def lived_in(register: Register) -> Register:
    """DD2092 with one of everything: hostile texts, dates of each precision, money with pence, links, closed items."""
    make_hostile(register)
    register.add("risk", {"description": "Scored", "probability": 4, "impact": 3, "review_on": "2017-Q3"}, who="Jo")
    register.add(
        "risk", {"description": "Old", "raised_on": "1900-02-01", "status": "closed", "category": "2017"}, who="Jo"
    )
    register.add("action", {"description": "Do it", "risk": register.state().risks[0].id, "due": "2018"}, who="Jo")
    register.add("spend", {"title": "Study", "amount": 1_250_050, "stage": "paid", "dated": "2017-05-02"}, who="Jo")
    register.add("dayoff", {"title": "The board’s own", "day": "2017-05-05", "nation": "Scotland"}, who="Jo")
    steps = register.state().steps
    linked = [steps[0].id, steps[2].id, register.state().milestones[0].id]
    register.add("milestone", {"title": "Linked", "depends_on": linked, "baseline": "2017-06-01"}, who="Jo")
    programme = register.state().programme
    assert programme is not None
    register.apply(Batch("Jo", (Edit("programme", programme.id, "confidence", "AR"),)))
    return register


@pytest.mark.parametrize("form", FORMATS)
def test_a_pack_that_nobody_edited_says_what_the_register_says(form: str, lived_in: Register) -> None:
    state = lived_in.state()
    seen: set[str] = set()
    for name, data in pack(lived_in, form).items():
        one = read(name, data)
        assert differences(one, state) == [], name
        assert one.layout == "pack"
        assert not [notice for notice in one.notices if notice.what is not What.NOTED], name
        seen |= {item.id for item in one.found}
    shown = {item.id for item in state if item.KIND not in ("acknowledgement", "withholding", "source")}
    without_id = (
        {item.id for item in state if item.KIND in ("publication", "matrix")} if form in ("csv", "json") else set()
    )
    assert seen - {""} == shown - without_id


@pytest.mark.parametrize("form", FORMATS)
def test_a_pack_of_the_form_alone_says_what_the_register_says(form: str, register: Register) -> None:
    for name, data in pack(register, form).items():
        assert differences(read(name, data), register.state()) == [], name


@pytest.mark.parametrize("form", FORMATS)
def test_a_pack_is_seen_for_what_it_is_and_nothing_is_asked(form: str, register: Register) -> None:
    for name, data in pack(register, form).items():
        found = look_at(source_of_bytes(name, data))
        assert found.pack
        assert not found.questions


OWNER = "Intelligence"


def in_csv(data: bytes, row: int, column: str, value: str) -> bytes:
    """A CSV file with one cell that is another, as a spreadsheet program writes it."""
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    rows[row][rows[0].index(column)] = value
    made = io.StringIO(newline="")
    csv.writer(made).writerows(rows)
    return made.getvalue().encode("utf-8-sig")


@pytest.mark.parametrize(
    ("column", "value", "plain"),
    [
        ("owner", "Ann Smith", "Ann Smith"),
        ("owner", "", None),
        ("probability", "4", 4),
        ("description", "'=1+1", "=1+1"),
        ("description", "Two\nlines", "Two lines"),
        ("mitigation", "Two\nlines", "Two\nlines"),
        ("review_on", "2017-05", "2017-05"),
        ("review_on", "03/04/2017", "2017-04-03"),
        ("status", "closed", "closed"),
        ("response", "Treat", "treat"),
    ],
)
def test_one_cell_of_a_csv_file_edited_is_one_value(column: str, value: str, plain: object, register: Register) -> None:
    name, data = back(register, "csv", "risks")
    one = read(name, in_csv(data, 1, column, value))
    assert differences(one, register.state()) == [("R1", column, plain)]


def test_one_value_of_json_edited_is_one_value(register: Register) -> None:
    name, data = back(register, "json")
    document = json.loads(data)
    document["milestones"][0]["forecast"] = "2017-06-12"
    one = read(name, json.dumps(document, indent=2).encode())
    assert differences(one, register.state()) == [("M1", "forecast", "2017-06-12")]
    (value,) = [item.values["forecast"] for item in one.found if item.ref == "M1"]
    line = json.dumps(document, indent=2).splitlines()[value.place.line - 1]
    assert line.strip() == '"forecast": "2017-06-12",'


@pytest.mark.parametrize(("number", "said"), [('"4"', 4), ("4", 4)])
def test_a_number_that_became_text_in_json_is_still_that_number(number: str, said: int, register: Register) -> None:
    name, data = back(register, "json")
    content = data.decode()
    at = content.index('"probability": 2')
    content = content[:at] + content[at:].replace('"probability": 2', f'"probability": {number}', 1)
    assert differences(read(name, content.encode()), register.state()) == [("R1", "probability", said)]


def test_a_lasting_list_of_lines_comes_back_as_lines(register: Register) -> None:
    name, data = back(register, "json")
    document = json.loads(data)
    document["decision"]["objectives"] = ["One", "Two"]
    one = read(name, json.dumps(document).encode())
    assert differences(one, register.state()) == [(register.state().decision.ref, "objectives", "One\nTwo")]  # type: ignore[union-attr]


def test_one_text_of_a_workbook_edited_is_one_value(register: Register) -> None:
    name, data = back(register, "xlsx")
    strings = parts(data)[XLSX].decode()
    old = "Boroughs do not have the capacity to participate in the scoping study"
    assert strings.count(f">{old}<") == 1
    one = read(name, edited(data, XLSX, f"<t>{old}</t>", "<t>Boroughs have no time</t>"))
    found = differences(one, register.state())
    assert found == [("R4", "description", "Boroughs have no time")]


def test_one_number_of_a_workbook_edited_is_one_value_and_its_score_is_told(register: Register) -> None:
    name, data = back(register, "xlsx")
    content = parts(data)
    sheet = content["xl/worksheets/sheet2.xml"].decode()
    cell = re.search(r'<c r="C3"[^>]*><v>2</v></c>', sheet)
    assert cell is not None
    content["xl/worksheets/sheet2.xml"] = sheet.replace(cell[0], cell[0].replace("<v>2<", "<v>4<")).encode()
    one = read(name, packed(content))
    assert differences(one, register.state()) == [("R1", "probability", 4)]
    (notice,) = [notice for notice in told(one, What.LEFT_OUT) if notice.sentence.startswith("Score of R1")]
    assert notice.place.words == "sheet Risks, E3"


def test_one_cell_of_an_ods_file_edited_is_one_value(register: Register) -> None:
    name, data = back(register, "ods")
    old, new = "Boroughs do not have the capacity to participate in the scoping study", "Boroughs have no time"
    content = parts(data)[ODS].decode()
    first = content.index(f"<text:p>{old}</text:p>")
    assert first > 0
    rest = content[first:].replace(f"<text:p>{old}</text:p>", f"<text:p>{new}</text:p>", 1)
    changed = packed({**parts(data), ODS: (content[:first] + rest).encode()})
    assert differences(read(name, changed), register.state()) == [("R4", "description", new)]


@pytest.mark.parametrize("form", ["xlsx", "ods"])
def test_a_cell_of_the_matrix_edited_is_one_value(form: str, register: Register) -> None:
    name, data = back(register, form)
    if form == "ods":
        content = parts(data)[ODS].decode()
        at = content.index('table:name="Matrix"')
        rest = content[at:]
        rest = rest.replace("<text:p>Amber</text:p>", "<text:p>Green</text:p>", 1)
        changed = packed({**parts(data), ODS: (content[:at] + rest).encode()})
    else:
        content = parts(data)["xl/worksheets/sheet3.xml"].decode()
        green = re.search(r'<c r="B6"[^>]*t="s"><v>(\d+)</v>', content)
        amber = re.search(r'<c r="B3"[^>]*t="s"><v>(\d+)</v>', content)
        assert green is not None
        assert amber is not None
        rest = content.replace(amber[0], amber[0].replace(f"<v>{amber[1]}<", f"<v>{green[1]}<"))
        changed = packed({**parts(data), "xl/worksheets/sheet3.xml": rest.encode()})
    assert differences(read(name, changed), register.state()) == [("MX1", "i4p1", "G")]


def test_a_cell_of_the_matrix_that_is_no_rag_is_a_doubt_and_stops_nothing_else(register: Register) -> None:
    name, data = back(register, "ods")
    content = parts(data)[ODS].decode()
    at = content.index('table:name="Matrix"')
    rest = content[at:].replace("<text:p>Amber</text:p>", "<text:p>Purple</text:p>", 1)
    one = read(name, packed({**parts(data), ODS: (content[:at] + rest).encode()}))
    assert [value.raw for item in one.found for value in item.values.values() if value.doubt] == ["Purple"]
    assert [item.ref for item in one.found if item.kind == "risk"] == ["R1", "R2", "R3", "R4"]


# -- rows ------------------------------------------------------------------------------------------------------------


def test_a_row_that_was_removed_is_not_there_and_its_kind_is_complete(register: Register) -> None:
    name, data = back(register, "csv", "risks")
    rows = rows_of(data)
    one = read(name, as_csv(rows[:2] + rows[3:]))
    assert [item.ref for item in one.found] == ["R1", "R3", "R4"]
    assert one.complete == {"risk"}


def test_all_rows_removed_still_say_that_the_kind_is_complete(register: Register) -> None:
    name, data = back(register, "csv", "risks")
    one = read(name, as_csv(rows_of(data)[:1]))
    assert not one.found
    assert one.complete == {"risk"}


def test_a_record_removed_from_json_is_not_there_and_its_kind_is_complete(register: Register) -> None:
    name, data = back(register, "json")
    document = json.loads(data)
    del document["risks"][1], document["decision"]["funding"][0]
    one = read(name, json.dumps(document).encode())
    assert {"risk", "funding", "signoff", "milestone"} <= one.complete
    assert [item.ref for item in one.found if item.kind in ("risk", "funding")] == ["F2", "F3", "R1", "R3", "R4"]


def test_a_kind_whose_sheet_is_gone_is_not_complete(register: Register) -> None:
    name, data = back(register, "xlsx")
    content = parts(data)
    found = content["xl/workbook.xml"].decode()
    sheet = re.search(r'<sheet name="Milestones"[^>]*/>', found)
    assert sheet is not None
    content["xl/workbook.xml"] = found.replace(sheet[0], "").encode()
    one = read(name, packed(content))
    assert "milestone" not in one.complete
    assert "risk" in one.complete


def test_a_row_added_without_an_id_is_a_new_item(register: Register) -> None:
    name, data = back(register, "csv", "risks")
    rows = rows_of(data)
    added = ["" for _ in rows[0]]
    added[rows[0].index("description")] = "Brand new"
    one = read(name, as_csv([*rows, added]))
    new = one.found[-1]
    assert (new.id, new.ref, values(new)["description"]) == ("", "", "Brand new")
    assert len({item.key for item in one.found}) == len(one.found)


def test_a_copied_row_takes_its_hidden_id_along_and_is_another_item_all_the_same(register: Register) -> None:
    name, data = back(register, "csv", "risks")
    rows = rows_of(data)
    copy = list(rows[1])
    copy[rows[0].index("description")] = "Like the first"
    one = read(name, as_csv([*rows, copy]))
    assert (one.found[-1].id, one.found[-1].ref) == ("", "")
    assert told(one, What.REPEATED)


def test_a_note_below_the_rows_is_no_item(register: Register) -> None:
    name, data = back(register, "csv", "risks")
    rows = rows_of(data)
    note = ["" for _ in rows[0]]
    note[5] = "Seen by the board"
    one = read(name, as_csv([*rows, note]))
    assert len(one.found) == 4
    assert [notice.raw for notice in told(one, What.LEFT_OUT)] == ["Seen by the board"]


def test_another_order_of_rows_and_columns_makes_no_difference(register: Register) -> None:
    name, data = back(register, "csv", "risks")
    turned = [list(reversed(row)) for row in rows_of(data)]
    one = read(name, as_csv([turned[0], *reversed(turned[1:])]))
    assert differences(one, register.state()) == []


def test_a_column_that_is_not_there_says_nothing(register: Register) -> None:
    name, data = back(register, "csv", "risks")
    rows = rows_of(data)
    gone = rows[0].index("mitigation")
    one = read(name, as_csv([row[:gone] + row[gone + 1 :] for row in rows]))
    assert differences(one, register.state()) == []
    assert all("mitigation" not in item.values for item in one.found)


# -- doubts and what is worked out -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("column", "value", "candidates"),
    [
        ("probability", "l", (1,)),
        ("probability", "5", ()),
        ("status", "Live", ()),
        ("review_on", "Apr-17", ("2017-04",)),
        ("rag_recorded", "X", ()),
    ],
)
def test_what_is_not_accepted_is_a_doubt_and_no_value(
    column: str, value: str, candidates: tuple[object, ...], register: Register
) -> None:
    name, data = back(register, "csv", "risks")
    one = read(name, in_csv(data, 1, column, value))
    found = one.found[0].values[column]
    assert (found.plain, found.candidates) == (None, candidates)
    assert found.doubt
    assert [notice.raw for notice in told(one, What.DOUBTED)] == [value]


def test_a_greek_letter_is_folded_and_told(register: Register) -> None:
    name, data = back(register, "csv", "risks")
    one = read(name, in_csv(data, 1, "rag_recorded", "\u0391"))
    assert differences(one, register.state()) == []
    assert [notice.raw for notice in told(one, What.FOLDED)] == ["\u0391"]


@pytest.mark.parametrize("form", ["json", "xlsx"])
def test_what_is_worked_out_and_was_written_over_is_told_and_not_read(form: str, register: Register) -> None:
    name, data = back(register, form)
    if form == "json":
        document = json.loads(data)
        document["risks"][0]["score"] = 16
        document["milestones"][0]["rag"] = "R"
        data = json.dumps(document).encode()
    else:
        content = parts(data)
        sheet = content["xl/worksheets/sheet2.xml"].decode()
        cell = re.search(r'<c r="E3"[^>]*><v>4</v></c>', sheet)
        assert cell is not None
        content["xl/worksheets/sheet2.xml"] = sheet.replace(cell[0], cell[0].replace("<v>4<", "<v>16<")).encode()
        data = packed(content)
    one = read(name, data)
    assert differences(one, register.state()) == []
    sentences = [notice.sentence for notice in told(one, What.LEFT_OUT)]
    assert any(re.match("[Ss]core of R1 is “16” in the file, and “4” follows", said) for said in sentences)
    assert len(sentences) == (2 if form == "json" else 1)


# -- moments and audiences -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["json", "xlsx", "ods"])
def test_the_moment_of_the_pack_is_that_of_its_newest_act(form: str, register: Register) -> None:
    name, data = back(register, form)
    newest = register.basis("now", date(2017, 4, 6)).past.at
    assert read(name, data).made == re.sub(r"\.\d{6}Z", ".000000Z", str(newest))


def public(register: Register) -> dict[str, Taken]:
    return {name: read(name, data) for name, data in pack(register, *FORMATS, audience="public").items()}


@pytest.mark.parametrize("deferred", [True, False])
def test_a_public_pack_takes_nothing_away(deferred: bool, lived_in: Register) -> None:
    publication = lived_in.state().publication
    assert publication is not None
    if not deferred:
        lived_in.apply(Batch("Jo", (Edit("publication", publication.id, "deferred", False),)))
    state = lived_in.state()
    for name, one in public(lived_in).items():
        assert one.complete == frozenset(), name
        assert differences(one, state) == [], name
        assert not [value for item in one.found for value in item.values.values() if value.plain is None], name


def test_what_is_withheld_of_a_pack_that_is_public_is_neither_read_nor_taken_away(lived_in: Register) -> None:
    state = lived_in.state()
    publication = state.publication
    assert publication is not None
    about = [risk.id for risk in state.risks[:2]]
    lived_in.apply(Batch("Jo", (Edit("publication", publication.id, "deferred", False),)))
    mark: dict[str, Plain] = {"about": [*about], "field": "mitigation", "part": "2", "basis": "Section 43"}
    lived_in.add("withholding", mark, who="Jo")
    lived_in.add("withholding", {"about": [state.risks[2].id], "part": "2", "basis": "Section 43"}, who="Jo")
    files = pack(lived_in, *FORMATS, audience="public")
    assert b"Withheld" in parts(next(data for name, data in files.items() if name.endswith(".ods")))[ODS]
    for name, data in files.items():
        one = read(name, data)
        assert differences(one, lived_in.state()) == [], name
        risks = {item.id: item for item in one.found if item.kind == "risk"}
        assert not risks or state.risks[2].id not in risks
        assert all("mitigation" not in risks[id_].values for id_ in about if id_ in risks)


def test_a_csv_file_under_another_name_that_may_be_public_takes_nothing_away(register: Register) -> None:
    _, data = back(register, "csv", "funding")
    one = read("from the office.csv", data)
    assert one.complete == frozenset()
    assert differences(one, register.state()) == []
    assert told(one, What.NOTED)


def test_a_csv_file_under_another_name_is_the_boards_where_it_has_what_is_never_public(register: Register) -> None:
    _, data = back(register, "csv", "risks")
    assert read("from the office.csv", data).complete == {"risk"}


# -- damage ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "content", ['{"as_at": "2017", "audience": "board", "risks": [', '{"a": 1}', '{"risks": ' + "[" * 100_000]
)
def test_json_that_is_none_is_refused_in_a_sentence(content: str) -> None:
    with pytest.raises(Refused, match="Nothing was changed"):
        read("pack.json", content.encode())


@pytest.mark.parametrize(
    "value",
    ["null", '"board"', "[1, 2]", '[{"ref": 5, "id": []}]', '[null, "x", {"id": "a", "score": {}, "impact": 2.5}]'],
)
def test_json_of_other_shapes_is_read_as_far_as_it_goes(value: str, register: Register) -> None:
    name, data = back(register, "json")
    document = json.loads(data)
    document["risks"] = json.loads(value)
    one = read(name, json.dumps(document).encode())
    assert all(item.kind != "risk" or not values(item).get("description") for item in one.found)
