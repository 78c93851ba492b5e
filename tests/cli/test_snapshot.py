"""`loti snapshot`: a state is sealed under a name that is shown as typed, listed, shown, and verified."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from db.register import Register

RECORD = ["name", "at", "who", "why", "id", "upto", "before", "sha256"]


def by_hand(path: Path, statement: str, *values: object) -> None:
    """Change the table of snapshots behind the program's back."""
    with closing(sqlite3.connect(path)) as connection, connection:
        for verb in ("update", "delete", "insert"):
            connection.execute(f"DROP TRIGGER snapshot_no_{verb}")
        connection.execute(statement, values)


@pytest.fixture
def two(loti: Any) -> list[dict[str, Any]]:
    """Two snapshots, with a change between."""
    loti("snapshot", "take", "Board 1", "--why", "first meeting", "--as", "Ann")
    loti("set", "R1", "impact=3")
    loti("snapshot", "take", "Board 2", "--as", "Bob")
    taken: list[dict[str, Any]] = loti("snapshot", "list", "--json").json
    return taken


def test_a_snapshot_is_taken_and_its_sum_is_printed(loti: Any, path: Path) -> None:
    answer = loti("snapshot", "take", "Board 27 March 2017")
    (taken,) = Register.open(path).snapshots()
    assert (answer.status, answer.out) == (0, f"{taken.sha256}\n")
    assert answer.err.startswith("Snapshot “Board 27 March 2017” was sealed. Its SHA-256 is ")
    assert hashlib.sha256(taken.content.encode()).hexdigest() == taken.sha256


def test_a_snapshot_as_json_is_one_document(loti: Any, path: Path) -> None:
    document = loti("snapshot", "take", "Board", "--why", "first", "--as", "Ann", "--json").json
    assert list(document) == RECORD
    assert (document["name"], document["who"], document["why"], document["before"]) == ("Board", "Ann", "first", None)
    assert document["upto"] == Register.open(path).history()[-1].batch


def test_snapshots_are_listed_oldest_first_each_with_the_sum_of_the_one_before(
    loti: Any, two: list[dict[str, Any]]
) -> None:
    assert [(one["name"], one["who"], one["why"]) for one in two] == [
        ("Board 1", "Ann", "first meeting"),
        ("Board 2", "Bob", ""),
    ]
    assert [list(one) for one in two] == [RECORD, RECORD]
    assert two[1]["before"] == two[0]["sha256"]
    lines = loti("snapshot", "list").out.splitlines()
    assert lines[0].startswith("Board 1")
    assert two[1]["sha256"][:12] in lines[1]


def test_where_none_is_taken_the_list_says_how(loti: Any) -> None:
    answer = loti("snapshot", "list")
    assert (answer.status, answer.out) == (0, "")
    assert "“loti snapshot take NAME”" in answer.err
    assert loti("snapshot", "list", "--json").json == []
    assert loti("snapshot", "verify", "--json").json == []
    assert loti("snapshot", "verify").status == 0


