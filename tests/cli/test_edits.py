"""`add`, `set`, `remove`, `restore`, `undo`, `redo`, `log`: one act each, kept for good."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

LOG_KEYS = ["batch", "at", "who", "why", "kind", "ref", "field", "old", "new"]


def test_a_score_is_changed_undone_and_done_again_with_its_history(bare: Any, tmp_path: Path) -> None:
    there = ("--register", str(tmp_path / "b.loti"), "--as", "Jo")
    assert bare(*there, "init").status == 0
    assert [risk["rag"] for risk in bare("show", "risks", "--json", *there).json] == ["A"] * 4
    done = bare("set", "R1", "impact=3", "--why", "one supplier withdrew", *there)
    assert done.status == 0
    assert "Impact of R1 is now 3 Substantial" in done.err
    changed = bare("show", "R1", "--json", *there).json
    assert (changed["impact"], changed["score"], changed["rag_recorded"]) == (3, 6, None)
    assert bare("undo", *there).status == 0
    assert bare("show", "R1", "--json", *there).json["rag_recorded"] == "A"
    assert bare("redo", *there).status == 0
    log = bare("log", "R1", "--json", *there).json
    impacts = [(line["old"], line["new"], line["why"]) for line in log if line["field"] == "impact"]
    assert impacts[1:] == [(2, 3, "one supplier withdrew"), (3, 2, ""), (2, 3, "")]
    assert list(log[0]) == LOG_KEYS


def test_a_change_prints_its_batch_and_its_lines(loti: Any) -> None:
    document = loti("set", "R1", "impact=3", "--json").json
    assert list(document) == ["batch", "changes"]
    assert [line["field"] for line in document["changes"]] == ["impact", "rag_recorded", "rag_reason"]
    assert {line["batch"] for line in document["changes"]} == {document["batch"]}


def test_a_value_that_stands_already_is_no_change(loti: Any, path: Path) -> None:
    before = path.read_bytes()
    answer = loti("set", "R1", "impact=2", "--json")
    assert (answer.status, answer.json) == (0, {"batch": None, "changes": []})
    assert answer.err.startswith("Nothing changed")
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (["R1", "impact=5"], "Impact accepts 1, 2, 3 or 4"),
        (["R1", "impact=3", "imapct=4"], "Did you mean “impact”?"),
        (["R1", "impact=3", "probability=often"], "Probability accepts"),
        (["R1", "impact=3", "impact=4"], "given twice"),
        (["R1", "owner=Inteligence"], "“Intelligence” is. Write that, or add --new-owner"),
        (["R1", "score=9"], "follows from impact and probability"),
        (["R1", "ref=R9"], "cannot be set"),
        (["R1", "description="], "cannot be empty"),
        (["R1", "impact"], "impact=3"),
        (["R9", "impact=3"], "There is no “R9”"),
        (["publication", "until=april 2017"], "a day such as"),
        (["F1", "amount=12.5"], "£12.50"),
        (["M1", "depends_on=R1"], "a milestone or step"),
        (["R1", "owner=" + "x" * 10_001], "10,000"),
    ],
)
def test_a_refusal_says_what_is_accepted_and_changes_nothing(
    loti: Any, path: Path, words: list[str], part: str
) -> None:
    before = path.read_bytes()
    answer = loti("set", *words)
    assert (answer.status, answer.out) == (2, "")
    assert part in answer.err
    assert "Nothing was changed." in answer.err
    assert path.read_bytes() == before


def test_a_month_stays_a_month_and_days_come_first(loti: Any) -> None:
    assert loti("set", "M1", "forecast=jun 2017").status == 0
    assert loti("show", "M1", "--json").json["forecast"] == "2017-06"
    assert loti("set", "publication", "until=31/5/17", "--why", "not finished").status == 0
    shown = loti("show", "publication", "--json").json
    assert shown["until"] == "2017-05-31"
    assert [(one["was"], one["why"]) for one in shown["history"]][-1] == ("2017-03-31", "not finished")


def test_money_is_kept_in_pence(loti: Any) -> None:
    assert loti("set", "procurement", "value=£90k").status == 0
    assert loti("show", "P1", "--json").json["value_pence"] == 9_000_000


@pytest.mark.parametrize("name", ["rag", "Recorded RAG", "recorded-rag", "RAG_RECORDED"])
def test_a_field_goes_by_its_name_its_label_or_an_alias(loti: Any, name: str) -> None:
    assert loti("set", "r3", f"{name}=green", "--why", "board of 6 April").status == 0
    risk = loti("show", "R3", "--json").json
    assert (risk["rag"], risk["rag_computed"], risk["rag_reason"]) == ("G", "A", "board of 6 April")


def test_nothing_after_the_equals_sign_clears_a_field(loti: Any) -> None:
    assert loti("set", "R1", "owner=").status == 0
    assert loti("show", "R1", "--json").json["owner"] is None


@pytest.mark.parametrize(
    ("kind", "words", "ref"),
    [
        ("risk", ["description=Late data", "impact=2", "probability=3"], "R5"),
        ("issue", ["description=A supplier withdrew"], "I1"),
        ("step", ["title=Standstill"], "S9"),
        ("milestone", ["title=Report", "baseline=nov 2017", "depends_on=M2,S8"], "M6"),
        ("action", ["description=Ask TfL", "due=next fri"], "A1"),
        ("funding", ["payer=A borough", "amount=5k"], "F4"),
    ],
)
def test_what_is_added_is_named_on_standard_output(loti: Any, kind: str, words: list[str], ref: str) -> None:
    answer = loti("add", kind, *words)
    assert (answer.status, answer.out) == (0, f"{ref}\n")
    assert loti("show", ref, "--json").json["ref"] == ref


def test_what_cannot_be_added_is_refused(loti: Any, path: Path) -> None:
    before = path.read_bytes()
    assert "Did you mean “risk”?" in loti("add", "rsk", "description=x").err
    there = loti("add", "decision", "title=x")
    assert (there.status, there.out) == (2, "")
    assert "This register has a decision already, DD2092: “loti set decision” changes it." in there.err
    assert loti("add", "risk", "owner=Jo").status == 2
    assert path.read_bytes() == before


def test_a_removed_item_keeps_its_history_and_comes_back(loti: Any) -> None:
    assert loti("remove", "R4").status == 2
    assert loti("remove", "R4", "--why", "entered twice").status == 0
    assert [risk["ref"] for risk in loti("show", "risks", "--json").json] == ["R1", "R2", "R3"]
    assert loti("set", "R4", "impact=3").status == 2
    assert loti("log", "R4", "--json").json[-1]["why"] == "entered twice"
    assert loti("restore", "R4").status == 0
    assert loti("show", "R4").status == 0


def test_there_is_nothing_to_undo_or_redo_in_a_new_register(loti: Any) -> None:
    assert [loti(command).status for command in ("undo", "redo")] == [1, 1]


def test_undo_says_whose_change_it_was(loti: Any) -> None:
    loti("set", "R1", "owner=Ada", "--as", "Sam")
    answer = loti("undo", "--as", "Pat")
    assert answer.status == 1  # Pat has done nothing that could be undone
    answer = loti("undo")
    assert answer.status == 0
    assert answer.err.endswith("It was Sam's change.\n")
    assert "Sam's" not in loti("redo", "--as", "Sam").err


def test_undo_leaves_alone_what_somebody_has_changed_since(loti: Any) -> None:
    loti("set", "R1", "owner=Ada", "--as", "Sam")
    loti("set", "R1", "owner=Bo", "--as", "Pat")
    assert loti("undo", "--as", "Sam").status == 1
    assert loti("show", "R1", "--json").json["owner"] == "Bo"


def test_a_register_open_for_reading_takes_no_change(loti: Any, path: Path) -> None:
    before = path.read_bytes()
    assert loti("--read-only", "show").status == 0
    for words in (
        ["set", "R1", "impact=3"],
        ["undo"],
        ["remove", "R1", "--why", "x"],
        ["add", "risk", "description=x"],
    ):
        assert loti("--read-only", *words).status == 2
    assert path.read_bytes() == before


def test_the_newest_acts_of_the_log_come_last_and_can_be_counted_out(loti: Any) -> None:
    for owner in ("Ada", "Bo", "Cy"):
        loti("set", "R1", f"owner={owner}")
    assert [line["new"] for line in loti("log", "-n", "2", "--json").json] == ["Bo", "Cy"]
    for form in ([], ["--plain"]):
        page = loti("log", "-n", "2", *form).out
        assert page.index("Bo") < page.index("Cy")
        assert "Ada → Bo" in page
        assert "Register made" not in page


def test_a_new_owner_is_accepted_and_one_who_is_nearly_known_is_confirmed(loti: Any) -> None:
    assert loti("set", "R1", "owner=Jane Doe").status == 0
    assert loti("add", "action", "description=Ask", "owner=Jane Do").status == 2
    assert loti("add", "action", "description=Ask", "owner=Jane Do", "--new-owner").status == 0
    assert loti("show", "A1", "--json").json["owner"] == "Jane Do"


@pytest.mark.parametrize(
    "words",
    [["M1", "baseline=jun 2017"], ["publication", "until=31/5/17"], ["M1", "baseline=jun 2017", "--why", " \u200b"]],
)
def test_what_is_changed_with_a_reason_only_says_how_to_give_one(loti: Any, path: Path, words: list[str]) -> None:
    before = path.read_bytes()
    answer = loti("set", *words)
    assert (answer.status, answer.out) == (2, "")
    assert answer.err.endswith("Nothing was changed; say why. Add --why and a few words.\n")
    assert path.read_bytes() == before
    assert loti("set", *words[:2], "--why", "the board moved it").status == 0


def test_what_was_not_recorded_before_needs_no_reason(loti: Any) -> None:
    assert loti("set", "M3", "baseline=jun 2017").status == 0


@pytest.mark.parametrize(
    ("kind", "words", "ref"),
    [
        ("spend", ["title=Study", "amount=90k"], "SP1"),
        ("resolution", ["decided=Go on", "meeting=27/3/17"], "BD1"),
        ("dayoff", ["title=Closed", "day=29 dec 2017"], "H1"),
    ],
)
def test_money_decisions_and_days_off_are_added_too(loti: Any, kind: str, words: list[str], ref: str) -> None:
    assert loti("add", kind, *words).out == f"{ref}\n"


def test_a_kind_that_another_command_makes_is_pointed_to(loti: Any) -> None:
    assert "“loti matrix” makes one." in loti("add", "matrix", "title=x").err
    assert "“loti acknowledge” makes one." in loti("add", "acknowledgement", "reason=x").err


def test_an_action_is_linked_to_the_risk_that_it_mitigates(loti: Any) -> None:
    assert loti("add", "action", "description=Ask a third", "risk=r1").status == 0
    assert loti("show", "A1", "--json").json["risk"] == "R1"
    assert loti("set", "A1", "risk=M1").status == 2
    assert loti("set", "A1", "risk=").status == 0
    assert loti("show", "A1", "--json").json["risk"] is None


def test_the_programme_takes_the_board_s_rule_and_confidence(loti: Any) -> None:
    assert loti("set", "programme", "milestone_rule=week ahead", "confidence=A").status == 0
    shown = loti("show", "programme", "--json").json
    assert (shown["milestone_rule"], shown["confidence"]) == ("week ahead", "A")
    assert loti("set", "programme", "milestone_rule=fortnight").status == 2


def test_a_removal_says_how_to_give_its_reason(loti: Any, path: Path) -> None:
    before = path.read_bytes()
    for why in ([], ["--why", "\u2060"]):
        answer = loti("remove", "R4", *why)
        assert answer.status == 2
        assert answer.err == "A removal needs a reason. Nothing was changed. Add --why and a few words.\n"
    assert path.read_bytes() == before


def test_a_blank_register_gets_its_decision_its_publication_and_its_purchase(bare: Any, path: Path) -> None:
    register = ("--register", str(path), "--today", "2017-04-06")
    assert bare("init", "--blank", *register).status == 0
    assert bare("add", "decision", "title=Study", "approved_on=4.4.17", "ceiling=100k", *register).out == "D1\n"
    assert bare("add", "publication", "deferred=no", *register).out == "PUB1\n"
    assert bare("add", "procurement", "title=Consultants", "value=100k", *register).out == "P1\n"
    assert bare("show", "publication", "--json", *register).json["due_on"] == "2017-04-05"
    assert bare("defer", "31 may 2017", "--why", "not awarded yet", *register).status == 0
    assert bare("add", "publication", "deferred=no", *register).status == 2
