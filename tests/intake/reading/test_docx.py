"""DOCX: what a person sees who opens the file and has all changes accepted."""

from __future__ import annotations

import pytest

from loti_tui.domain.refused import Refused
from loti_tui.intake.document import Paragraph, Table
from loti_tui.intake.place import Place
from loti_tui.intake.taken import What
from tests.intake.reading.made import docx, para, paragraphs, read, row, tables, texts, zipped


def one(body: str) -> Paragraph:
    (found,) = paragraphs(read(docx(body), "form.docx"))
    return found


def table(*rows: str) -> list[list[str]]:
    (found,) = tables(read(docx(f"<w:tbl>{''.join(rows)}</w:tbl>"), "form.docx"))
    return found


def cell(text: str, properties: str) -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{para(text)}</w:tc>"


@pytest.mark.parametrize(
    ("properties", "level"),
    [
        ('<w:pStyle w:val="Heading1"/>', 1),
        ('<w:pStyle w:val="Own"/>', 2),
        ('<w:pStyle w:val="Outlined"/>', 3),
        ('<w:outlineLvl w:val="3"/>', 4),
        ('<w:pStyle w:val="Heading1"/><w:outlineLvl w:val="9"/>', 0),
        ('<w:pStyle w:val="Ring"/>', 0),
        ('<w:pStyle w:val="Unknown"/>', 0),
        ("", 0),
    ],
)
def test_a_heading_is_one_by_its_style_or_its_own_level(properties: str, level: int) -> None:
    found = one(para("Executive summary:", properties))
    assert (found.text, found.level) == ("Executive summary:", level)


@pytest.mark.parametrize("run", ["<w:b/>", '<w:b w:val="true"/>', '<w:rStyle w:val="Strong"/>'])
def test_bold_words_at_the_beginning_are_the_lead(run: str) -> None:
    found = one(
        f"<w:p><w:r><w:rPr>{run}</w:rPr><w:t>Incep</w:t></w:r><w:r><w:rPr>{run}</w:rPr><w:t>tion: </w:t></w:r>"
        "<w:r><w:t>establishing</w:t></w:r></w:p>"
    )
    assert (found.text, found.lead) == ("Inception: establishing", "Inception")


@pytest.mark.parametrize("run", ["", '<w:b w:val="0"/>', '<w:b w:val="false"/>'])
def test_words_that_are_not_bold_are_no_lead(run: str) -> None:
    assert one(para("Inception: establishing", "", run)).lead == ""


