"""Web pages: the record of a decision as sites show it, and pages that are broken."""

from __future__ import annotations

import pytest

from loti_tui.intake.document import Table
from loti_tui.intake.place import Place
from loti_tui.intake.taken import What
from tests.intake.reading.made import paragraphs, read, refused_or_read, tables, texts

RECORD = """<!DOCTYPE html>
<html><head><title>Not this</title><style>p { color: red }</style></head>
<body>
<nav><p>Home</p></nav>
<script>if (a < b) { document.write("<p>never</p>") }</script>
<h1>DD2092 Scoping study</h1>
<p>Type of decision:<br>Director's decision<br/>
Date signed: 04 April&nbsp;2017<br>
Decision by: Jeff
Jacobs</p>
<div><strong>Reference code:</strong> DD2092</div>
<dl><dt>Directorate</dt><dd>Resources &amp; more</dd></dl>
<h3>Decision</h3>
<p>That the Director approves:</p>
<ol><li>expenditure of <b>£100,000</b>;</li><li>and <i>no</i> more.</li></ol>
<ul><li><b>Inception</b> (establishing)</li></ul>
</body></html>
"""


def test_a_record_is_read_line_by_line_with_the_lines_of_the_file() -> None:
    document = read(RECORD, "record.html")
    assert [(found.text, found.place.line, found.level) for found in paragraphs(document)] == [
        ("DD2092 Scoping study", 6, 1),
        ("Type of decision:", 7, 0),
        ("Director's decision", 7, 0),
        ("Date signed: 04 April 2017", 8, 0),
        ("Decision by: Jeff Jacobs", 9, 0),
        ("Reference code: DD2092", 11, 0),
        ("Directorate:", 12, 0),
        ("Resources & more", 12, 0),
        ("Decision", 13, 3),
        ("That the Director approves:", 14, 0),
        ("1. expenditure of £100,000;", 15, 0),
        ("2. and no more.", 15, 0),
        ("Inception (establishing)", 16, 0),
    ]
    assert [found.lead for found in paragraphs(document) if found.lead] == ["Reference code", "Inception"]
    assert [found.listed for found in paragraphs(document)][-3:] == [True, True, True]
    assert document.kind == "html"


def test_lists_within_lists_are_numbered_as_they_say() -> None:
    page = "<ol type=a start=3><li>first<ul><li>inner</ul><li><p>second<p>more of it</ol><li>stray"
    document = read(f"<html>{page}", "form.html")
    assert texts(document) == ["c. first", "inner", "d. second", "more of it", "stray"]
    assert [found.listed for found in paragraphs(document)] == [True, True, True, False, True]


def test_merged_cells_keep_the_columns_in_line() -> None:
    page = (
        "<html>\n<table>\n<tr><th colspan=2>Key risks<th>RAG</tr>\n"
        "<tr><td rowspan='2'>Late<td>one<td>A\n<tr><td>two<br>lines<td>R</table>"
    )
    document = read(page, "form.html")
    assert tables(document) == [[["Key risks", "", "RAG"], ["Late", "one", "A"], ["Late", "two lines", "R"]]]
    (block,) = document.blocks
    assert isinstance(block, Table)
    assert block.rows[2][2].place == Place(line=5, column=3)


def test_a_table_that_holds_tables_is_the_frame_of_a_page() -> None:
    document = read("<html><table><tr><td>menu<td><h2>Part</h2><table><tr><td>a<td>b</table>after</table>")
    assert texts(document) == ["menu", "Part", "after"]
    assert tables(document) == [[["a", "b"]]]


def test_what_is_hidden_is_left_out_and_said_so() -> None:
    document = read(
        '<html><p>seen</p>\n<div hidden>one<div>two</div></div><p style="display: none">three</p><p>on</p>', "form.html"
    )
    assert texts(document) == ["seen", "on"]
    assert [(notice.what, notice.place.line) for notice in document.notices] == [(What.LEFT_OUT, 2)] * 2


def test_text_that_only_looks_like_tags_is_text() -> None:
    assert texts(read("<html><p>5 < 6 <3 &lt;b&gt; [/x] <!-- not this --> a<b</p>")) == ["5 < 6 <3 <b> [/x] a"]


@pytest.mark.parametrize(
    "page",
    [
        '<html><p>seen</p><p class="never closed',
        "<html><p>seen</p><!-- never closed <p>x",
        "<html><p>seen</p><script>never closed <p>x",
        "<html><p>seen</p></div></td></table></ul></b>",
        "<html><p>seen</p></",
        "<html><td><p>seen</p>",
    ],
)
def test_a_page_that_breaks_off_is_read_as_far_as_it_goes(page: str) -> None:
    assert texts(read(page, "form.html")) == ["seen"]


def test_a_part_that_is_never_closed_is_left_out_and_said_so() -> None:
    document = read("<html><p>seen</p><nav><p>and all of this", "form.html")
    assert texts(document) == ["seen"]
    assert [notice.what for notice in document.notices] == [What.LEFT_OUT]


@pytest.mark.long
@pytest.mark.parametrize("piece", ["<b>", "<!--", "<a x='", '<a "', "<![", "</", "<?", "<script>", "<p x", "<", "&"])
def test_a_page_of_broken_tags_without_number_is_passed_over_once(piece: str) -> None:
    # Read again for every tag, three hundred thousand of them would take hours and not a second.
    tried = refused_or_read("<html><p>seen</p>" + piece * 300_000, "form.html")
    assert tried is None or "Nothing was changed." in tried


def test_tables_and_lists_within_each_other_have_no_depth_that_is_too_deep() -> None:
    document = read("<html>" + "<table><tr><td>" * 20_000 + "deep" + "</table>" * 20_000 + "<ul><li>" * 20_000 + "end")
    assert texts(document) == ["deep", "end"]
