"""A workbook before it has a format: which sheets it has, which columns, and that nothing is lost in a cell."""

from __future__ import annotations

import dataclasses
from datetime import date
from typing import Any

import pytest

from db.register import Register
from loti_tui.domain.dates import PartialDate
from loti_tui.domain.fields import Choice, Money, Plain
from loti_tui.domain.item import Item
from loti_tui.domain.items import KINDS
from loti_tui.domain.state import State, plain
from loti_tui.packs import Pack, make_pack
from loti_tui.packs.sheet_columns import FIRST, WORKED_OUT, Value, columns_of
from loti_tui.packs.sheets import LISTED, NOTES, WIDEST, Book, Sheet, book, height, lines_of
from tests.packs.xlsx.registers import DAY, edit, pack

OF_KIND = {name: kind for name, kind in LISTED if kind and name != "Matrix"}


def sheet(made: Book, name: str) -> Sheet:
    return next(one for one in made.sheets if one.name == name)


def of(made: Pack, name: str) -> Sheet:
    return sheet(book(made), name)


def column(one: Sheet, title: str) -> list[Value]:
    place = [column.title for column in one.columns].index(title)
    return [row[place] for row in one.rows]


def test_there_is_a_sheet_for_each_kind_that_has_anything(board: Pack) -> None:
    assert " ".join(one.name for one in book(board).sheets) == (
        "Risks Matrix Procurement Steps Milestones Changes Issues Actions Board decisions Decision Funding Sign-offs "
        "Spending Publication Programme Days off Findings"
    )
    assert book(make_pack(State({}), today=DAY, source="x")).sheets == ()


def test_every_sheet_has_a_name_that_every_program_takes() -> None:
    for name, _ in LISTED:
        assert 0 < len(name) <= 31
        assert not set(name) & set("[]:*?/\\'")


def test_every_kind_of_the_data_has_a_sheet() -> None:
    assert set(KINDS) - {kind for _, kind in LISTED} == {"acknowledgement", "withholding", "source"}


def test_every_field_that_a_person_may_set_has_a_column() -> None:
    for kind in OF_KIND.values():
        titles = [one.column.title for one in columns_of(kind)]
        assert len(set(titles)) == len(titles), "a heading stands for one field"
        fields = KINDS[kind].fields
        worked_out = {one.column.title for told in WORKED_OUT.values() for one in told}
        assert set(titles) - worked_out == {fields[name].label for name in (*KINDS[kind].editable, "ref")}
    assert all(set(names) <= set(KINDS[kind].fields) for kind, names in FIRST.items())
    assert all(name in KINDS[kind].fields for kind, name in WORKED_OUT)


def typed(value: Value, kind: str, name: str, state: State) -> Plain:
    """What a reader of the workbook makes of a cell."""
    field = KINDS[kind].fields[name]
    if value is None:
        return None
    if isinstance(value, date):
        return PartialDate.of_day(value).iso
    if isinstance(value, int):
        return value if isinstance(field.type, Money) else field.read(str(value), state.reading(DAY))
    return field.read(value, state.reading(DAY))


@pytest.mark.parametrize("which", ["board", "hostile_board"])
def test_every_field_of_every_item_can_be_read_back_from_its_cell(which: str, request: pytest.FixtureRequest) -> None:
    state = request.getfixturevalue(which).state
    made = book(request.getfixturevalue(which))
    read = 0
    for name, kind in OF_KIND.items():
        for row in sheet(made, name).rows if state.of(kind) else ():
            item = state.items[str(row[-1])]
            for told, value in zip(columns_of(kind), row, strict=False):
                labels = {KINDS[kind].fields[one].label: one for one in KINDS[kind].editable}
                if not told.column.worked_out and told.column.title in labels:
                    field = labels[told.column.title]
                    assert typed(value, kind, field, state) == plain(item, field)
                    read += 1
    assert read > 250


def test_the_id_stands_hidden_in_the_last_column(board: Pack) -> None:
    state = board.state
    for name, kind in OF_KIND.items():
        one = of(board, name)
        assert (one.columns[-1].title, one.columns[-1].hidden) == ("Id", True)
        assert [row[-1] for row in one.rows] == [item.id for item in state.of(kind)]


def test_a_day_is_a_day_and_a_month_stays_words(board: Pack) -> None:
    steps = of(board, "Steps")
    third = steps.rows[2]
    assert date(2017, 4, 5) in third
    assert {"Q2 2017", "2017"} <= set(third)
    assert column(of(board, "Milestones"), "Forecast")[:2] == ["Jun 2017", "Nov 2017"]
    for one in book(board).sheets:
        assert not [value for row in one.rows for value in row if isinstance(value, date) and value.year == 2018] or (
            one.name == "Decision"
        )


def test_a_score_is_a_number_and_a_rag_is_a_word(board: Pack) -> None:
    risks = of(board, "Risks")
    assert column(risks, "Probability") == [4, 2, 2, 2]
    assert column(risks, "Score") == [12, 4, 2, 2]
    assert column(risks, "Risk RAG") == ["Red", "Amber", "Amber", "Amber"]
    assert column(risks, "Recorded RAG") == [None, "Amber", "Amber", "Amber"]
    assert column(of(board, "Milestones"), "Milestone RAG")[0] == "Amber"


def test_where_nothing_is_recorded_nothing_stands(board: Pack) -> None:
    assert column(of(board, "Risks"), "Review on") == [None] * 4
    words = {value for one in book(board).sheets for row in one.rows for value in row}
    assert "" not in words


