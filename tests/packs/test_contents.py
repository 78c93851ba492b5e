"""What the board reads in a pack, whatever its format."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from db.register import Register
from fixtures import dd2092
from loti_tui.domain.changes import Batch, Edit, new_item
from loti_tui.domain.fields import Plain
from loti_tui.domain.scoring import Rag
from loti_tui.domain.state import State
from loti_tui.packs import make_pack
from loti_tui.packs.contents import SECTIONS
from loti_tui.packs.report import Block, Bullets, Cell, Column, Facts, Heading, Para, Report, RiskMatrix, Table, flat
from loti_tui.packs.sections.risks import MANY
from loti_tui.packs.telling import Telling


def told(state: State, today: date) -> Report:
    return make_pack(state, today=today, source="board.loti").report


def table(report: Report, caption: str) -> Table:
    """The one table whose caption begins so."""
    flats = [flat(block) for block in report.blocks]
    (found,) = [one for one in flats if isinstance(one, Table) and one.caption.startswith(caption)]
    return found


def column(report: Report, caption: str, title: str) -> list[str]:
    found = table(report, caption)
    place = [one.title for one in found.columns].index(title)
    return [row[place].text for row in found.rows]


def facts(report: Report) -> dict[str, str]:
    """The facts of the whole report; of labels that occur more than once, the first."""
    rows = [row for block in report.blocks if isinstance(block, Facts) for row in block.rows]
    return dict(reversed(rows))


def texts(block: Block) -> Iterator[str]:
    match flat(block):
        case Heading(text=text) | Para(text=text):
            yield text
        case Bullets(items=items):
            yield from items
        case Facts(rows=rows):
            yield from (text for row in rows for text in row)
        case Table(rows=cells):
            yield from (cell.text for row in cells for cell in row)


def edit(register: Register, ref: str, values: dict[str, Plain], why: str = "") -> None:
    item = register.state().find(ref)
    register.apply(Batch("Jo", tuple(Edit(item.KIND, item.id, name, value) for name, value in values.items()), why))


def test_the_head_names_programme_decision_day_and_marking(register: Register, today: date) -> None:
    report = told(register.state(), today)
    assert report.title == "LOTI scoping study: board pack"
    assert report.subject.startswith("DD2092: Scoping study for a London Office of Technology")
    assert report.as_at == "6 April 2017"
    assert report.marking == "Board pack: everything, for the board only"


def test_a_rating_is_said_in_words(register: Register, today: date) -> None:
    ratings = column(told(register.state(), today), "Risks", "Risk RAG")
    assert ratings == ["Amber (A), score 4"] * 2 + ["Amber (A), score 2"] * 2


def test_recorded_and_computed_both_stand_where_they_differ(register: Register, today: date) -> None:
    edit(register, "R1", {"rag_recorded": "G"}, "the supplier has been told")
    report = told(register.state(), today)
    assert "Green (G) recorded, Amber computed, score 4" in column(report, "Risks", "Risk RAG")
    assert "Recorded RAG is not the computed one: R1" in facts(report)["Risks"]
    assert any("R1 (recorded Green)" in cell.text for row in table(report, "Risk matrix").rows for cell in row)


def test_risks_stand_open_first_then_by_score_with_those_not_scored_last(register: Register, today: date) -> None:
    edit(register, "R1", {"status": "closed"})
    edit(register, "R4", {"impact": 4, "probability": 4})
    register.add("risk", {"description": "Not yet looked at"}, who="Jo")
    report = told(register.state(), today)
    assert column(report, "Risks", "Reference") == ["R4", "R2", "R3", "R5", "R1"]
    assert column(report, "Risks", "Risk RAG")[3] == "Not scored"
    assert facts(report)["Risks"] == (
        "4 open risks: 1 Red (R), 2 Amber (A), no Green (G), 1 not scored. 1 closed risk."
    )


def test_the_matrix_shows_each_open_scored_risk_once(register: Register, today: date) -> None:
    edit(register, "R2", {"status": "closed"})
    cells = [cell for row in table(told(register.state(), today), "Risk matrix").rows for cell in row[1:]]
    assert len(cells) == 16
    assert [cell.text for cell in cells if ":" in cell.text] == [
        "Amber (A), score 4: R1",
        "Amber (A), score 2: R3, R4",
    ]
    assert all(cell.rag and cell.text.startswith(f"{cell.rag.word} ({cell.rag})") for cell in cells)


def test_each_risk_has_its_mitigation_and_owner(register: Register, today: date) -> None:
    blocks = told(register.state(), today).blocks
    for risk in register.state().risks:
        place = next(i for i, b in enumerate(blocks) if isinstance(b, Heading) and b.text.startswith(f"{risk.ref}:"))
        block = blocks[place + 1]
        assert isinstance(block, Facts)
        assert dict(block.rows)["Mitigation"] == risk.mitigation
        assert dict(block.rows)["Owner"] == risk.owner


def test_months_stay_months(register: Register, today: date) -> None:
    report = told(register.state(), today)
    assert column(report, "Procurement steps", "Planned")[-1] == "Apr 2017"
    assert column(report, "Milestones", "Baseline")[:2] == ["May 2017", "Nov 2017"]
    assert facts(report)["Planned for"] == "April 2017"


def test_what_is_late_is_said_to_be_late(register: Register) -> None:
    report = told(register.state(), date(2017, 6, 1))
    assert column(report, "Procurement steps", "Status")[-1] == "Overdue"
    assert column(report, "Milestones", "Milestone RAG")[:2] == ["Red (R)", "Green (G)"]
    assert "Overdue: S8." in facts(report)["Procurement"]
    assert "Overdue: M1." in facts(report)["Milestones"]


def test_a_slip_is_told_in_months(register: Register, today: date) -> None:
    edit(register, "M1", {"forecast": "2017-07"})
    report = told(register.state(), today)
    assert column(report, "Milestones", "Variance")[0] == "+2 months"
    assert column(report, "Milestones", "Milestone RAG")[0] == "Amber (A)"


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2017, 4, 3), "Due in 2 days, on Wed 5 Apr 2017."),
        (date(2017, 4, 5), "Due today, Wed 5 Apr 2017."),
        (date(2017, 4, 6), "Overdue by 1 day: it was due on Wed 5 Apr 2017."),
    ],
)
def test_the_countdown_is_a_sentence(register: Register, day: date, words: str) -> None:
    assert facts(told(register.state(), day))["Publication"] == words


def test_every_earlier_date_of_the_deferral_stays(register: Register, today: date) -> None:
    edit(register, "publication", {"until": "2017-05-31"}, "the procurement runs on")
    report = told(register.state(), today)
    assert column(report, "Every date", "Deferred until") == ["31 Mar 2017", "31 May 2017"]
    assert column(report, "Every date", "Why")[1] == "the procurement runs on"
    assert facts(report)["Publication due on"] == "Wed 31 May 2017"


def test_the_funding_adds_up_to_the_ceiling(register: Register, today: date) -> None:
    report = told(register.state(), today)
    assert column(report, "Funding lines", "Amount") == ["£25,000", "£25,000", "£50,000", "£100,000"]
    assert facts(report)["Funding"] == "The funding lines add up to £100,000, which is the spending ceiling."


def test_funding_that_does_not_add_up_says_by_how_much(register: Register, today: date) -> None:
    edit(register, "F3", {"amount": 4000050})
    said = facts(told(register.state(), today))["Funding"]
    assert said == "The funding lines add up to £90,000.50: £9,999.50 less than the spending ceiling of £100,000."


def test_a_funding_line_without_an_amount_is_not_a_nought(register: Register, today: date) -> None:
    edit(register, "F3", {"amount": None})
    report = told(register.state(), today)
    assert facts(report)["Funding"] == "The funding lines with an amount come to £50,000; not recorded for F3."
    assert column(report, "Funding lines", "Amount")[2:] == ["Not recorded", "£50,000"]


def test_issues_and_actions_stand_where_there_are_any(register: Register, today: date) -> None:
    headings = {b.text for b in told(register.state(), today).blocks if isinstance(b, Heading)}
    assert not {"Issues", "Actions"} & headings
    register.add("issue", {"description": "Two suppliers withdrew"}, who="Jo")
    register.add("action", {"description": "Ask a third", "due": "2017-04"}, who="Jo")
    report = told(register.state(), today)
    assert column(report, "Issues", "Issue") == ["Two suppliers withdrew"]
    assert column(report, "Actions", "Due") == ["Apr 2017"]


@pytest.mark.parametrize("section", SECTIONS)
def test_no_cell_is_empty(register: Register, today: date, section: str) -> None:
    for state in (register.state(), State({})):
        assert all(text.strip() for block in SECTIONS[section](Telling(state, today)) for text in texts(block))


def test_a_register_with_nothing_in_it_has_a_pack(tmp_path_factory: pytest.TempPathFactory, today: date) -> None:
    path = tmp_path_factory.mktemp("blank") / "blank.loti"
    blank = Register.create(path, [dd2092.blank_batch("Jo")])
    for state in (blank.state(), State({})):
        said = facts(told(state, today))
        assert told(state, today).subject == "No decision recorded"
        assert said["Risks"] == "No open risks."
        assert said["Publication"] == "No decision recorded."


def test_removed_items_are_not_in_the_pack(register: Register, today: date) -> None:
    edit(register, "R2", {"removed": True}, "a duplicate")
    edit(register, "S8", {"removed": True}, "not needed")
    report = told(register.state(), today)
    assert column(report, "Risks", "Reference") == ["R1", "R3", "R4"]
    assert column(report, "Milestones", "Depends on")[0] == "S8 (removed)"


def test_a_report_is_the_same_whatever_the_order_of_the_items(register: Register, today: date) -> None:
    state = register.state()
    turned = replace(state, items=dict(reversed(list(state.items.items()))))
    assert told(turned, today) == told(state, today)


def test_the_matrix_becomes_a_real_table(register: Register, today: date) -> None:
    (matrix,) = [b for b in told(register.state(), today).blocks if isinstance(b, RiskMatrix)]
    table = flat(matrix)
    assert isinstance(table, Table)
    assert table.rows[0][0].text == "Impact 4 Catastrophic"
    assert table.columns[1].title == "Probability 1 Remote"
    assert table.rows[0][4] == Cell("Red (R), score 16", Rag.RED)


def test_a_row_of_another_length_is_no_table() -> None:
    with pytest.raises(ValueError, match="more or fewer cells"):
        Table("Two", (Column("One"), Column("Two")), ((Cell("1"),),))


# -- findings --------------------------------------------------------------------------------------------------------


def test_the_findings_stand_after_the_summary_the_worst_first(register: Register, today: date) -> None:
    report = told(register.state(), today)
    headings = [block.text for block in report.blocks if isinstance(block, Heading) and block.level == 2]
    assert headings[:5] == [
        "Status summary", "Changes since the last snapshot", "Decisions sought", "What needs attention", "Risks"
    ]  # fmt: skip
    weights = column(report, "Findings", "Weight")
    assert weights == sorted(weights, key=["Error", "Warning", "Note"].index)
    assert column(report, "Findings", "What was found")[0] == (
        "Publication of Part 1 is overdue by 1 day: it was due on Wed 5 Apr 2017."
    )
    assert all(column(report, "Findings", "What to do"))


def test_an_acknowledged_finding_is_told_with_its_reason_until_it_comes_back(register: Register, today: date) -> None:
    about = register.state().find("R1").id
    seen = {"code": "owner-is-a-unit", "about": about, "reason": "A name follows", "until": "2017-04-20"}
    register.add("acknowledgement", seen, who="Jo")
    report = told(register.state(), today)
    assert "R1" not in column(report, "Findings", "Ref")
    assert column(report, "Acknowledged", "Ref") == ["R1"]
    assert column(report, "Acknowledged", "Reason") == ["A name follows"]
    assert "R1" in column(told(register.state(), date(2017, 4, 20)), "Findings", "Ref")


def test_a_register_that_keeps_every_rule_says_so(path: Path) -> None:
    report = told(Register.create(path, [dd2092.blank_batch("Jo")]).state(), date(2017, 4, 6))
    assert "Nothing needs attention." in [text for block in report.blocks for text in texts(block)]


def test_board_decisions_and_spending_are_told_where_there_are_any(register: Register, today: date) -> None:
    headings = [block.text for block in told(register.state(), today).blocks if isinstance(block, Heading)]
    assert not {"Board decisions", "Commitments and spending"} & set(headings)
    register.add("resolution", {"decided": "That the study goes on", "meeting": "2017-04-05"}, who="Jo")
    register.add("spend", {"title": "Inception", "amount": 1_250_000, "stage": "paid"}, who="Jo")
    register.add("spend", {"title": "Field work", "amount": 750_000}, who="Jo")
    report = told(register.state(), today)
    assert column(report, "Decisions of the board", "Decided") == ["That the study goes on"]
    assert column(report, "Committed and paid", "Amount") == ["£12,500", "£7,500"]
    assert "£20,000 is committed or paid." in [text for block in report.blocks for text in texts(block)]


def test_of_very_many_risks_what_is_recorded_stands_in_a_table(register: Register, today: date) -> None:
    edit(register, "R1", {"cause": "Two suppliers withdrew"}, "why")
    edits = [
        one
        for number in range(MANY)
        for one in new_item("risk", {"description": f"Risk {number}", "mitigation": f"Answer {number}"})
    ]
    register.apply(Batch("Jo", tuple(edits)))
    report = told(register.state(), today)
    assert not [block for block in report.blocks if isinstance(block, Heading) and block.text.startswith("R1:")]
    rows = table(report, "What is done about each risk").rows
    assert len(rows) == MANY + 4
    (first,) = [row for row in rows if row[0].text == "R1"]
    assert first[1].text.startswith("A delivery plan has already been produced")
    assert "Cause: Two suppliers withdrew" in first[4].text
