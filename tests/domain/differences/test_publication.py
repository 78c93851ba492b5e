"""Publication: deferred, extended, shortened, ended, published."""

from __future__ import annotations

import pytest

from tests.domain.differences.pairs import Edited, between, hidden, line, one, sentences, with_values
from tests.domain.findings.cases import publication, step

DEFERRED = publication(reason="Until the award", exemption=None)
OPEN = publication(deferred=False, until=None, reason=None, exemption=None)
PUBLISHED = publication(published_on="2017-04-05", published_by="Jo Bloggs")
STARTED = "Publication of Part 1 was deferred until 31 May 2017"

CASES = [
    one("extended", DEFERRED, {"until": "2017-06-30", "reason": "Quotes are late"},
        "extended", "until", "2017-05-31", "2017-06-30",
        "The deferral of Part 1 was extended from 31 May 2017 to 30 June 2017, 30 days later."),
    one("shortened", DEFERRED, {"until": "2017-05-30"}, "moved", "until", "2017-05-31", "2017-05-30",
        "The deferral of Part 1 was shortened from 31 May 2017 to 30 May 2017, 1 day earlier."),
    one("a first day", publication(until=None), {"until": "2017-05-31"}, "moved", "until", None, "2017-05-31",
        "The last day of the deferral of Part 1 is now given as 31 May 2017; it was not recorded before."),
    one("a day that is taken out", DEFERRED, {"until": None}, "moved", "until", "2017-05-31", None,
        "The last day of the deferral of Part 1 was taken out; it was 31 May 2017."),
    one("a later day where nothing is deferred", publication(deferred=False), {"until": "2017-06-01"},
        "moved", "until", "2017-05-31", "2017-06-01",
        "The last day of the deferral of Part 1 moved from 31 May 2017 to 1 June 2017, 1 day later."),
    one("deferred", OPEN, {"deferred": True, "until": "2017-05-31", "reason": "Until the award"},
        "extended", "until", None, "2017-05-31", f"{STARTED}."),
    one("deferred with all that belongs to it", OPEN,
        {"deferred": True, "until": "2017-05-31", "waits_for": "s8", "exemption": "s43(2)", "scope": "named"},
        "extended", "until", None, "2017-05-31",
        f"{STARTED}, waiting for S8, relying on s43(2), for the items and fields that are named.",
        beside=(step("S8"),)),
    one("deferred until a day that was known", publication(deferred=False, exemption=None), {"deferred": True},
        "edited", "deferred", False, True, f"{STARTED}."),
    one("deferred without a day", OPEN, {"deferred": True}, "edited", "deferred", False, True,
        "Publication of Part 1 was deferred, without a day on which that ends."),
    one("ended", DEFERRED, {"deferred": False, "until": None, "reason": None}, "edited", "deferred", True, False,
        "The deferral of Part 1 was ended; it was to last until 31 May 2017."),
    one("ended, though it had no end", publication(until=None), {"deferred": False}, "edited", "deferred", True, False,
        "The deferral of Part 1 was ended."),
    one("another reason", DEFERRED, {"reason": "Until the contract"},
        "edited", "reason", "Until the award", "Until the contract",
        "Reason of the publication was rewritten: “Until the award” → “Until the contract”."),
    one("another step", publication(waits_for="s8"), {"waits_for": "s9"}, "edited", "waits_for", "S8", "S9",
        "Awaited step of the publication was changed from S8 to S9.", beside=(step("S8"), step("S9"))),
    one("another exemption", publication(exemption="s22"), {"exemption": "other"},
        "edited", "exemption", "s22", "other",
        "Exemption relied on of the publication was changed from S22 to Other."),
    one("published", OPEN, {"published_on": "2017-04-05", "published_by": "Jo Bloggs"},
        "edited", "published_on", None, "2017-04-05", "Part 1 was published on 5 April 2017 by Jo Bloggs."),
    one("published by nobody in particular", OPEN, {"published_on": "2017-04-05"},
        "edited", "published_on", None, "2017-04-05", "Part 1 was published on 5 April 2017."),
    one("not published after all", PUBLISHED, {"published_on": None, "published_by": None},
        "edited", "published_on", "2017-04-05", None,
        "Part 1 is not recorded as published any more; it was, on 5 April 2017."),
    one("another day of publication", PUBLISHED, {"published_on": "2017-04-06"},
        "edited", "published_on", "2017-04-05", "2017-04-06",
        "Publication date of Part 1 was changed from 5 April 2017 to 6 April 2017, 1 day later."),
    one("another publisher", PUBLISHED, {"published_by": "Ann Smith"},
        "edited", "published_by", "Jo Bloggs", "Ann Smith",
        "Publisher of the publication was changed from Jo Bloggs to Ann Smith."),
    one("a Part 2 form", OPEN, {"part2": True}, "edited", "part2", False, True,
        "Part 2 form of the publication was changed from No to Yes."),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=str)
def test_what_is_told_of_publication(case: Edited) -> None:
    case.check()


def test_a_reason_that_was_changed_in_another_act_is_told_beside_the_day() -> None:
    new = with_values(DEFERRED, until="2017-06-30", reason="Quotes are late")
    day = line(DEFERRED, "until", "2017-05-31", "2017-06-30", at=1, why="Quotes are late")
    for batch, fields in (("b1", ["until"]), ("b2", ["until", "reason"])):
        lines = [day, line(DEFERRED, "reason", "Until the award", "Quotes are late", at=2, batch=batch)]
        assert [one.field for one in between([DEFERRED], [new], lines)] == fields


def test_a_step_and_an_exemption_that_came_with_a_later_day_are_told_beside_it() -> None:
    new = with_values(DEFERRED, until="2017-06-30", exemption="s22", scope="named")
    assert [one.field for one in between([DEFERRED], [new])] == ["until", "exemption", "scope"]


def test_another_day_and_another_publisher_are_two_differences() -> None:
    new = with_values(PUBLISHED, published_on="2017-04-06", published_by="Ann Smith")
    assert [one.field for one in between([PUBLISHED], [new])] == ["published_on", "published_by"]


def test_what_is_withheld_of_a_publication_is_not_told() -> None:
    new = with_values(OPEN, deferred=True, until="2017-05-31", exemption="s22", waits_for="s8")
    new = with_values(new, published_on="2017-04-05", published_by="Jo")
    shown = hidden(new, "until", "exemption", "waits_for", "published_by")
    assert sentences([OPEN, step("S8")], [shown, step("S8")]) == [
        "Publication of Part 1 was deferred.",
        "Part 1 was published on 5 April 2017.",
    ]
    ended = hidden(with_values(DEFERRED, deferred=False), "until")
    assert sentences([DEFERRED], [ended]) == ["The deferral of Part 1 was ended."]


def test_a_publisher_with_a_full_stop_ends_the_sentence_once() -> None:
    new = with_values(OPEN, published_on="2017-04-05", published_by="Jo Bloggs Jr.")
    assert sentences([OPEN], [new]) == ["Part 1 was published on 5 April 2017 by Jo Bloggs Jr."]
