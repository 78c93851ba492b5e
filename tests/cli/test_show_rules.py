"""`loti show` of what the rules know: attention, the agenda, the procurement, the milestones, a risk's scores."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import KEPT, TYPED, Loti

FORMS: tuple[list[str], ...] = ([], ["--plain"])


def lines(loti: Loti, *words: str) -> list[str]:
    return loti("show", *words, "--plain").out.splitlines()


def flowing(loti: Loti, *words: str) -> str:
    return " ".join(loti("show", *words).out.split())


# -- attention, snapshots, the overview ------------------------------------------------------------------------------


def test_attention_is_what_check_finds_and_the_status_is_0(loti: Loti) -> None:
    for form in (*FORMS, ["--json"]):
        shown, checked = loti("show", "attention", *form), loti("check", *form)
        assert (shown.status, shown.out) == (0, checked.out)


def test_attention_of_one_item_is_what_is_found_in_it(loti: Loti) -> None:
    assert {one["ref"] for one in loti("show", "attention", "r1", "--json").json} == {"R1"}
    answer = loti("show", "attention", "S2")
    assert (answer.status, answer.out, answer.err) == (0, "", "Nothing is found in S2 that needs attention.\n")
    assert loti("show", "attention", "R9").status == 2


def test_snapshots_are_what_snapshot_list_prints(loti: Loti) -> None:
    assert loti("show", "snapshots", "--json").json == []
    assert "No snapshot is taken yet." in loti("show", "snapshots").err
    loti("snapshot", "take", "--why", TYPED, "--", TYPED)
    for form in ([], ["--json"]):
        assert loti("show", "snapshots", *form).out == loti("snapshot", "list", *form).out
    (one,) = loti("show", "snapshots", "--json").json
    assert list(one) == ["name", "at", "who", "why", "id", "upto", "before", "sha256"]
    page = loti("show", "snapshots", "--plain")
    assert f"Name: {KEPT}" in page.out.splitlines()
    assert f"Why: {KEPT}" in page.out.splitlines()
    assert page.is_harmless


def test_one_snapshot_is_shown_by_its_name(loti: Loti) -> None:
    loti("snapshot", "take", "Board 1")
    assert loti("show", "snapshots", "board 1", "--json").json["sha256"]
    assert "Name: Board 1" in lines(loti, "snapshots", "board 1")
    assert loti("show", "snapshots", "Board 2").status == 1


def test_the_overview_counts_what_is_found(loti: Loti) -> None:
    found = [one["severity"] for one in loti("check", "--json").json]
    wanted = {severity: found.count(severity) for severity in ("error", "warning", "note")}
    assert loti("show", "--json").json["findings"] == wanted
    assert f"Errors found: {wanted['error']}" in lines(loti)
    assert f"▲ {wanted['error']} errors ◆ {wanted['warning']} warnings ○ {wanted['note']} notes" in flowing(loti)


def test_what_is_acknowledged_is_not_counted_in_the_overview(loti: Loti) -> None:
    before = loti("show", "--json").json["findings"]["warning"]
    loti("acknowledge", "owner-is-a-unit", "R1", "--until", "+1w", "--why", "x")
    assert loti("show", "--json").json["findings"]["warning"] == before - 1


# -- actions and what the board decided ------------------------------------------------------------------------------


@pytest.fixture
def agenda(loti: Loti) -> None:
    """Actions of every standing, added in no order, and two decisions of the board."""
    for words in (
        ["action", "description=Done long ago", "due=1 mar 2017", "done_on=2 mar 2017"],
        ["action", "description=Without a date"],
        ["action", f"description=In May {TYPED}", "due=may 2017", "owner=Ann Smith"],
        ["action", "description=Late already", "due=1 apr 2017", "risk=R2"],
        ["resolution", "decided=Start without the third supplier", "meeting=27 mar 2017"],
        ["resolution", f"decided=Wait {TYPED}", "meeting=3 apr 2017", "reason=two quotes are enough"],
    ):
        assert loti("add", *words).status == 0


def test_actions_are_in_the_order_of_an_agenda(loti: Loti, agenda: None) -> None:
    wanted = ["A4", "A3", "A2", "A1"]
    assert [one["ref"] for one in loti("show", "actions", "--json").json] == wanted
    page = loti("show", "actions").out.splitlines()
    assert [line.split()[0] for line in page if line[:2] in wanted] == wanted
    assert [line for line in lines(loti, "actions") if line in wanted] == wanted


def test_an_overdue_action_is_marked_and_says_what_it_mitigates(loti: Loti, agenda: None) -> None:
    row = next(line for line in loti("show", "actions").out.splitlines() if line.startswith("A4"))
    assert row.split()[-2:] == ["Overdue", "R2"]
    told = loti("show", "actions", "--plain").out.split("\n\n")[1].splitlines()
    assert told[0] == "A4"
    assert "Overdue: Yes: its date has passed" in told
    assert any(line.startswith("Mitigates risk: R2, ") for line in told)
    assert "Overdue" in loti("show", "A4").out


def test_a_month_is_not_overdue_before_it_is_over(loti: Loti, agenda: None) -> None:
    for day, late in (("2017-05-31", False), ("2017-06-01", True)):
        page = loti("show", "actions", "--today", day).out
        row = next(line for line in page.splitlines() if line.startswith("A3"))
        assert ("Overdue" in row) is late


def test_board_decisions_come_after_the_actions_and_json_has_the_actions_alone(loti: Loti, agenda: None) -> None:
    for form in FORMS:
        answer = loti("show", "actions", *form)
        assert answer.out.index("A1") < answer.out.index("Board decisions") < answer.out.index("BD2")
        assert answer.out.index("BD2") < answer.out.index("BD1")  # the latest meeting first
        assert KEPT in " ".join(answer.out.split())
        assert answer.is_harmless
    assert {one["ref"][0] for one in loti("show", "actions", "--json").json} == {"A"}
    assert max(map(len, loti("show", "actions").out.splitlines())) <= 80


def test_decisions_are_shown_where_there_is_no_action(loti: Loti) -> None:
    loti("add", "resolution", "decided=Go on")
    for form in FORMS:
        answer = loti("show", "actions", *form)
        assert answer.status == 0
        assert "Go on" in answer.out
        assert "no actions recorded" in answer.err
    assert loti("show", "actions", "--json").json == []


# -- the procurement -------------------------------------------------------------------------------------------------


def test_the_procurement_begins_with_the_law_the_gate_and_the_notices(loti: Loti) -> None:
    labels = [line.partition(":")[0] for line in lines(loti, "procurement")]
    assert labels[: labels.index("")] == [
        "Procurement", "Estimated value", "Law", "Threshold", "Standstill", "Gate", "Notice", "Notice",
    ]  # fmt: skip
    assert labels[labels.index("") + 1] == "S1"
    page = flowing(loti, "procurement")
    for words in (
        "Public Contracts Regulations 2015",
        "£100,000 is below the threshold.",
        "No standstill is required below the threshold",
        "Contracts Finder award entry: by 30 Jun 2017",
        "Local Government Transparency Code 2015",
        "Not owed yet.",
    ):
        assert words in page
    assert page.index("Law") < page.index("Ref Step")


def test_the_gate_is_closed_until_the_contract_is_executed(loti: Loti) -> None:
    closed = "Gate: Closed: work may not start before S8, Contract executed by both sides, is done (Apr 2017)."
    assert closed in lines(loti, "procurement")
    loti("set", "S8", "actual=20 apr 2017")
    opened = "Gate: Open: work may start. S8, Contract executed by both sides, is done (20 Apr 2017)."
    assert opened in lines(loti, "procurement")
    loti("remove", "S8", "--why", "x")
    assert "Gate: Closed: work may not start before the contract, and the procurement has no step for it." in lines(
        loti, "procurement"
    )


def test_the_value_is_withheld_until_the_award_and_then_it_is_not(loti: Loti) -> None:
    withheld = "£100,000, withheld from the public until the award"
    assert f"Estimated value: {withheld}" in lines(loti, "procurement")
    assert withheld in flowing(loti, "procurement")
    assert "The value is withheld from the public until the award" in flowing(loti, "P1")
    loti("set", "S7", "actual=5 apr 2017")
    assert "Estimated value: £100,000" in lines(loti, "procurement")
    assert "withheld" not in loti("show", "P1").out


def test_a_notice_that_is_owed_or_sent_says_so(loti: Loti) -> None:
    loti("set", "S7", "actual=3 apr 2017")
    loti("set", "S8", "actual=5 apr 2017")
    notices = [line for line in lines(loti, "procurement") if line.startswith("Notice")]
    assert [line.endswith("Owed now.") for line in notices] == [True, True]
    loti("add", "step", "title=Notices published", "stage=notices", "actual=6 apr 2017")
    notices = [line for line in lines(loti, "procurement") if line.startswith("Notice")]
    assert [line.endswith("Sent.") for line in notices] == [True, True]


def test_the_json_of_steps_and_procurement_is_as_it_was(loti: Loti) -> None:
    step = loti("show", "procurement", "--json").json[0]
    assert list(step) == ["ref", "title", "lead", "planned", "forecast", "actual", "status", "notice", "id"]


def test_without_a_procurement_the_list_has_nothing_above_it(bare: Loti, tmp_path: Path) -> None:
    there = ("--register", str(tmp_path / "b.loti"))
    bare("init", "--blank", *there)
    for form in FORMS:
        answer = bare("show", "procurement", *form, *there)
        assert (answer.status, answer.out) == (0, "")


# -- milestones ------------------------------------------------------------------------------------------------------


def test_milestones_begin_with_the_board_s_rule_and_its_confidence(loti: Loti) -> None:
    assert lines(loti, "milestones")[:2] == [
        "Milestone RAG: By the rule “forecast”: Red when overdue, Amber when expected after its baseline",
        "Delivery confidence: Not recorded",
    ]
    loti("set", "programme", "milestone_rule=week ahead", "confidence=A", f"confidence_reason={TYPED}")
    told = lines(loti, "milestones")[:3]
    assert told[0].startswith("Milestone RAG: By the rule “week ahead”: ")
    assert told[1:] == ["Delivery confidence: Amber", f"Reason for the delivery confidence: {KEPT}"]
    assert "“week ahead”" in flowing(loti, "milestones")
    assert "“week ahead”" in flowing(loti, "M1")


def test_the_milestone_rag_is_judged_by_that_rule(loti: Loti) -> None:
    at = ("--today", "2017-05-29")
    assert "● Green (G)" in next(line for line in loti("show", "milestones", *at).out.splitlines() if "M1" in line)
    loti("set", "programme", "milestone_rule=week ahead")
    assert "◆ Amber (A)" in next(line for line in loti("show", "milestones", *at).out.splitlines() if "M1" in line)


def test_a_milestone_says_its_variance_its_owner_and_its_confidence(loti: Loti) -> None:
    loti("set", "M2", "forecast=jan 2018", "confidence=AR", f"owner={TYPED}", "--new-owner")
    page = loti("show", "milestones")
    row = next(line for line in page.out.splitlines() if line.startswith("M2"))
    assert "+2 months" in row
    assert page.is_harmless
    together = " ".join(page.out.split())
    assert "Confidence Amber/Red" in together
    told = lines(loti, "milestones")
    assert {"Variance: +2 months", "Delivery confidence: Amber/Red", f"Owner: {KEPT}"} <= set(told)


def test_the_page_of_milestones_fits_80_columns_with_dates_to_the_day(loti: Loti) -> None:
    loti("set", "M1", "forecast=15 jun 2017", "actual=20 jun 2017", "owner=Ann Smith", "confidence=AG")
    loti("set", "M2", "baseline=15 nov 2017", "forecast=30 nov 2017", "--why", "agreed")
    page = loti("show", "milestones").out
    assert max(map(len, page.splitlines())) <= 80
    assert "15 Nov 2017" in page  # no date is broken over two lines
    assert "+15 days" in page


# -- a risk ----------------------------------------------------------------------------------------------------------


def test_a_risk_shows_its_inherent_current_and_target_score(loti: Loti) -> None:
    loti("set", "R1", "inherent_probability=4", "inherent_impact=3", "target_probability=1", "target_impact=1")
    told = lines(loti, "R1")
    assert {
        "Inherent score: Red (R), score 12",
        "Current score: 4",
        "Target score: Green (G), score 1",
    } <= set(told)
    assert told.index("Current score: 4") < told.index("Inherent score: Red (R), score 12")
    assert "Inherent score ▲ Red (R), score 12" in flowing(loti, "R1")


def test_a_score_that_is_not_known_is_not_invented(loti: Loti) -> None:
    loti("set", "R1", "inherent_probability=4", "impact=")
    told = lines(loti, "R1")
    assert {"Inherent score: Not scored", "Current score: Not scored", "Target score: Not scored"} <= set(told)


def test_a_risk_names_the_actions_that_mitigate_it(loti: Loti) -> None:
    loti("add", "action", f"description=Ask a third {TYPED}", "risk=R1", "due=1 apr 2017", "owner=Ann Smith")
    loti("add", "action", "description=Somebody else's", "risk=R2")
    told = [line for line in lines(loti, "R1") if line.startswith("Mitigating action: ")]
    assert len(told) == 1
    assert told[0].startswith("Mitigating action: A1")
    assert f"Ask a third {KEPT}" in told[0]
    assert "Ann Smith, due 1 Apr 2017, overdue" in told[0]
    assert loti("show", "R1").is_harmless
    assert loti("show", "A1", "--json").json["risk"] == "R1"


def test_a_risk_names_the_issue_that_it_became(loti: Loti) -> None:
    loti("convert", "R1", "--why", "it happened")
    assert any(line.startswith("Became issue: I1") for line in lines(loti, "R1"))
    assert any(line.startswith("Was risk: R1, ") for line in lines(loti, "I1"))


# -- the other lists -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("what", "words", "ref"),
    [
        ("spends", ["spend", f"title={TYPED}", "amount=£1,234.56", "stage=paid", "dated=jun 2017"], "SP1"),
        ("resolutions", ["resolution", f"decided={TYPED}", "meeting=27/3/17"], "BD1"),
        ("daysoff", ["dayoff", f"title={TYPED}", "day=29/12/17", "nation=scotland"], "H1"),
        ("funding", ["funding", f"payer={TYPED}", "amount=5k"], "F4"),
        ("issues", ["issue", f"description={TYPED}"], "I1"),
    ],
)
def test_every_list_shows_hostile_text_as_it_is_in_every_form(
    loti: Loti, what: str, words: list[str], ref: str
) -> None:
    assert loti("add", *words).out == f"{ref}\n"
    for form in (*FORMS, ["--json"]):
        answer = loti("show", what, *form)
        assert answer.status == 0
        assert KEPT in " ".join(answer.out.split())
        assert ref in answer.out
        assert answer.is_harmless
    assert loti("show", what, ref, "--json").json == loti("show", ref, "--json").json


@pytest.mark.parametrize(
    ("what", "named"),
    [("spends", "spends"), ("resolutions", "board decisions"), ("daysoff", "days off"), ("issues", "issues")],
)
def test_an_empty_list_says_so(loti: Loti, what: str, named: str) -> None:
    answer = loti("show", what)
    assert (answer.status, answer.out, answer.err) == (0, "", f"This register has no {named} recorded.\n")


def test_amounts_stand_under_one_another(loti: Loti) -> None:
    loti("add", "funding", "payer=A borough", "amount=£5")
    rows = [line for line in loti("show", "funding").out.splitlines() if line.startswith("F")]
    assert len({len(row) for row in rows}) == 1


def test_the_programme_is_shown_by_its_name(loti: Loti) -> None:
    assert loti("show", "programme", "--json").json["ref"] == "PR1"
    assert "LOTI scoping study" in loti("show", "programme").out


def test_a_calendar_day_off_moves_the_day_of_publication(loti: Loti) -> None:
    loti("add", "dayoff", "title=Office closed", "day=5 apr 2017")
    assert loti("show", "--json").json["publication"]["due_on"] == "2017-04-06"
