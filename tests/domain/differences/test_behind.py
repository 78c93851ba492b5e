"""Who brought a difference about, when and why: the newest act that is part of it."""

from __future__ import annotations

from collections.abc import Sequence

from loti_tui.domain.changes import Entry
from loti_tui.domain.item import Item
from loti_tui.domain.state import plain
from tests.domain.differences.pairs import between, line, removed, with_values
from tests.domain.findings.cases import milestone, publication, risk, step

R = risk(owner="Jo", probability=2, impact=2)
M = milestone(depends_on=["s1"])


def behind(old: Item, new: Item, entries: Sequence[Entry], *beside: Item) -> tuple[str, str, str]:
    (found,) = between([old, *beside], [new, *beside], entries)
    return found.who, found.at, found.why


def test_nobody_is_named_where_nothing_is_known() -> None:
    assert behind(R, with_values(R, owner="Ann"), []) == ("", "", "")


def test_the_newest_act_is_named() -> None:
    lines = [
        line(R, "owner", "Jo", "Bob", at=1, who="Ann", why="first"),
        line(R, "owner", "Bob", "Ann", at=2, who="Cy", why="second"),
    ]
    assert behind(R, with_values(R, owner="Ann"), lines) == ("Cy", "2017-04-05T10:02:00.000000Z", "second")


def test_where_the_newest_act_has_no_reason_the_newest_reason_counts() -> None:
    lines = [
        line(R, "impact", 2, 3, at=1, why="oldest"),
        line(R, "probability", 2, 3, at=2, who="Bob", why="a supplier withdrew"),
        line(R, "impact", 3, 4, at=3, who="Cy"),
    ]
    new = with_values(R, probability=3, impact=4)
    assert behind(R, new, lines) == ("Cy", "2017-04-05T10:03:00.000000Z", "a supplier withdrew")


def test_an_act_that_was_taken_back_is_no_part_of_it() -> None:
    lines = [
        line(R, "owner", "Jo", "Bob", at=1, why="a mistake"),
        line(R, "owner", "Bob", "Jo", at=2, who="Bob", why="taken back"),
        line(R, "owner", "Jo", "Ann", at=3, who="Cy"),
    ]
    assert behind(R, with_values(R, owner="Ann"), lines) == ("Cy", "2017-04-05T10:03:00.000000Z", "")


def test_acts_on_other_fields_and_items_are_not_asked() -> None:
    lines = [
        line(R, "owner", "Jo", "Ann", at=1),
        line(R, "mitigation", "a", "b", at=2, who="Bob", why="other field"),
        line(risk("R2"), "owner", "Jo", "Ann", at=3, who="Cy", why="other item"),
    ]
    new = with_values(R, owner="Ann", mitigation=plain(R, "mitigation"))
    assert behind(R, new, lines) == ("Ann", "2017-04-05T10:01:00.000000Z", "")


def test_an_item_that_came_names_who_added_it_and_not_who_edited_it_later() -> None:
    lines = [
        line(R, "removed", None, False, at=1, who="Ann", why="a new supplier"),
        line(R, "owner", None, "Jo", at=2, who="Bob", why="later"),
    ]
    (found,) = between([], [R], lines)
    assert (found.who, found.why) == ("Ann", "a new supplier")


def test_an_item_that_went_names_who_removed_it_last() -> None:
    lines = [
        line(R, "removed", False, True, at=1, who="Ann", why="twice"),
        line(R, "removed", True, False, at=2, who="Bob", why="not twice"),
        line(R, "removed", False, True, at=3, who="Cy"),
    ]
    (found,) = between([R], [removed(R)], lines)
    assert (found.who, found.why) == ("Cy", "twice")
    (found,) = between([], [R], [line(R, "removed", None, False, at=0), *lines[:2]])
    assert (found.who, found.why) == ("Bob", "not twice")


def test_a_link_is_compared_as_the_log_has_it() -> None:
    new = with_values(M, depends_on=["s2"])
    lines = [
        line(M, "depends_on", ["S1"], ["S3"], at=1, why="a mistake"),
        line(M, "depends_on", ["S3"], ["S1"], at=2),
        line(M, "depends_on", ["S1"], ["S2"], at=3, who="Cy"),
    ]
    beside = (step("S1"), step("S2"), step("S3"))
    assert behind(M, new, lines, *beside) == ("Cy", "2017-04-05T10:03:00.000000Z", "")


def test_what_follows_from_an_act_is_its_own() -> None:
    new = with_values(M, actual="2017-05", status="done")
    lines = [line(M, "actual", None, "2017-05", at=1, why="report"), line(M, "status", "planned", "done", at=1)]
    assert behind(M, new, lines)[2] == "report"


def test_a_deferral_names_the_act_that_extended_it() -> None:
    old = publication()
    new = with_values(old, until="2017-06-30", reason="late")
    lines = [
        line(old, "until", "2017-05-31", "2017-06-30", at=1, why="late", batch="b"),
        line(old, "reason", "Until the award", "late", at=1, why="late", batch="b"),
    ]
    assert behind(old, new, lines) == ("Ann", "2017-04-05T10:01:00.000000Z", "late")
