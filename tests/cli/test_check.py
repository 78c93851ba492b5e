"""`loti check`: what is found, the worst first; what was acknowledged, apart; and where publication stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import KEPT, TYPED, Answer, Loti

KEYS = ["code", "severity", "kind", "ref", "sentence", "advice"]
SEVERITIES = ["error", "warning", "note"]


def codes(answer: Answer) -> set[tuple[str, str]]:
    return {(one["code"], one["ref"]) for one in answer.json}


def accept(loti: Loti, code: str, ref: str, until: str = "31 may 2017", why: str = "known") -> None:
    assert loti("acknowledge", code, ref, "--until", until, "--why", why).status == 0


def test_what_dd2092_breaks_is_found_and_the_status_is_1(loti: Loti) -> None:
    answer = loti("check", "--json")
    assert answer.status == 1
    assert {
        ("publication-overdue", "PUB1"),
        ("deferral-before-approval", "PUB1"),
        ("deferral-before-procurement", "PUB1"),
        ("owner-is-a-unit", "R1"),
        ("no-baseline", "M3"),
    } <= codes(answer)


def test_a_finding_has_these_names_and_the_worst_comes_first(loti: Loti) -> None:
    found = loti("check", "--json").json
    assert [list(one) for one in found] == [KEYS] * len(found)
    assert all(isinstance(value, str) and value for one in found for value in one.values())
    weights = [SEVERITIES.index(one["severity"]) for one in found]
    assert weights == sorted(weights)
    assert set(weights) == {0, 1, 2}


def test_where_nothing_is_found_the_status_is_0_and_the_list_is_empty(bare: Loti, tmp_path: Path) -> None:
    there = ("--register", str(tmp_path / "b.loti"))
    bare("init", "--blank", *there)
    answer = bare("check", "--json", *there)
    assert (answer.status, answer.json) == (0, [])
    page = bare("check", *there)
    assert (page.status, page.out, page.err) == (0, "", "Nothing is found that needs attention.\n")


def test_the_page_groups_by_severity_with_a_shape_and_a_word(loti: Loti) -> None:
    found = loti("check", "--json").json
    page = loti("check").out
    for shape, severity in zip("▲◆○", SEVERITIES, strict=True):
        number = sum(one["severity"] == severity for one in found)
        assert f"{shape} {number} {severity}" in page
    assert page.index("▲") < page.index("◆") < page.index("○")
    assert max(map(len, page.splitlines())) <= 80
    assert "…" not in page


def test_the_page_names_each_code_reference_and_what_to_do(loti: Loti) -> None:
    flowing = " ".join(loti("check").out.split())
    for one in loti("check", "--json").json:
        assert one["code"] in flowing
        assert " ".join(one["sentence"].split()) in flowing
        assert one["advice"] in flowing


def test_read_aloud_it_is_one_fact_a_line(loti: Loti) -> None:
    first = loti("check", "--json").json[0]
    lines = loti("check", "--plain").out.split("\n\n")[0].splitlines()
    assert lines == [
        first["ref"],
        f"Severity: {first['severity'].capitalize()}",
        f"Finding: {first['code']}",
        f"Found: {first['sentence']}",
        f"To do: {first['advice']}",
    ]


def test_how_many_of_each_are_said_apart_from_the_data(loti: Loti) -> None:
    found = loti("check", "--json")
    told = [sum(one["severity"] == severity for one in found.json) for severity in SEVERITIES]
    assert found.err.startswith(f"{told[0]} errors, {told[1]} warnings and {told[2]} notes.\n")


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2017-03-24", "Publication of Part 1 is due in 12 days, on Wed 5 Apr 2017.\n"),
        ("2017-03-24", "The deferral ends in 7 days, on Fri 31 Mar 2017.\n"),
        ("2017-03-30", "The deferral ends in 1 day, on Fri 31 Mar 2017.\n"),
        ("2017-03-31", "The deferral ends today, on Fri 31 Mar 2017.\n"),
        ("2017-04-05", "Publication of Part 1 is due today, on Wed 5 Apr 2017.\n"),
        ("2017-04-06", "Publication of Part 1 is overdue by 1 day: it was due on Wed 5 Apr 2017.\n"),
        ("2017-04-07", "Publication of Part 1 is overdue by 2 days: it was due on Wed 5 Apr 2017.\n"),
    ],
)
def test_where_publication_stands_is_said_in_words(loti: Loti, day: str, words: str) -> None:
    assert words in loti("check", "--today", day).err


def test_a_deferral_that_is_over_ends_no_more(loti: Loti) -> None:
    assert "The deferral ends" not in loti("check", "--today", "2017-04-01").err


def test_once_published_that_is_what_is_said(loti: Loti) -> None:
    loti("publish", "--on", "5 apr 2017")
    answer = loti("check")
    assert "Part 1 was published on 5 April 2017.\n" in answer.err
    assert "ends" not in answer.err


def test_without_an_approval_or_a_known_calendar_no_day_is_invented(loti: Loti) -> None:
    loti("set", "decision", "approved_on=")
    assert "Publication not due before approval.\n" in loti("check").err
    loti("set", "decision", "approved_on=4 apr 2090")
    answer = loti("check")
    assert "calendar not known for that year" in answer.err
    assert ("calendar-not-known", "PUB1") in codes(loti("check", "--json"))


def test_what_was_acknowledged_is_counted_apart_and_comes_back_on_its_day(loti: Loti) -> None:
    before = codes(loti("check", "--json"))
    accept(loti, "owner-is-a-unit", "R1")
    accept(loti, "no-baseline", "M3", until="30 apr 2017")
    answer = loti("check", "--json")
    assert before - codes(answer) == {("owner-is-a-unit", "R1"), ("no-baseline", "M3")}
    assert "2 findings are acknowledged; the next comes back on Sun 30 Apr 2017." in answer.err
    later = loti("check", "--today", "2017-04-30", "--json")
    assert ("no-baseline", "M3") in codes(later)
    assert "1 finding is acknowledged; it comes back on Wed 31 May 2017." in later.err
    assert "acknowledged" not in loti("check", "--today", "2017-05-31").err


def test_what_was_acknowledged_can_be_listed_instead(loti: Loti) -> None:
    accept(loti, "owner-is-a-unit", "R1", why=TYPED)
    answer = loti("check", "--acknowledged", "--json")
    assert answer.status == 0
    (one,) = answer.json
    assert list(one) == [*KEYS, "acknowledgement", "reason", "until"]
    assert (one["ref"], one["acknowledgement"], one["reason"], one["until"]) == ("R1", "K1", KEPT, "2017-05-31")
    for form in ([], ["--plain"]):
        page = loti("check", "--acknowledged", *form)
        assert page.status == 0
        assert KEPT in page.out
        assert "Wed 31 May 2017" in page.out
        assert page.is_harmless


def test_where_everything_is_acknowledged_the_status_is_0(bare: Loti, tmp_path: Path) -> None:
    there = ("--register", str(tmp_path / "b.loti"), "--today", "2017-04-06")
    bare("init", "--blank", *there)
    bare("add", "action", "description=Ask", "owner=Ann Smith", "due=1 apr 2017", *there)
    assert bare("check", *there).status == 1
    bare("acknowledge", "action-overdue", "A1", "--until", "+1w", "--why", "agreed", *there)
    answer = bare("check", *there)
    assert (answer.status, answer.out) == (0, "")
    assert answer.err == (
        "Nothing is found that needs attention. 1 finding is acknowledged; it comes back on Thu 13 Apr 2017.\n"
    )


def test_the_day_is_the_one_that_was_stated(loti: Loti) -> None:
    assert ("publication-overdue", "PUB1") not in codes(loti("check", "--today", "2017-04-05", "--json"))


def test_hostile_words_of_the_register_are_shown_as_they_are(loti: Loti) -> None:
    loti("add", "action", f"description={TYPED}", "due=1 apr 2017")
    for form in ([], ["--plain"], ["--json"]):
        answer = loti("check", *form)
        assert KEPT in answer.out
        assert answer.is_harmless


def test_checking_writes_nothing(loti: Loti, path: Path) -> None:
    before = path.read_bytes()
    for words in ([], ["--json"], ["--plain"], ["--acknowledged"], ["--read-only"]):
        loti("check", *words)
    assert path.read_bytes() == before


def test_two_forms_at_once_are_refused(loti: Loti) -> None:
    answer = loti("check", "--json", "--plain")
    assert (answer.status, answer.out) == (2, "")


def test_a_reference_is_never_cut_however_narrow_the_terminal(loti: Loti, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "30")
    page = loti("check").out
    assert max(map(len, page.splitlines())) <= 30
    assert {f"R{n}" for n in range(1, 5)} <= set(page.split())