def test_columns_that_nobody_uses_are_hidden_and_still_there(lived: Register) -> None:
    hidden = {one.title for one in of(pack(lived), "Risks").columns if one.hidden}
    assert hidden == {
        "Cause", "Event", "Effect", "Category", "Actionee", "Proximity", "Raised on", "Inherent probability",
        "Inherent impact", "Target probability", "Target impact", "Id",
    }  # fmt: skip
    edit(lived, "R3", cause="Suppliers withdraw")
    assert "Cause" not in {one.title for one in of(pack(lived), "Risks").columns if one.hidden}
    assert not any(one.hidden for one in of(pack(lived), "Decision").columns[:-1])


def test_the_matrix_shows_where_the_risks_stand(board: Pack) -> None:
    matrix = of(board, "Matrix")
    assert [row[0] for row in matrix.rows] == ["4 Catastrophic", "3 Substantial", "2 Significant", "1 Moderate"]
    assert matrix.rows[0][1:5] == ("Amber", "Amber", "Red", "Red")
    assert matrix.rows[1][5:9] == (None, None, None, "R1")
    assert matrix.rows[3][6] == "R3, R4"


def test_many_risks_in_one_place_are_counted(board: Pack) -> None:
    state = board.state
    risk = state.risks[1]
    more = {f"r{n}": dataclasses.replace(risk, id=f"r{n}", ref=f"R{n}") for n in range(10, 40)}
    made = make_pack(dataclasses.replace(state, items={**state.items, **more}), today=DAY, source="x")
    assert sheet(book(made), "Matrix").rows[2][6] == "31 risks"


def test_what_changed_is_told_in_words_with_its_author(board: Pack) -> None:
    changes = of(board, "Changes")
    row = changes.rows[[row[0] for row in changes.rows].index("M1")]
    assert row[:3] == ("M1", "Milestone", "Moved")
    assert row[4:8] == ("Forecast", "May 2017", "Jun 2017", "Jo")
    assert row[9] == "why"
    assert "May 2017 to June 2017" in str(row[3])


def test_findings_are_those_of_the_report_and_the_summary_counts_them(board: Pack) -> None:
    made = book(board)
    assert "Error" in column(sheet(made, "Findings"), "Weight")
    said = {line.label: line.text for line in made.summary}
    assert said["Findings"].startswith("3 errors, ")
    assert said["Funding"] == "The funding lines add up to £100,000, which is the spending ceiling."


def test_the_summary_says_what_it_was_made_from(lived: Register) -> None:
    made = pack(lived, word="March")
    said = {line.label: line.text for line in book(made).summary}
    assert made.snapshot
    assert said["Snapshot"] == "March"
    assert said["SHA-256 of the snapshot"] == made.snapshot.sha256
    assert said["As at"] == "31 March 2017"
    assert "Risks (4)" in said["Sheets"]
    assert [line.text for line in book(made).summary][-3:] == list(NOTES)


def test_what_is_withheld_says_so_and_so_does_what_follows_from_it(lived: Register) -> None:
    edit(lived, "publication", published_on="2017-04-05")
    made = withheld(pack(lived, "public"), "R2", "probability", "mitigation")
    risks = sheet(book(made), "Risks")
    second = {one.title: value for one, value in zip(risks.columns, risks.rows[1], strict=True)}
    for title in ("Probability", "Mitigation", "Score", "Risk RAG", "Computed RAG"):
        assert second[title] == "Withheld", title
    assert second["Impact"] == 2


def withheld(made: Pack, ref: str, *names: str) -> Pack:
    """The pack with these fields of one item taken out."""
    item: Item = made.state.find(ref)
    gone: dict[str, Any] = dict.fromkeys(names)
    left = dataclasses.replace(item, **gone, withheld=frozenset(names))
    return dataclasses.replace(made, state=dataclasses.replace(made.state, items={**made.state.items, item.id: left}))


def test_a_public_workbook_has_no_sheet_of_the_boards_own_and_says_what_is_withheld(public: Pack) -> None:
    made = book(public)
    assert {one.name for one in made.sheets} == {
        *("Matrix", "Changes", "Decision", "Publication", "Programme", "Days off")
    }
    said = {line.label: line.text for line in made.summary}
    assert said["Risks"].startswith("4: Part 1, publication was deferred")
    assert column(sheet(made, "Decision"), "Title") == ["Withheld"]


def test_of_two_purchases_neither_is_left_out(board: Pack) -> None:
    state = board.state
    assert state.procurement
    second = dataclasses.replace(state.procurement, id="p2", ref="P2", title="Another")
    made = make_pack(dataclasses.replace(state, items={**state.items, "p2": second}), today=DAY, source="x")
    found = sheet(book(made), "Procurement")
    assert (found.upright, column(found, "Procurement")[1]) == (False, "Another")


def test_no_list_of_words_is_too_long_for_excel_or_has_a_comma_in_it() -> None:
    for kind in OF_KIND.values():
        for field in KINDS[kind].fields.values():
            if isinstance(field.type, Choice):
                words = [field.type.words(value) for value in field.type.values]
                assert len(",".join(words)) <= 255
                assert not any("," in word or '"' in word for word in words)


def test_no_column_is_wider_than_can_be_read_and_long_texts_have_higher_rows(hostile_board: Pack) -> None:
    for one in book(hostile_board).sheets:
        assert one.upright or all(7 <= column.width <= WIDEST for column in one.columns)
    risks = of(hostile_board, "Risks")
    assert min(risks.lines) >= 1
    assert max(risks.lines) > 100


def test_lines_are_counted_where_a_text_ends_its_own_and_where_the_column_is_full() -> None:
    assert lines_of("one", 20) == 1
    assert lines_of("one\n\nthree", 20) == 3
    assert lines_of("x" * 100, 20) == 6
    assert height(("x" * 100, None, 3), [(0, 20.0), (1, 9.0), (2, 9.0)]) == 6
