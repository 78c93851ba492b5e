"""A snapshot beside a log that has lost acts, or holds some that nobody knows."""

from __future__ import annotations

from dataclasses import replace

import pytest

from loti_tui.domain.changes import Change
from loti_tui.domain.digest import sha256
from loti_tui.domain.snapshots import Snapshot, breaches, seal

LOG = [
    Change("c1", "b1", "2017-04-01", "risk", "r1", "owner", "Ann"),
    Change("c2", "b2", "2017-04-02", "risk", "r2", "owner", "Bob"),
]


@pytest.fixture
def sealed() -> Snapshot:
    """The state after the first act."""
    heading = {"register": "r", "id": "s", "name": "Board", "at": "", "who": "", "why": "", "upto": "b1"}
    return seal({**heading, "before": None}, LOG[:1])


def sentence(what: str) -> list[tuple[str, str]]:
    return [("s", f"Snapshot “Board” is not what was sealed: {what}.")]


def test_a_snapshot_after_an_act_that_the_log_has_no_more_is_held_against_nothing(sealed: Snapshot) -> None:
    found = list(breaches("r", [sealed], LOG, ["b0", "b2"]))
    assert found == sentence("the log of its day adds up to something else")


def test_of_a_register_without_any_act_a_snapshot_of_nothing_is_no_breach() -> None:
    heading = {"register": "r", "id": "s", "name": "Board", "at": "", "who": "", "why": "", "upto": "gone"}
    empty = seal({**heading, "before": None}, [])
    assert list(breaches("r", [empty], LOG, ["b1", "b2"])) == []


def test_a_change_of_no_known_act_belongs_to_no_snapshot(sealed: Snapshot) -> None:
    stray = Change("c9", "nowhere", "2017-04-01", "risk", "r9", "owner", "Mallory")
    assert list(breaches("r", [sealed], [*LOG, stray], ["b1", "b2"])) == []


@pytest.mark.parametrize("content", ["", "Minutes", '"text"'])
def test_what_cannot_be_read_is_said_in_words(sealed: Snapshot, content: str) -> None:
    nonsense = replace(sealed, content=content, sha256=sha256(content))
    assert list(breaches("r", [nonsense], LOG, ["b1", "b2"])) == sentence("its content cannot be read")


def test_each_contradiction_is_said_once_and_word_for_word(sealed: Snapshot) -> None:
    other = seal(
        {
            **{k: sealed.document[k] for k in ("register", "id", "at", "who", "why")},
            "upto": "b2",
            "name": "Board",
            "before": "0" * 64,
        },
        [],
    )
    assert [words for _, words in breaches("r2", [other], LOG, ["b1", "b2"])] == [
        "Snapshot “Board” is not what was sealed: its heading was altered.",
        "Snapshot “Board” is not what was sealed: the snapshot before it was altered, taken out or slipped in.",
        "Snapshot “Board” is not what was sealed: the log of its day adds up to something else.",
    ]
