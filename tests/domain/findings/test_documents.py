"""What documents left open, until somebody records it."""

from __future__ import annotations

import pytest

from loti_tui.domain.fields import TEXT_LIMIT
from loti_tui.domain.findings import READ_FROM_DOCUMENTS
from loti_tui.domain.findings.finding import named
from loti_tui.domain.items import KINDS, Source
from loti_tui.domain.sources import Doubt, column_lines, columns_of, doubt_lines, doubts_of, word_lines, words_of
from tests.domain.findings.cases import WARNING, Says, Silent, findings, make, register, risk

OPEN = {
    "decision": "ceiling",
    "funding": "amount",
    "spend": "amount",
    "signoff": "signed_on",
    "risk": "target_impact",
    "issue": "due",
    "procurement": "begun_on",
    "step": "planned",
    "milestone": "actual",
    "publication": "published_on",
    "action": "due",
    "resolution": "meeting",
}
"""kind -> a field that nothing else is found in when it is empty."""


def left(item: str, field: str, raw: str = "l") -> str | None:
    return doubt_lines([Doubt(item, field, raw)])


def doubted(kind: str) -> Says:
    """An item of a kind whose value a document left open."""
    ref = f"{KINDS[kind].prefix}1"
    item = make(kind, ref, **{OPEN[kind]: None})
    label = KINDS[kind].fields[OPEN[kind]].label
    sentence = f"{label} of {named(item)} is open: “l” stands in “form.txt”."
    state = register(item, make("source", "DOC1", doubts=left(item.id, OPEN[kind])))
    return Says("value-left-open", WARNING, ref, OPEN[kind], sentence, state)


SPEAKS = [
    *(doubted(kind) for kind in READ_FROM_DOCUMENTS),
    Says(
        "value-left-open",
        WARNING,
        "R1",
        "impact",
        "Impact of R1 is open: nothing certain stands in “form.txt”.",
        register(risk(impact=None), make("source", "DOC1", doubts=left("r1", "impact", ""))),
    ),
]
SILENT = [
    Silent("value-left-open", "once the value is recorded",
           register(risk(impact=2), make("source", "DOC1", doubts=left("r1", "impact")))),
    Silent("value-left-open", "of an item that is not in the register",
           register(risk(impact=None), make("source", "DOC1", doubts=left("r2", "impact")))),
    Silent("value-left-open", "once the document was taken out",
           register(risk(impact=None), make("source", "DOC1", removed=True, doubts=left("r1", "impact")))),
    Silent("value-left-open", "of a field that there is not",
           register(risk(), make("source", "DOC1", doubts=left("r1", "colour")))),
]  # fmt: skip


@pytest.mark.parametrize("case", SPEAKS, ids=str)
def test_the_rule_says(case: Says) -> None:
    case.check()


@pytest.mark.parametrize("case", SILENT, ids=str)
def test_the_rule_is_silent(case: Silent) -> None:
    case.check()


def test_a_value_that_two_documents_leave_open_is_told_once() -> None:
    sources = [make("source", f"DOC{number}", doubts=left("r1", "impact")) for number in (1, 2)]
    assert [one.ref for one in findings(register(risk(impact=None), *sources)) if one.code == "value-left-open"] == [
        "R1"
    ]


def test_more_than_a_field_can_hold_is_counted_and_what_is_kept_is_read_back() -> None:
    doubts = [Doubt(f"item{number}", "impact", "l or 1?") for number in range(1000)]
    source = make("source", "DOC1", doubts=doubt_lines(doubts))
    assert isinstance(source, Source)
    kept = list(doubts_of(source))
    assert kept == doubts[: len(kept)]
    assert (source.doubts or "").endswith(f"… and {1000 - len(kept)} more")
    assert len(source.doubts or "") <= TEXT_LIMIT


def test_how_a_spreadsheet_was_read_is_read_back() -> None:
    columns = [("Likelihood (1-5) = L", "probability"), ("Notes", ""), ("Owner", "owner")]
    words = [("probability", "Very likely: 1 = 2", 4), ("impact", "Major", 3)]
    source = make("source", "DOC1", columns=column_lines(columns), words=word_lines(words))
    assert isinstance(source, Source)
    assert columns_of(source) == dict(columns)
    assert list(words_of(source)) == [(field, word, str(value)) for field, word, value in words]
