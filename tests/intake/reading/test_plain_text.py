"""Text and Markdown: what stands in the file, each piece with its line, and no mark of markup."""

from __future__ import annotations

import pytest

from loti_tui.domain.refused import Refused
from loti_tui.intake.document import Paragraph, Table
from loti_tui.intake.place import Place
from loti_tui.intake.taken import What
from tests.intake.reading.made import DD2092, paragraphs, read, tables, texts


def one(text: str) -> Paragraph:
    (found,) = paragraphs(read(text))
    return found


@pytest.mark.skipif(not DD2092.exists(), reason="the text of DD2092 is not beside this checkout")
def test_every_piece_of_dd2092_begins_on_the_line_that_it_names() -> None:
    data = DD2092.read_bytes()
    lines = data.decode().split("\n")
    document = read(data)
    assert len(document.blocks) > 100
    for block in document.blocks:
        line = lines[block.place.line - 1]
        if isinstance(block, Paragraph):
            assert block.text.split()[0] in line
            assert block.text.split()[-1] in "\n".join(lines)
        else:
            for cells in block.rows:
                for cell in cells:
                    there = lines[cell.place.line - 1].split("\t")[cell.place.column - 1]
                    assert all(word in there for word in cell.text.split())


@pytest.mark.skipif(not DD2092.exists(), reason="the text of DD2092 is not beside this checkout")
def test_dd2092_has_its_three_tables_its_leads_and_its_post_of_two_lines() -> None:
    document = read(DD2092.read_bytes())
    risks, timeline, declarations = tables(document)
    assert risks[0] == ["a) Key Risks", "", "", "", "", ""]
    assert [line[2:5] for line in risks[2:]] == [
        ["2", "2", "A"],
        ["2", "2", "A"],
        ["2", "1", "A"],
        ["2", "1", "\u0391"],
    ]
    assert timeline[1] == ["Procurement of contract [for externally delivered projects]", "April 2017"]
    assert declarations[-1] == [", ,", ""]
    assert declarations[6][1] == "√"
    leads = [found.lead for found in paragraphs(document) if found.lead]
    assert leads[:2] == ["Inception", "Operating Model Design"]
    assert "Position: Head of Paid Service & Executive Director" in texts(document)
    assert any("(both positive and negative) will be covered" in text for text in texts(document))
    joined = [notice for notice in document.notices if notice.what is What.JOINED]
    assert [notice.place.line for notice in joined] == [27, 100, 140]
    assert not [text for text in texts(document) if "*" in text or "<" in text or "#" in text]


@pytest.mark.parametrize(
    ("written", "text", "level"),
    [
        ("# **Executive Summary:**", "Executive Summary:", 1),
        ("###### <u>6. Legal</u> comments ##", "6. Legal comments", 6),
        ("#### PART I - NON-CONFIDENTIAL", "PART I - NON-CONFIDENTIAL", 4),
        ("Decision\n========", "Decision", 1),
        ("Decision\n---", "Decision", 2),
        ("#hashtag is no heading", "#hashtag is no heading", 0),
        ("####### seven are none", "####### seven are none", 0),
    ],
)
def test_a_heading_has_its_level_and_its_words(written: str, text: str, level: int) -> None:
    found = one(written)
    assert (found.text, found.level, found.lead) == (text, level, "")


@pytest.mark.parametrize(
    ("written", "text", "lead"),
    [
        ("- **Inception** (establishing)", "Inception (establishing)", "Inception"),
        ("- **Inception:** establishing", "Inception: establishing", "Inception"),
        ("* <b>Field Assessment</b> (outreach)", "Field Assessment (outreach)", "Field Assessment"),
        ("• __Model__ design", "Model design", "Model"),
        ("o Second level", "Second level", ""),
        ("- **1.6** This will be", "1.6 This will be", ""),
        ("1. That the Mayor approves", "1. That the Mayor approves", ""),
        ("2) That", "2) That", ""),
        ("iv. That", "iv. That", ""),
        ("(a) That", "(a) That", ""),
        ("- c) Impact", "c) Impact", ""),
        ("6.1.2 in formulating", "6.1.2 in formulating", ""),
        ("•\tAfter a tab", "After a tab", ""),
        ("1.1\tAfter a tab", "1.1 After a tab", ""),
    ],
)
def test_an_entry_of_a_list_keeps_what_people_cite_and_loses_its_bullet(written: str, text: str, lead: str) -> None:
    found = one(written)
    assert (found.text, found.lead, found.listed, found.level) == (text, lead, True, 0)


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("`code` and ~~struck~~ and *slant* and _slant_", "code and struck and slant and slant"),
        ("see [the record](https://example.org/x) and ![a crest](c.png)", "see the record and a crest"),
        ("a &amp; b&nbsp;c&#163;5", "a & b c£5"),
        ("a\u00a0b\u2003c", "a b c"),
        ("100,000* of which 5* more", "100,000* of which 5* more"),
        ("2 * 3 and file_name_here", "2 * 3 and file_name_here"),
        (r"a \*star\* and 1\. and \| pipe", "a *star* and 1. and | pipe"),
        ("less < than > this", "less < than > this"),
        ("<u>Stephen Lorimer</u> has<br>drafted", "Stephen Lorimer has drafted"),
        ("Signature: ________", "Signature: ________"),
        ("Title<!-- page 2 --> of it", "Title of it"),
        ("a <!-- never closed", "a <!-- never closed"),
        ("> quoted", "quoted"),
        ("&#27;[31mred &amp;lt;b&amp;gt;", "[31mred &lt;b&gt;"),
    ],
)
def test_marks_are_no_words_and_what_only_looks_like_one_stays(written: str, text: str) -> None:
    assert one(written).text == text