def test_numbers_that_word_counts_are_read_as_they_are_shown() -> None:
    def entry(text: str, level: int, list_id: int = 1) -> str:
        return para(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>')

    body = entry("Introduction", 0) + entry("First", 1) + entry("Second", 1) + entry("a part", 2) + entry("b part", 2)
    document = read(docx(body + entry("Next", 0) + entry("Again", 1) + entry("Bullet", 0, 2)), "form.docx")
    assert texts(document) == [
        "1. Introduction",
        "1.1 First",
        "1.2 Second",
        "(a) a part",
        "(b) b part",
        "2. Next",
        "2.1 Again",
        "Bullet",
    ]
    assert all(found.listed for found in paragraphs(document))


def test_what_was_deleted_moved_away_or_commented_is_not_read_and_what_was_inserted_is() -> None:
    body = (
        "<w:p><w:r><w:t>Up to </w:t></w:r><w:del><w:r><w:delText>£45,000</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>£100,000</w:t></w:r></w:ins><w:moveFrom><w:r><w:t> moved</w:t></w:r></w:moveFrom>"
        "<w:r><w:instrText> PAGE </w:instrText></w:r></w:p>"
    )
    assert one(body).text == "Up to £100,000"


def test_paragraphs_whose_parting_was_deleted_are_one_and_a_deleted_row_is_none() -> None:
    joined = '<w:p><w:pPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr><w:r><w:t>One </w:t></w:r></w:p>' + para("two")
    assert one(joined).text == "One two"
    deleted = row("gone", "gone").replace("<w:tr>", '<w:tr><w:trPr><w:del w:id="2"/></w:trPr>')
    assert table(row("a", "b"), deleted, row("c", "d")) == [["a", "b"], ["c", "d"]]


def test_hidden_text_is_left_out_and_said_so() -> None:
    document = read(docx(para("seen") + para("unseen", "", "<w:vanish/>")), "form.docx")
    assert texts(document) == ["seen"]
    (notice,) = document.notices
    assert (notice.what, notice.place.words) == (What.LEFT_OUT, "paragraph 2")


def test_breaks_tabs_and_symbols_are_words_or_spaces() -> None:
    body = (
        "<w:p><w:pPr><w:tabs><w:tab/></w:tabs></w:pPr><w:r><w:t>Name:</w:t><w:tab/><w:t>Jeff</w:t><w:br/>"
        '<w:t>Jacobs</w:t><w:noBreakHyphen/><w:t>Smith </w:t><w:sym w:font="Wingdings" w:char="F0FC"/></w:r></w:p>'
    )
    assert one(body).text == "Name: Jeff Jacobs-Smith ✓"


def test_labels_in_lines_of_one_paragraph_are_paragraphs_of_their_own() -> None:
    body = "<w:p><w:r><w:t>Signature:</w:t><w:br/><w:t>Date: 4.4.2017</w:t></w:r></w:p>"
    assert texts(read(docx(body), "form.docx")) == ["Signature:", "Date: 4.4.2017"]


def test_the_prompt_of_an_empty_field_is_no_answer_and_a_filled_one_is() -> None:
    def control(properties: str, text: str) -> str:
        return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{para(text)}</w:sdtContent></w:sdt>"

    body = control("<w:showingPlcHdr/>", "Click to enter a date") + control("", "31 March 2017")
    assert texts(read(docx(body), "form.docx")) == ["31 March 2017"]


def test_a_text_box_is_read_once() -> None:
    box = f"<w:txbxContent>{para('in the box')}</w:txbxContent>"
    body = (
        "<w:p><w:r><w:t>around</w:t></w:r><w:r><mc:AlternateContent><mc:Choice><w:drawing>"
        f"{box}</w:drawing></mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    assert sorted(texts(read(docx(body), "form.docx"))) == ["around", "in the box"]


def test_the_table_of_contents_is_not_read() -> None:
    assert texts(read(docx(para("Risks 4", '<w:pStyle w:val="TOC1"/>') + para("Risks")), "form.docx")) == ["Risks"]


def test_merged_cells_keep_the_columns_in_line() -> None:
    across, begins, goes_on = '<w:gridSpan w:val="3"/>', '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    title = row(cell("Key risks", across))
    first = row(cell("Late", begins), "one", "A")
    second = row(cell("", goes_on), "two", "R")
    short = row("last").replace("<w:tr>", '<w:tr><w:trPr><w:gridBefore w:val="2"/></w:trPr>')
    assert table(title, first, second, short) == [
        ["Key risks", "", ""],
        ["Late", "one", "A"],
        ["Late", "two", "R"],
        ["", "", "last"],
    ]


def test_a_table_of_one_column_and_one_around_tables_are_boxes_around_text() -> None:
    boxed = f"<w:tbl>{row('Executive summary')}{row('To commission a study')}</w:tbl>"
    inner = f"<w:tbl>{row('Risk', 'P')}{row('Late', '2')}</w:tbl>"
    outer = (
        f"<w:tbl><w:tr><w:tc>{para('Part 1')}{inner}{para('after')}</w:tc><w:tc>{para('aside')}</w:tc></w:tr></w:tbl>"
    )
    document = read(docx(boxed + outer), "form.docx")
    assert texts(document) == ["Executive summary", "To commission a study", "Part 1", "after", "aside"]
    assert tables(document) == [[["Risk", "P"], ["Late", "2"]]]


def test_a_cell_of_several_paragraphs_is_one_line_and_its_place_is_its_first() -> None:
    several = f"<w:tc>{para('')}{para('Signature')}{para('Date')}</w:tc>"
    (block,) = read(docx(f"<w:tbl>{row('Name', several)}</w:tbl>"), "form.docx").blocks
    assert isinstance(block, Table)
    assert [found.text for found in block.rows[0]] == ["Name", "Signature Date"]
    assert block.rows[0][1].place == Place(line=3, column=2, unit="paragraph")
    assert block.rows[0][1].place.words == "paragraph 3, column 2"


def test_the_main_part_may_have_another_number_and_styles_may_be_missing() -> None:
    plain = docx(para("words"))
    assert texts(read(plain, "form.docx")) == ["words"]
    xml = '<w:document xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"><w:p><w:r><w:t>x</w:t></w:r></w:p></w:document>'
    assert texts(read(zipped({"word/document2.xml": xml}), "form.docx")) == ["x"]


@pytest.mark.parametrize(
    ("xml", "said"),
    [
        ('<!DOCTYPE a [<!ENTITY b "c">]><w:document/>', "entities"),
        ('<!DOCTYPE a SYSTEM "other.txt"><w:document/>', "entities"),
        ("<a>" * 100_000 + "</a>" * 100_000, "without end"),
        ("<w:document>", "damaged"),
        ("", "damaged"),
        ("no XML", "damaged"),
        ('<?xml version="1.0" encoding="nonsense"?><a/>', "damaged"),
        ("<a/>", "no words"),
    ],
)
def test_xml_that_is_hostile_or_damaged_is_refused_in_a_sentence(xml: str, said: str) -> None:
    with pytest.raises(Refused, match=said) as refused:
        read(zipped({"word/document.xml": xml}), "form.docx")
    assert "Nothing was changed." in refused.value.sentence
