"""`loti pack` and `loti withhold`: a secretary's way from a snapshot to two documents."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from db.register import Register
from tests.cli.conftest import Loti

DAY = ("--today", "2017-04-05")


def names(folder: Path) -> set[str]:
    return {one.name for one in folder.iterdir()} if folder.exists() else set()


def text(folder: Path) -> str:
    (path,) = folder.glob("*.md")
    return path.read_text("utf-8")


def test_a_snapshot_is_packed_as_it_was_and_on_its_day(loti: Loti, tmp_path: Path) -> None:
    loti("snapshot", "take", "March", "--today", "2017-03-24")
    loti("set", "R1", "impact=4", "--why", "later")
    folder = tmp_path / "march"
    answer = loti("pack", "march", "--format", "markdown", "--to", str(folder), "--today", "2019-01-01")
    assert answer.status == 0
    assert names(folder) == {"dd2092-board-2017-03-24-march.md"}
    told = text(folder)
    assert "\nAs at 24 March 2017\n" in told
    assert "- **Snapshot:** March" in told
    assert "score 8" not in told.split("## Risks")[1].split("Risk matrix")[0]


def test_the_pack_tells_what_changed_since_the_snapshot_before(loti: Loti, tmp_path: Path) -> None:
    loti("snapshot", "take", "March", *DAY)
    loti("set", "R1", "impact=3", "--why", "two suppliers withdrew")
    loti("remove", "R3", "--why", "a duplicate")
    loti("pack", "now", "--format", "markdown", "--to", str(tmp_path / "now"), *DAY)
    told = text(tmp_path / "now")
    assert "Risks: 1 up, 0 down, 2 same; 0 new, 0 closed, 1 removed." in told
    row = next(line for line in told.splitlines() if line.startswith("| **R3** | Removed"))
    assert "The provider fails to deliver a successful scoping study" in row
    assert "a duplicate" in row
    assert "▲ Up" in next(line for line in told.splitlines() if line.startswith("| **R1** | The selected"))


def test_a_public_pack_does_not_say_that_nothing_changed_where_something_is_withheld(
    loti: Loti, tmp_path: Path
) -> None:
    loti("snapshot", "take", "March", *DAY)
    loti("set", "R1", "impact=3", "--why", "two suppliers withdrew", *DAY)
    answer = loti("pack", "now", "--audience", "public", "--format", "markdown", "--to", str(tmp_path / "now"), *DAY)
    assert answer.status == 0
    assert "Since snapshot “March”: Nothing that this pack shows has changed." in text(tmp_path / "now")


def test_a_day_of_the_past_is_packed_too(loti: Loti, tmp_path: Path) -> None:
    answer = loti("pack", "31 mar 2017", "--to", str(tmp_path / "x"))
    assert answer.status == 1
    assert "The register was made after 31 March 2017" in answer.err
    assert not (tmp_path / "x").exists()


def test_a_snapshot_that_is_not_there_is_a_sentence_with_those_that_are(loti: Loti, tmp_path: Path) -> None:
    loti("snapshot", "take", "March")
    answer = loti("pack", "mars", "--to", str(tmp_path / "x"))
    assert answer.status == 1
    assert "There is no snapshot “mars”. There are: “March”." in answer.err
    assert not (tmp_path / "x").exists()


def test_the_public_pack_of_a_deferred_decision_says_how_much_it_leaves_out(loti: Loti, tmp_path: Path) -> None:
    answer = loti("pack", "now", "--audience", "public", "--format", "markdown", "--to", str(tmp_path / "p"), *DAY)
    assert answer.status == 0
    assert "entries are withheld in them" in answer.err
    told = text(tmp_path / "p")
    assert "| **Risks** | 4 | Part 1, publication was deferred until 31 March 2017 | It is published |" in told
    assert "fails to meet planned" not in told
    assert "Intelligence" not in told


def test_a_public_pack_that_fails_closed_leaves_no_file(loti: Loti, tmp_path: Path) -> None:
    loti("set", "publication", "scope=named")
    answer = loti("pack", "now", "--audience", "public", "--to", str(tmp_path / "p"), *DAY)
    assert answer.status == 2
    assert answer.err.startswith("No public pack was made.")
    assert not (tmp_path / "p").exists()


def test_what_is_withheld_is_named_on_the_command_line_and_left_out(
    loti: Loti, register: Register, tmp_path: Path
) -> None:
    loti("publish", "--on", "5/4/17")
    answer = loti("withhold", "R1", "mitigation", "--part", "2", "--basis", "s43(2)", "--why", "a bidder is named")
    assert (answer.status, answer.out) == (0, "W1\n")
    assert "Mitigation of R1 is left out of the public pack for good." in answer.err
    (mark,) = register.state().withholdings
    assert (mark.field, mark.part, mark.basis, mark.reason) == ("mitigation", "2", "s43(2)", "a bidder is named")
    loti("pack", "now", "--audience", "public", "--format", "markdown", "--to", str(tmp_path / "p"), *DAY)
    assert "- **Mitigation:** Withheld" in text(tmp_path / "p")
    loti("remove", "W1", "--why", "he has left")
    loti("pack", "now", "--audience", "public", "--format", "markdown", "--to", str(tmp_path / "q"), *DAY)
    assert "- **Mitigation:** Withheld" not in text(tmp_path / "q")


def test_while_all_of_part_1_is_deferred_naming_more_says_so(loti: Loti) -> None:
    assert "The scope of the deferral is all of Part 1" in loti("withhold", "R1", "--part", "1", "--why", "x").err


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["R1"], "Add --part 1 or --part 2."),
        (["R1", "--part", "3", "--why", "x"], "“3” is not a part of the form."),
        (["R1", "--part", "2"], "needs a reason"),
        (["R1", "colour", "--part", "2", "--why", "x"], "“colour” is not a field of R1 that can be withheld."),
        (["R1", "status", "--part", "2", "--why", "x"], "“status” is not a field of R1 that can be withheld."),
        (["R9", "--part", "2", "--why", "x"], "There is no “R9” in this register."),
        (["publication", "--part", "2", "--why", "x"], "PUB1 cannot be withheld by itself."),
    ],
)
def test_what_cannot_be_withheld_is_refused_with_what_can(
    loti: Loti, register: Register, words: list[str], told: str
) -> None:
    answer = loti("withhold", *words)
    assert (answer.status, answer.out) == (2, "")
    assert told in answer.err
    assert register.state().withholdings == ()


def test_what_is_withheld_is_listed(loti: Loti) -> None:
    loti("withhold", "R1", "--part", "2", "--why", "a bidder is named")
    (one,) = json.loads(loti("show", "withholdings", "--json").out)
    assert (one["ref"], one["about"], one["part"], one["reason"]) == ("W1", ["R1"], "2", "a bidder is named")
    assert "R1" in loti("show", "withholdings", "--plain").out
    assert "Part 2, exempt" in loti("show", "withholdings").out


def test_the_same_snapshot_gives_the_same_bytes_later(loti: Loti, tmp_path: Path) -> None:
    loti("snapshot", "take", "March", *DAY)
    formats = ["--format", "markdown,json,csv"]
    loti("pack", "march", *formats, "--to", str(tmp_path / "a"), *DAY)
    loti("set", "R1", "impact=4", "--why", "later")
    loti("pack", "march", *formats, "--to", str(tmp_path / "b"), "--today", "2020-02-29", "--as", "Ann")
    first, second = ({one.name: one.read_bytes() for one in (tmp_path / x).iterdir()} for x in "ab")
    assert first == second != {}
