"""`loti publish` and `loti defer`: the answer to "may Part 1 now be published?", on the record."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import KEPT, TYPED, Loti


def test_publishing_records_the_day_and_who(loti: Loti) -> None:
    answer = loti("publish", "--on", "5/4/17", "--as", "Jo Bloggs")
    assert (answer.status, answer.out) == (0, "")
    assert "Published on is now 5 Apr 2017; Published by is now Jo Bloggs." in answer.err
    assert loti("show", "publication", "--json").json["published_on"] == "2017-04-05"
    assert loti("log", "publication", "--json").json[-1]["new"] == "Jo Bloggs"


def test_without_a_date_it_is_today(loti: Loti) -> None:
    assert loti("publish", "--today", "2017-04-05").status == 0
    assert loti("show", "publication", "--json").json["published_on"] == "2017-04-05"


def test_publishing_prints_its_batch_and_its_lines(loti: Loti) -> None:
    document = loti("publish", "--json", "--why", TYPED).json
    assert list(document) == ["batch", "changes"]
    assert [(one["field"], one["why"]) for one in document["changes"]] == [
        ("published_on", KEPT),
        ("published_by", KEPT),
    ]
    assert {one["batch"] for one in document["changes"]} == {document["batch"]}


def test_publishing_while_it_is_deferred_is_recorded_and_said(loti: Loti) -> None:
    loti("defer", "31 may 2017", "--why", "not finished")
    answer = loti("publish")
    assert answer.status == 0
    assert "while it was deferred until 31 May 2017" in answer.err
    assert "published-early" in [one["code"] for one in loti("check", "--json").json]


def test_a_day_to_come_is_not_said_to_have_been(loti: Loti) -> None:
    loti("publish", "--on", "1 may 2017")
    assert "Part 1 is recorded as published on 1 May 2017.\n" in loti("check").err
    assert "Part 1 was published on 1 May 2017.\n" in loti("check", "--today", "2017-05-01").err


def test_publishing_is_one_step_that_is_undone(loti: Loti) -> None:
    loti("publish")
    assert loti("undo").status == 0
    assert loti("show", "publication", "--json").json["published_on"] is None
    assert loti("undo").status == 1


def test_what_was_published_is_not_published_or_deferred_again(loti: Loti, path: Path) -> None:
    loti("publish", "--on", "5 apr 2017")
    before = path.read_bytes()
    for words in (["publish"], ["defer", "31 may 2017", "--why", "x"]):
        answer = loti(*words)
        assert (answer.status, answer.out) == (2, "")
        assert answer.err == "Part 1 was published on 5 April 2017. Nothing was changed.\n"
    assert path.read_bytes() == before


def test_a_deferral_is_extended_and_its_earlier_day_is_kept(loti: Loti) -> None:
    answer = loti("defer", "31/5/17", "--why", f"not finished {TYPED}")
    assert (answer.status, answer.out) == (0, "")
    assert answer.is_harmless
    assert "Publication of Part 1 is due in 55 days, on Wed 31 May 2017.\n" in answer.err
    assert "The deferral ends in 55 days, on Wed 31 May 2017.\n" in answer.err
    shown = loti("show", "publication", "--json").json
    assert (shown["deferred"], shown["until"], shown["reason"]) == (True, "2017-05-31", f"not finished {KEPT}")
    last = shown["history"][-1]
    assert (last["was"], last["until"], last["why"]) == ("2017-03-31", "2017-05-31", f"not finished {KEPT}")
    page = loti("show", "publication")
    assert KEPT in page.out
    assert "31 Mar 2017, changed by" in page.out


def test_deferring_prints_its_batch_and_its_lines(loti: Loti) -> None:
    document = loti("defer", "+2w", "--why", "the board meets again", "--json").json
    assert list(document) == ["batch", "changes"]
    assert [(one["field"], one["new"]) for one in document["changes"]] == [
        ("until", "2017-04-20"),
        ("reason", "the board meets again"),
    ]


def test_the_same_deferral_again_is_no_change(loti: Loti, path: Path) -> None:
    loti("defer", "31/5/17", "--why", "x")
    before = path.read_bytes()
    answer = loti("defer", "31/5/17", "--why", "x", "--json")
    assert (answer.status, answer.json) == (0, {"batch": None, "changes": []})
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (["publish", "--on", "may 2017"], "a day such as 31 Mar 2017"),
        (["publish", "--on", TYPED], KEPT),
        (["defer", "31 may 2017"], "A deferral needs a reason."),
        (["defer", "31 may 2017"], "Add --why and a few words."),
        (["defer", "31 may 2017", "--why", " \u200b "], "A deferral needs a reason."),
        (["defer", "31 mar 2017", "--why", "x"], "is before today, Thu 6 Apr 2017"),
        (["defer", "Q2 2017", "--why", "x"], "a day such as 31 Mar 2017"),
        (["defer", "", "--why", "x"], "A deferral ends on a day"),
        (["defer", TYPED, "--why", "x"], KEPT),
    ],
)
def test_what_is_no_day_or_has_no_reason_is_refused_and_changes_nothing(
    loti: Loti, path: Path, words: list[str], part: str
) -> None:
    before = path.read_bytes()
    answer = loti(*words)
    assert (answer.status, answer.out) == (2, "")
    assert part in answer.err
    assert "Nothing was changed." in answer.err
    assert answer.is_harmless
    assert path.read_bytes() == before


def test_a_register_without_a_publication_has_nothing_to_answer(bare: Loti, tmp_path: Path) -> None:
    there = ("--register", str(tmp_path / "b.loti"))
    bare("init", "--blank", *there)
    for words in (["publish"], ["defer", "+1w", "--why", "x"]):
        answer = bare(*words, *there)
        assert answer.status == 2
        assert "no publication recorded. Nothing was changed." in answer.err