def test_wrapped_lines_are_one_paragraph_and_lines_that_end_early_are_not() -> None:
    wrapped = (
        "The scoping exercise will seek to establish the business case for\n"
        "London boroughs and a new vehicle, in the application of cross-\n"
        "functional data.\n"
        "\n"
        "Scoping study\n"
        "Director's decision\n"
    )
    document = read(wrapped)
    assert texts(document) == [
        "The scoping exercise will seek to establish the business case for London boroughs and a new vehicle, in the "
        "application of cross-functional data.",
        "Scoping study",
        "Director's decision",
    ]
    assert [found.place.line for found in paragraphs(document)] == [1, 5, 6]


def test_the_labels_of_a_record_are_paragraphs_of_their_own() -> None:
    document = read(
        "Type of decision:\nDirector's decision\nDate signed: 04 April 2017\n"
        "Decision by: Jeff Jacobs, who is the head of the\npaid service\n"
    )
    assert texts(document) == [
        "Type of decision:",
        "Director's decision",
        "Date signed: 04 April 2017",
        "Decision by: Jeff Jacobs, who is the head of the paid service",
    ]


def test_an_entry_goes_on_where_its_lines_are_indented() -> None:
    document = read("- To show that we collect data, a strategy to ensure\n  Londoners have it.\n- Next\n")
    assert texts(document) == ["To show that we collect data, a strategy to ensure Londoners have it.", "Next"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("It has my approval and my best wishes, and more.", "that follows"),
        ("Name: Jeff Jacobs", "lower"),
        ("# A heading that is long enough to be one half of something", "goes on"),
        ("That the Director approves expenditure of up to £100,000 for", "Next paragraph"),
        ("That the Director approves expenditure of up to £100,000 for", "- an entry"),
        ("That the Director approves expenditure of up to £100,000 for", "a) a part"),
        ("That the Director approves expenditure of up to £100,000 for", "date signed: 4 April"),
        ("Position: Chief Executive", "Director of nothing"),
        ("Position: Head of Paid Service & Executive", "Signature:"),
    ],
)
def test_what_may_be_two_paragraphs_stays_two(first: str, second: str) -> None:
    document = read(f"{first}\n\n{second}\n")
    assert len(document.blocks) == 2
    assert document.notices == ()


def test_a_table_of_pipes_is_read_with_its_rule_and_without() -> None:
    expected = [["Risk", "P", "I"], ["Late | slow", "2", ""], ["b", "1", "3"]]
    assert tables(read("| Risk | P | I |\n|---|:-:|--:|\n| Late \\| slow | 2 | |\n| b | 1 | 3 |\n")) == [expected]
    assert tables(read("| Risk | P | I |\n| Late \\| slow | 2 | |\n| b | 1 | 3 |\n")) == [expected]
    assert tables(read("Risk | P | I\n-- | -- | --\nb | 1 | 3\n")) == [[expected[0], expected[2]]]
    assert tables(read("+---+---+\n| a | b |\n+===+===+\n| c | d |\n+---+---+\n")) == [[["a", "b"], ["c", "d"]]]


def test_a_table_ends_at_the_first_line_that_is_none_of_it() -> None:
    document = read("Activity\tTimeline\nProcurement\tApril 2017\nAppendices: none\nDrafting\tyes\n")
    assert [type(block) for block in document.blocks] == [Table, Paragraph, Table]
    first = document.blocks[0]
    assert isinstance(first, Table)
    assert first.place == Place(line=1)
    assert first.rows[1][1].place == Place(line=2, column=2)


def test_rows_keep_their_empty_cells_and_an_indent_is_no_cell() -> None:
    assert tables(read("a) Key Risks\t\t\nRisk\tP\tI\n\tmore\t\n")) == [
        [["a) Key Risks", "", ""], ["Risk", "P", "I"], ["", "more", ""]]
    ]
    assert tables(read("\tAn indented paragraph\n")) == []


def test_lines_are_counted_as_an_editor_counts_them() -> None:
    document = read("one\r\n\r\ntwo\r\rthree\u2028\x0bstill\n\n<!-- a\nb -->\n\n\x0cfour\n")
    assert [(found.text, found.place.line) for found in paragraphs(document)] == [
        ("one", 1),
        ("two", 3),
        ("three still", 5),
        ("four", 10),
    ]


def test_a_text_without_a_word_is_refused() -> None:
    with pytest.raises(Refused, match="no words"):
        read("***\n\n---\n<!-- nothing -->\n")