def test_a_snapshot_shows_the_state_of_its_moment_whatever_came_after(loti: Any, two: list[dict[str, Any]]) -> None:
    first = loti("snapshot", "show", "Board 1", "--json").json
    second = loti("snapshot", "show", "board 2", "--json").json
    impacts = [
        next(one["impact"] for one in doc["items"]["risk"].values() if one["ref"] == "R1") for doc in (first, second)
    ]
    assert impacts == [2, 3]
    sum_ = first.pop("sha256")
    content = json.dumps(first, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert hashlib.sha256(content.encode()).hexdigest() == sum_ == two[0]["sha256"]
    page = loti("snapshot", "show", "Board 1")
    assert page.status == 0
    assert "first meeting" in page.out
    assert sum_ in page.out.replace("\n", "").replace(" ", "")


def test_what_was_sealed_is_verified(loti: Any, two: list[dict[str, Any]]) -> None:
    answer = loti("snapshot", "verify")
    assert (answer.status, answer.out, answer.err) == (0, "", "2 snapshots are what was sealed.\n")
    one = loti("snapshot", "verify", "Board 2")
    assert (one.status, one.err) == (0, "1 snapshot is what was sealed.\n")
    document = loti("snapshot", "verify", "--json").json
    assert [(each["name"], each["sha256"], each["sound"], each["faults"]) for each in document] == [
        (each["name"], each["sha256"], True, []) for each in two
    ]


def test_an_altered_snapshot_is_not_verified(loti: Any, path: Path, two: list[dict[str, Any]]) -> None:
    by_hand(path, "UPDATE snapshot SET content = replace(content, 'Ann', 'Anm') WHERE name = 'Board 1'")
    answer = loti("snapshot", "verify")
    assert (answer.status, answer.out) == (1, "Snapshot “Board 1” is not what was sealed: its content was altered.\n")
    assert "1 of 2 snapshots is not what was sealed." in answer.err
    assert loti("snapshot", "verify", "Board 1").status == 1
    assert loti("snapshot", "verify", "Board 2").status == 0
    assert [each["sound"] for each in loti("snapshot", "verify", "--json").json] == [False, True]
    assert loti("doctor").status == 1


@pytest.mark.parametrize("content", ["x", "{}", "null"])
def test_nonsense_in_place_of_a_snapshot_is_a_sentence_for_whoever_asks(
    loti: Any, path: Path, two: list[dict[str, Any]], content: str
) -> None:
    total = hashlib.sha256(content.encode()).hexdigest()
    by_hand(path, "UPDATE snapshot SET content = ?, sha256 = ? WHERE name = 'Board 1'", content, total)
    assert loti("snapshot", "verify").status == 1
    for words in (["verify"], ["list"], ["list", "--json"], ["show", "Board 1"], ["show", "Board 2"]):
        answer = loti("snapshot", *words)
        assert "did not foresee" not in answer.err


HOSTILE = {
    "[/x] [red]Board[/red]": "[/x] [red]Board[/red]",
    "[@click=app.quit]Board": "[@click=app.quit]Board",
    "A\x1b]0;title\x07\x1b[2JZ": "AZ",
    "A\u202egnp\u2066\u2069Z": "AgnpZ",
    "Zoe\u0308’s “board” 100% {x} $y": "Zoë’s “board” 100% {x} $y",
    "  two \t  spaces\n": "two spaces",
    "伦敦技术办公室": "伦敦技术办公室",
    "'; DROP TABLE snapshot; --": "'; DROP TABLE snapshot; --",
    "-": "-",
    "latest": "latest",
}


@pytest.mark.parametrize("number", [2, 4, *(pytest.param(n, marks=pytest.mark.long) for n in (0, 1, 3, 5, 6, 7, 8, 9))])
def test_a_name_is_kept_and_shown_as_typed_and_cleaned_and_found_as_typed(loti: Any, number: int) -> None:
    typed, kept = [*HOSTILE.items()][number]
    taken = loti("snapshot", "take", "--json", "--", typed)
    assert (taken.status, taken.json["name"]) == (0, kept)
    assert f"Snapshot “{kept}” was sealed" in taken.err
    assert loti("snapshot", "list").out.startswith(kept)
    assert [one["name"] for one in loti("snapshot", "list", "--json").json] == [kept]
    for name in (kept, typed):
        shown = loti("snapshot", "show", "--", name)
        assert shown.status == 0
        assert kept in shown.out
        assert "\x1b" not in shown.out + shown.err
        assert loti("snapshot", "verify", "--", name).status == 0
    assert loti("snapshot", "take", "--", typed).status == 2


REFUSED = [
    (["sheep"], "“sheep” is not one of take, list, show and verify."),
    (["[/x]\x1b[31m", "x"], "“[/x]” is not one of take, list, show and verify."),
    (["take"], "Which snapshot? Write: loti snapshot take NAME"),
    (["take", "  "], "Which snapshot? Write: loti snapshot take NAME"),
    (["take", "\u200b"], "A snapshot needs a name, such as “Board 27 March 2017”."),
    (["take", "x" * 101], "The name of a snapshot has 101 characters; at most 100 are accepted."),
    (["take", "Board 2"], "There is a snapshot called “Board 2” already. Nothing was sealed; choose another name."),
    (["take", "BOARD 2 "], "There is a snapshot called “BOARD 2” already."),
    (["show"], "Which snapshot? Write: loti snapshot show NAME"),
    (["list", "Board 2"], "“loti snapshot list” takes no name: it lists all of them."),
    ([], "“loti snapshot --help” explains the command."),
]


def test_what_cannot_be_done_is_refused_with_what_can(loti: Any, path: Path, two: list[dict[str, Any]]) -> None:
    before = path.read_bytes()
    for words, told in REFUSED:
        answer = loti("snapshot", *words)
        assert (answer.status, answer.out) == (2, ""), words
        assert told in answer.err
        assert answer.err.count("\n") == 1
        assert path.read_bytes() == before


@pytest.mark.parametrize("action", ["show", "verify"])
def test_a_name_that_there_is_not_is_a_no_with_the_names_there_are(
    loti: Any, two: list[dict[str, Any]], action: str
) -> None:
    answer = loti("snapshot", action, "[/x] Board 9")
    assert (answer.status, answer.out) == (1, "")
    assert answer.err == "There is no snapshot “[/x] Board 9”. There are: “Board 1”, “Board 2”.\n"


def test_by_reading_only_nothing_is_sealed_and_everything_is_verified(
    loti: Any, path: Path, two: list[dict[str, Any]]
) -> None:
    before = path.read_bytes()
    answer = loti("--read-only", "snapshot", "take", "Board 3")
    assert (answer.status, answer.out) == (2, "")
    assert "Nothing was changed" in answer.err
    for words in (["list"], ["show", "Board 1"], ["verify"]):
        assert loti("--read-only", "snapshot", *words).status == 0
    assert path.read_bytes() == before


def test_snapshots_are_sealed_against_the_database_too(loti: Any, path: Path, two: list[dict[str, Any]]) -> None:
    for statement in (
        "UPDATE snapshot SET name = 'x'",
        "DELETE FROM snapshot",
        "INSERT OR REPLACE INTO snapshot SELECT seq, id, name, upto, 'x', sha256 FROM snapshot WHERE seq = 1",
    ):
        with closing(sqlite3.connect(path)) as connection, pytest.raises(sqlite3.IntegrityError, match="only grows"):
            connection.execute(statement)
