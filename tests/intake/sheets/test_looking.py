"""Registers as others keep them: whatever the headings, what is sure is read and what is not is asked."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from loti_tui.domain.refused import Refused
from loti_tui.intake.sheets.asked import Choices, kept
from loti_tui.intake.source import Source
from loti_tui.intake.taken import What
from tests.intake.sheets.making import book, look_at, only, table, taken, text, told, values

HEADINGS = (
    *("Risk ID", "Description of risk", "Likelihood", "I", "P x I", "Current RAG", "Risk owner", "Mitigating actions"),
    *("Date raised", "Last reviewed", "Status"),
)
NINE_THIRTY = datetime(2017, 4, 3, 9, 30)  # noqa: DTZ001  a spreadsheet knows no time zone
ROW = (1, "Late delivery", 3, 2, 6, "A", "Ann Smith", "Weekly calls", "03/04/2017", "04/04/2017", "Open")
READ = {
    "description": "Late delivery",
    "probability": 3,
    "impact": 2,
    "rag_recorded": "A",
    "owner": "Ann Smith",
    "mitigation": "Weekly calls",
    "raised_on": "2017-04-03",
    "status": "open",
}


def fields(source: Source) -> dict[str, str]:
    (sheet,) = look_at(source).sheets
    return {column.heading: column.field for column in sheet.columns}


# -- headings --------------------------------------------------------------------------------------------------------


def test_a_register_as_others_keep_it_is_read() -> None:
    one = only(table(HEADINGS, ROW))
    assert values(one) == READ
    assert (one.kind, one.ref, one.id) == ("risk", "1", "")


def test_so_is_a_workbook_whose_cells_know_what_they_hold() -> None:
    row = [*ROW]
    row[8], row[4] = NINE_THIRTY, "=C2*D2|6"
    one = only(book(Log=[HEADINGS, row]))
    assert values(one) == READ
    assert one.values["raised_on"].place.words == "sheet Log, I2"


def test_lines_above_the_headings_and_notes_below_them_are_no_rows() -> None:
    source = table(
        ("London Office of Technology",),
        ("Risk register", "", "", "at 3 April 2017"),
        (),
        HEADINGS,
        ROW,
        (),
        ("Total", "", 3, 2, 6),
        ("Note: scores as agreed by the board",),
    )
    one = taken(source)
    assert [values(item) for item in one.found] == [READ]
    left_out = {notice.raw for notice in told(one, What.LEFT_OUT) if notice.place.line > 5}
    assert left_out == {"Total | 3 | 2 | 6", "Note: scores as agreed by the board"}


def test_headings_that_stand_once_more_are_told_and_are_no_row() -> None:
    one = taken(table(HEADINGS, ROW, HEADINGS, [2, *ROW[1:]]))
    assert [item.ref for item in one.found] == ["1", "2"]
    assert len(told(one, What.REPEATED)) == 1


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("RISK OWNER", "owner"),
        ("Prob- ability 1-4", "probability"),
        ("Likelihood (1-4)", "probability"),
        ("L", "probability"),
        ("Severity", "impact"),
        ("Gross likelihood", "inherent_probability"),
        ("Target impact", "target_impact"),
        ("Existing controls", "mitigation"),
        ("review_on", "review_on"),
        ("Next review", "review_on"),
        ("Risk category", "category"),
        ("Action by", "actionee"),
    ],
)
def test_what_others_call_a_field_is_known(heading: str, field: str) -> None:
    assert fields(table(("Ref", "Risk", heading), ("R1", "Late", "1")))[heading] == field


@pytest.mark.parametrize(
    "heading", ["Last reviewed", "Date closed", "Direction of travel", "Raised by", "Target score"]
)
def test_what_only_sounds_alike_is_left_out_and_told(heading: str) -> None:
    one = taken(table(("Ref", "Risk", "Owner", heading), ("R1", "Late", "Ann", "1")))
    assert [notice.raw for notice in told(one, What.LEFT_OUT)] == [heading]


def test_what_is_only_like_a_field_is_asked_about() -> None:
    source = table(("Ref", "Risk", "Mitigaton", "Owner"), ("R1", "Late", "Calls", "Ann"))
    (question,) = look_at(source).questions
    assert (question.about, question.columns, question.proposed) == ("column", ("risk.Mitigaton",), "mitigation")
    with pytest.raises(Refused, match=r"Is “Mitigaton” the mitigation of a risk\?.*Nothing was changed"):
        taken(source)
    assert values(only(source, Choices({"Mitigaton": "mitigation"})))["mitigation"] == "Calls"
    assert "mitigation" not in only(source, Choices({"risk.Mitigaton": ""})).values


def test_of_two_columns_for_one_field_it_is_asked_which() -> None:
    source = table(("Ref", "Risk", "Controls", "Mitigating actions"), ("R1", "Late", "Calls", "Letters"))
    (question,) = look_at(source).questions
    assert question.about == "twice"
    assert question.columns == ("risk.Controls", "risk.Mitigating actions")
    assert values(only(source, Choices({"Mitigating actions": "mitigation"})))["mitigation"] == "Letters"


def test_columns_that_are_headed_alike_are_told_apart_by_what_stands_above_them() -> None:
    source = table(
        ("", "", "Inherent", "", "Current", ""),
        ("Ref", "Risk", "L", "I", "L", "I"),
        ("R1", "Late", 4, 4, 2, 1),
    )
    scores = {"inherent_probability": 4, "inherent_impact": 4, "probability": 2, "impact": 1}
    assert values(only(source)) == {"description": "Late", **scores}


def test_columns_that_nothing_tells_apart_are_known_by_their_letters() -> None:
    source = table(("Ref", "Risk", "Owner", "Owner"), ("R1", "Late", "Ann", "Bo"))
    (question,) = look_at(source).questions
    assert question.columns == ("risk.Owner [C]", "risk.Owner [D]")
    assert values(only(source, Choices({"Owner [D]": "owner"})))["owner"] == "Bo"


@pytest.mark.parametrize(
    ("kind", "rows"),
    [
        ("issue", (("Issue No", "Issue", "Date raised", "Owner", "Status"), (1, "It broke", "2017", "Ann", "Open"))),
        ("milestone", (("Milestone", "Baseline", "Forecast", "Status"), ("Start", "Apr 2017", "May 2017", "Planned"))),
        ("action", (("Action", "Owner", "Due date", "Status"), ("Do it", "Ann", "1 May 2017", "Done"))),
        ("funding", (("Funder", "Amount"), ("GLA", "£50,000"))),
        ("spend", (("Supplier", "Description", "Amount", "Date paid"), ("Arup", "Study", "£12.50", "1/5/17"))),
        ("signoff", (("Role", "Name", "Date signed"), ("Director", "Ann", "4.4.17"))),
        ("resolution", (("Decision made", "Meeting date", "Rationale"), ("To go on", "27 Mar 2017", "It works"))),
    ],
)  # fmt: skip
def test_what_a_sheet_lists_is_told_by_its_headings(kind: str, rows: tuple[tuple[object, ...], ...]) -> None:
    assert only(table(*rows, name="log.csv")).kind == kind


def test_a_workbook_of_several_registers_is_read_sheet_by_sheet() -> None:
    source = book(
        Cover=[("Programme log",)],
        Risks=[("Ref", "Risk", "Impact"), ("R1", "Late", 2)],
        Issues=[("Ref", "Issue", "Impact"), ("I1", "It broke", "low")],
        Lists=[("a", "b"), (1, 2)],
    )
    one = taken(source)
    assert [(item.kind, item.key, values(item)) for item in one.found] == [
        ("risk", "Risks 2", {"description": "Late", "impact": 2}),
        ("issue", "Issues 2", {"description": "It broke", "impact": "low"}),
    ]
    assert one.columns == {
        **{f"risk.{name}": field for name, field in (("Ref", "ref"), ("Risk", "description"), ("Impact", "impact"))},
        **{f"issue.{name}": field for name, field in (("Ref", "ref"), ("Issue", "description"), ("Impact", "impact"))},
    }
    assert {name for name, _ in look_at(source).left_out} == {"Cover", "Lists"}


def test_a_sheet_can_be_left_out_or_be_said_to_list_something_else() -> None:
    source = book(A=[("Title", "Owner"), ("One", "Ann")], B=[("Ref", "Risk", "Owner"), ("R1", "Late", "Bo")])
    assert [item.kind for item in taken(source, Choices(kinds={"A": "milestone"})).found] == ["milestone", "risk"]
    assert [item.kind for item in taken(source, Choices(kinds={"A": ""})).found] == ["risk"]


def test_nothing_that_the_register_knows_is_refused_in_a_sentence() -> None:
    with pytest.raises(Refused, match=r"no row of headings.*Nothing was changed"):
        taken(table(("a", "b"), (1, 2)))


# -- scales and words ------------------------------------------------------------------------------------------------


def scored(*scores: object, heading: str = "Likelihood") -> Source:
    return table(("Ref", "Risk", heading), *((f"R{n}", f"Risk {n}", score) for n, score in enumerate(scores, 1)))


@pytest.mark.parametrize("score", ["3", 3, "3.0", "Probable", "probable", "3 Probable", "3 - Probable", "Probable (3)"])
def test_one_to_four_and_the_names_of_the_gla_need_no_answer(score: object) -> None:
    assert values(only(scored(score)))["probability"] == 3


@pytest.mark.parametrize(
    ("heading", "scores"),
    [
        ("Likelihood", ("5", "2")),
        ("Likelihood (1-5)", ("2", "3")),
        ("Likelihood 1 to 3", ("2", "3")),
        ("Likelihood (1 = high)", ("1", "4")),
        ("Likelihood (1 is worst)", ("1", "4")),
        ("Likelihood", ("A", "F")),
        ("Likelihood", ("50%", "75%")),
        ("Likelihood", ("26-50%", "51-75%")),
        ("Likelihood", ("Likely", "Rare")),
        ("Likelihood", ("3 - Likely", "2")),
        ("Likelihood", ("0", "4")),
        ("Likelihood", ("2.5", "4")),
    ],
)
def test_any_other_scale_is_asked_about_and_never_guessed(heading: str, scores: tuple[str, ...]) -> None:
    source = scored(*scores, heading=heading)
    (question,) = look_at(source).questions
    assert question.about in ("scale", "words")
    with pytest.raises(Refused, match="Nothing was changed"):
        taken(source)
    answers = {key: place for place, key in enumerate(question.words, 1)}
    one = taken(source, Choices(words=answers))
    asked = [word for _, word in question.words]
    for item in one.found:
        raw = item.values["probability"].raw
        assert item.values["probability"].plain == (asked.index(raw) + 1 if raw in asked else int(raw[0]))
    assert {key: one.words[key] for key in answers} == answers


def test_one_column_on_another_scale_puts_the_other_scores_in_question_too() -> None:
    source = table(("Ref", "Risk", "L", "I"), ("R1", "Late", 5, 3))
    assert [question.field for question in look_at(source).questions] == ["probability", "impact"]


def test_a_scale_that_was_answered_once_stays_another_scale() -> None:
    known = Choices(words={("risk.probability", "5"): 4, ("risk.probability", "4"): 3})
    (question,) = look_at(scored("4", "1"), known).questions
    assert question.words == (("risk.probability", "1"),)


def test_a_word_can_stand_for_nothing() -> None:
    one = only(scored("Unclear"), Choices(words={("probability", "Unclear"): None}))
    assert "probability" not in one.values


def test_words_of_a_total_or_a_note_are_not_asked_about() -> None:
    assert not look_at(table(("Ref", "Risk", "L"), ("R1", "Late", 2), ("Total", "", 12))).questions


@pytest.mark.parametrize("letter", ["l", "I", "|"])
def test_a_letter_that_looks_like_a_one_is_a_doubt(letter: str) -> None:
    one = taken(scored("2", letter))
    value = one.found[1].values["probability"]
    assert (value.plain, value.candidates, value.raw) == (None, (1,), letter)
    assert len(told(one, What.DOUBTED)) == 1


@pytest.mark.parametrize(("cell", "rag"), [("R", "R"), ("red", "R"), ("Amber", "A"), ("\u0391", "A"), ("\u0410", "A")])
def test_a_rag_is_known_by_its_letter_its_word_and_what_looks_like_it(cell: str, rag: str) -> None:
    assert values(only(table(("Ref", "Risk", "RAG"), ("R1", "Late", cell))))["rag_recorded"] == rag


def test_a_word_of_a_status_that_is_not_known_is_asked_about_once() -> None:
    source = table(("Ref", "Risk", "Status"), ("R1", "Late", "Live"), ("R2", "Dear", "Live"), ("R3", "Odd", "open"))
    (question,) = look_at(source).questions
    assert question.words == (("risk.status", "Live"),)
    one = taken(source, Choices(words={("status", "Live"): "open"}))
    assert [item.values["status"].plain for item in one.found] == ["open", "open", "open"]


# -- what is worked out ----------------------------------------------------------------------------------------------


def test_a_score_that_does_not_follow_is_told_with_its_place() -> None:
    one = taken(table(("Ref", "Risk", "L", "I", "Score"), ("R1", "Late", 2, 2, 4), ("R2", "Dear", 3, 2, 4)))
    (notice,) = told(one, What.DOUBTED)
    assert notice.place.words == "line 3, column 5"
    assert all("=score" not in item.values for item in one.found)


def test_a_rag_that_formulas_work_out_is_not_brought_in() -> None:
    rows = [("Ref", "Risk", "L", "I", "RAG"), ("R1", "Late", 2, 2, '=IF(C2*D2>3,"A","G")|A')]
    one = taken(book(Risks=rows))
    assert "rag_recorded" not in one.found[0].values
    assert [notice.raw for notice in told(one, What.LEFT_OUT)] == ["RAG"]


def test_a_formula_without_a_result_is_told() -> None:
    one = taken(book(Risks=[("Ref", "Risk", "Owner"), ("R1", "Late", "=B9|"), ("R2", "Dear", "Ann")]))
    (notice,) = told(one, What.LEFT_OUT)
    assert notice.place.words == "sheet Risks, C2"


# -- dates and money -------------------------------------------------------------------------------------------------


def dated(*days: object) -> Source:
    return table(("Ref", "Risk", "Date raised"), *((f"R{n}", f"Risk {n}", day) for n, day in enumerate(days, 1)))


@pytest.mark.parametrize(
    ("cell", "iso"),
    [
        ("03/04/2017", "2017-04-03"),
        ("4.4.17", "2017-04-04"),
        ("2017-04-03", "2017-04-03"),
        ("2017-04-03 00:00:00", "2017-04-03"),
        ("April 2017", "2017-04"),
        ("Q2 2017", "2017-Q2"),
        ("2017", "2017"),
    ],
)
def test_a_date_is_read_day_first_and_no_more_precise_than_it_is(cell: str, iso: str) -> None:
    assert values(only(dated(cell)))["raised_on"] == iso


def test_a_column_with_a_month_in_front_makes_every_date_in_figures_a_doubt() -> None:
    one = taken(dated("03/13/2017", "03/04/2017", "5 May 2017"))
    found = [item.values["raised_on"] for item in one.found]
    assert [(value.plain, value.candidates) for value in found] == [
        (None, ("2017-03-13",)),
        (None, ("2017-04-03", "2017-03-04")),
        ("2017-05-05", ()),
    ]


@pytest.mark.parametrize(
    ("cell", "candidates"),
    [
        ("31 Mar", ("2017-03-31",)),
        ("next fri", ("2017-04-07",)),
        ("Apr-17", ("2017-04",)),
        ("soon", ()),
        ("42828", ("2017-04-03",)),
    ],
)
def test_a_date_that_hangs_on_the_day_or_reads_two_ways_is_a_doubt(cell: str, candidates: tuple[str, ...]) -> None:
    value = only(dated(cell)).values["raised_on"]
    assert (value.plain, value.candidates) == (None, candidates)


def test_a_number_in_a_workbook_is_the_day_that_excel_counts_so_and_is_told() -> None:
    one = taken(book(Risks=[("Ref", "Risk", "Date raised"), ("R1", "Late", 42828)]))
    assert values(one.found[0])["raised_on"] == "2017-04-03"
    assert len(told(one, What.NOTED)) == 1


@pytest.mark.parametrize(
    ("heading", "cell", "pence"),
    [
        ("Amount", "£25,000", 2_500_000),
        ("Amount", "25000", 2_500_000),
        ("Amount", "£1.06m", 106_000_000),
        ("Amount (£000)", "25", 2_500_000),
        ("Amount (£000)", "£25,000", 2_500_000),
        ("Amount (£m)", "2", 200_000_000),
    ],
)
def test_an_amount_is_pence_in_the_unit_of_its_heading(heading: str, cell: str, pence: int) -> None:
    assert values(only(table(("Funder", heading), ("GLA", cell), name="funding.csv")))["amount"] == pence


@pytest.mark.parametrize(("cell", "candidates"), [("£l00", (10_000,)), ("E25k", (2_500_000,)), ("-5", ()), ("$5", ())])
def test_an_amount_that_was_misread_is_a_doubt(cell: str, candidates: tuple[int, ...]) -> None:
    value = only(table(("Funder", "Amount"), ("GLA", cell), name="funding.csv")).values["amount"]
    assert (value.plain, value.candidates) == (None, candidates)


def test_a_number_of_a_workbook_is_pounds_whatever_a_float_makes_of_it() -> None:
    one = taken(book(Funding=[("Funder", "Amount"), ("A", 25000), ("B", 0.1 + 0.2), ("C", 33.333)]))
    assert [item.values["amount"].plain for item in one.found] == [2_500_000, 30, None]


# -- items -----------------------------------------------------------------------------------------------------------


def test_whole_numbers_have_no_decimal_point_where_they_are_words() -> None:
    one = only(book(Risks=[("Ref", "Risk", "Category", "Owner"), (12, "Late", 2017, 0.5)]))
    assert (one.ref, values(one)["category"], values(one)["owner"]) == ("12", "2017", "0.5")


def test_a_defused_text_of_csv_is_restored_and_one_of_a_workbook_is_as_it_is() -> None:
    assert values(only(table(("Ref", "Risk", "Owner"), ("R1", "'=1+1", "Ann"))))["description"] == "=1+1"
    assert values(only(book(Risks=[("Ref", "Risk", "Owner"), ("R1", "'=1+1", "Ann")])))["description"] == "'=1+1"


def test_an_empty_cell_says_nothing() -> None:
    assert set(only(table(("Ref", "Risk", "Owner", "Status"), ("R1", "Late", "", "  "))).values) == {"description"}


def test_links_are_to_rows_of_the_file_or_by_reference() -> None:
    rows = (
        ("Ref", "Milestone", "Depends on"),
        ("M1", "Start", ""),
        ("M2", "End", "M1, S9"),
        ("M3", "Odd", "the weather"),
    )
    one = taken(table(*rows))
    assert [dict(item.links) for item in one.found] == [{}, {"depends_on": ("row 2", "S9")}, {}]
    assert [notice.raw for notice in told(one, What.LEFT_OUT)] == ["the weather"]


def test_of_two_rows_with_one_reference_the_second_has_none() -> None:
    one = taken(table(("Ref", "Risk", "Owner"), ("R1", "Late", "Ann"), ("R1", "Dear", "Bo")))
    assert [item.ref for item in one.found] == ["R1", ""]
    assert len({item.key for item in one.found}) == 2
    assert len(told(one, What.REPEATED)) == 1


def test_a_row_without_words_is_told_unless_its_reference_names_it() -> None:
    one = taken(table(("Ref", "Risk", "Owner"), ("R1", "", "Ann"), ("", "", "Bo")))
    assert [(item.ref, values(item)) for item in one.found] == [("R1", {"owner": "Ann"})]
    assert [notice.raw for notice in told(one, What.LEFT_OUT)] == ["Bo"]


def test_a_text_that_is_too_long_is_a_doubt() -> None:
    value = only(table(("Ref", "Risk", "Cause"), ("R1", "Late", "x" * 10_001))).values["cause"]
    assert (value.plain, value.candidates) == (None, ())
    assert "10,001 characters" in value.doubt


def test_of_many_notices_of_one_kind_the_first_are_told_and_the_others_counted() -> None:
    rows = [(f"R{n}", f"Risk {n}", "soon") for n in range(100)]
    one = taken(table(("Ref", "Risk", "Date raised"), *rows))
    notices = told(one, What.DOUBTED)
    assert len(notices) == 26
    assert notices[-1].sentence == "Raised on: 75 more notices of this kind."
    assert all(item.values["raised_on"].doubt for item in one.found)


def test_what_was_settled_is_remembered_and_settles_the_next_file() -> None:
    source = table(("Ref", "Risk", "Mitigaton", "Status", "Colour of it"), ("R1", "Late", "Calls", "Live", "x"))
    settled = Choices({"Mitigaton": "mitigation", "Colour of it": ""}, {("status", "Live"): "open"})
    first = taken(source, settled)
    again = taken(source, Choices(first.columns, first.words))
    assert again.found == first.found
    assert not look_at(source, Choices(first.columns, first.words)).questions
    assert ["by choice" in notice.sentence for notice in told(first, What.LEFT_OUT)] == [True]


def test_what_a_register_keeps_as_text_settles_the_next_file_too() -> None:
    words = [("risk.probability", "Likely", "3"), ("status", "Live", "open"), ("risk.status", "Parked", "None")]
    again = kept({"risk.L": "probability"}, [*words, ("risk.impact", "Huge", "9"), ("risk.gone", "x", "1")])
    assert again.words == {
        ("risk.probability", "Likely"): 3,
        ("status", "Live"): "open",
        ("risk.status", "Parked"): None,
    }
    assert values(only(scored("Likely"), again))["probability"] == 3


@pytest.mark.parametrize(
    "choices",
    [Choices({"Likelihood": "propability"}), Choices(words={("probability", "Likely"): 7})],
)
def test_a_choice_that_the_register_does_not_take_is_refused_in_a_sentence(choices: Choices) -> None:
    with pytest.raises(Refused, match="Nothing was changed"):
        taken(scored("Likely"), choices)


def test_dates_do_not_hang_on_the_day_on_which_they_are_read() -> None:
    from loti_tui.intake.sheets.looking import take_sheets

    source = dated("31 Mar", "tomorrow", "Q2", "1/2/17", "2017", "May 2018")
    found = [take_sheets(source, Choices(), day).found for day in (date(2017, 4, 6), date(2031, 12, 31))]
    sure = [[item.values["raised_on"].plain for item in one] for one in found]
    assert sure[0] == sure[1]


def test_an_empty_file_of_headings_lists_nothing() -> None:
    assert taken(text("Ref,Risk,Owner\n")).found == ()
