"""Markdown, read back with a Markdown parser: what stands there is what the register holds, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from db.register import Register
from loti_tui.domain.text import clean
from loti_tui.packs import make_pack
from loti_tui.packs.markdown import render
from loti_tui.packs.report import Bullets, Cell, Column, Facts, Heading, Para, Report, Table
from tests.examples import share

PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def said(inline: Token) -> str:
    """The text of one paragraph or cell. Anything but text, line breaks and our own bold is a fault."""
    parts = []
    for child in inline.children or ():
        assert child.type in ("text", "hardbreak", "html_inline", "strong_open", "strong_close"), child
        assert child.type != "html_inline" or child.content == "<br>", child
        parts.append(child.content if child.type == "text" else "\n" if "strong" not in child.type else "")
    return "".join(parts).replace("\u00a0", "").strip()


def inlines(text: str, inside: str) -> Iterator[str]:
    """The texts of every `td`, `th`, `p`, `li` ... of the document, in order."""
    tokens = PARSER.parse(text)
    for before, token in pairwise(tokens):
        if token.type == "inline" and before.tag == inside:
            yield said(token)


def tables(text: str) -> list[list[list[str]]]:
    """Every table as rows of cells."""
    found: list[list[list[str]]] = []
    for token in PARSER.parse(text):
        if token.type == "table_open":
            found.append([])
        elif token.type == "tr_open":
            found[-1].append([])
        elif token.type == "inline" and token.level >= 4 and found and found[-1]:
            found[-1][-1].append(said(token))
    return found


def even(text: str) -> str:
    """Each line without the white space at its ends, which no Markdown keeps."""
    return "\n".join(line.strip().replace("\u00a0", "") for line in text.splitlines()).strip()


def document(register: Register, today: date) -> str:
    return render(make_pack(register.state(), today=today, source="board.loti").report)


def test_hostile_texts_stand_in_the_tables_as_they_were_recorded(hostile: Register, today: date) -> None:
    state = hostile.state()
    by_head = {table[0][1]: {row[0]: row for row in table[1:]} for table in tables(document(hostile, today))}
    for risk in state.risks:
        assert by_head["Risk"][risk.ref][1] == even(risk.title_words)
        assert by_head["Risk"][risk.ref][5] == even(risk.owner or "Not recorded")
    for issue in state.issues:
        assert by_head["Issue"][issue.ref][2] == even(issue.response or "Not recorded")


def test_hostile_texts_stand_in_the_paragraphs_as_they_were_recorded(hostile: Register, today: date) -> None:
    paragraphs = set(inlines(document(hostile, today), "p"))
    for risk in hostile.state().risks:
        assert f"Mitigation: {even(risk.mitigation or '')}" in paragraphs


def test_every_row_has_as_many_cells_as_its_head(hostile: Register, today: date) -> None:
    found = tables(document(hostile, today))
    # Findings, acknowledged ones, risks, matrix, steps, milestones, deferrals, funding, spending, sign-offs, issues,
    # actions, board decisions, where the board signs.
    assert len(found) == 14
    for table in found:
        assert {len(row) for row in table} == {len(table[0])}


def test_no_text_becomes_a_heading_a_list_or_html(hostile: Register, today: date) -> None:
    text = document(hostile, today)
    types = {token.type for token in PARSER.parse(text)}
    assert not types & {"html_block", "fence", "code_block", "blockquote_open", "hr", "ordered_list_open"}
    assert list(inlines(text, "h1")) == ["LOTI scoping study: board pack"]
    assert len(list(inlines(text, "h2"))) == 15


def test_a_blank_line_stands_around_every_heading_caption_and_table(register: Register, today: date) -> None:
    lines = document(register, today).splitlines()
    for before, line, after in zip(lines, lines[1:], lines[2:], strict=False):
        if line.startswith(("#", "**")):
            assert (before, after) == ("", "")
        if line.startswith("|"):
            assert before == "" or before.startswith("|")
            assert after == "" or after.startswith("|")


def test_money_stands_at_the_right(register: Register, today: date) -> None:
    assert "| Reference | Payer | Amount |\n| --- | --- | ---: |" in document(register, today)


def test_the_marking_is_at_the_beginning_and_at_the_end(register: Register, today: date) -> None:
    paragraphs = list(inlines(document(register, today), "p"))
    assert paragraphs[0] == paragraphs[-1] == "Board pack: everything, for the board only"


def test_ordinary_text_is_easy_to_read_without_a_program(register: Register, today: date) -> None:
    """British prose, with its apostrophes, ampersands, hyphens and brackets, comes without a single backslash."""
    register.add("risk", {"description": "R&D (the GLA's) - 50% of £1,000: cost-neutral & fair?"}, who="Jo")
    text = document(register, today)
    assert "R&D (the GLA's) - 50% of £1,000: cost-neutral & fair?" in text
    assert "\\" not in text


@settings(max_examples=share(300), deadline=None)
@example("a\\|b\\")
@example("&nbsp;&#124;&copy;")
@example("-\n=\n\n1)\n    x\n>y\n:-\n+\n#")
@given(st.text(st.sampled_from("\\`*_[]()<>|~$#&;!-+=:.1 9\nax'\"{}^@/é👨\u200d\u05e1"), max_size=30))
def test_any_text_is_rendered_literally(raw: str) -> None:
    text = clean(raw, lines=True) or "x"
    blocks = (
        Heading(2, text),
        Para(text),
        Bullets((text, text)),
        Facts((("Fact", text), ("Other", text))),
        Table("Table", (Column("Head"), Column("Other")), ((Cell(text), Cell(text)),)),
    )
    rendered = render(Report("Title", "Subject", "today", "Marking", blocks))
    once = even(text)
    paragraphs = list(inlines(rendered, "p"))
    head = ["Marking", "Subject", "As at today"]
    assert paragraphs == [*head, once, once, once, f"Fact: {once}", f"Other: {once}", "Table", "Marking"]
    assert list(inlines(rendered, "h2")) == [" ".join(text.split())]
    assert tables(rendered) == [[["Head", "Other"], [once, once]]]


@pytest.mark.parametrize("width", [1, 5_000])
def test_a_heading_stays_a_heading_however_long_its_risk(register: Register, today: date, width: int) -> None:
    register.add("risk", {"description": "x" * width}, who="Jo")
    assert max(map(len, inlines(document(register, today), "h3"))) < 140
