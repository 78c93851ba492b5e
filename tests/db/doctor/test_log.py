"""A whole register has no fault; a log that was altered, or one bit of the file, is found and never rebuilt from."""

from __future__ import annotations

import random
import shutil
import sqlite3
from collections.abc import Container, Iterable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from db.doctor import CHECKS, MANY, SOUND, Fault, examine, repair
from db.register import Register
from fixtures import dd2092
from loti_tui.domain.refused import CannotOpen
from tests.db.doctor.conftest import (
    DATA,
    NOW,
    by_hand,
    found,
    read,
    refused_and_left,
    sealed_again,
    sentences,
    spoil,
    tables,
)

# -- nothing to find --------------------------------------------------------------------------------------------------


def test_nothing_is_found_in_a_register_that_was_lived_in(path: Path) -> None:
    before = path.read_bytes()
    assert examine(path) == []
    assert path.read_bytes() == before


def test_nothing_is_found_in_a_new_register(tmp_path: Path) -> None:
    assert examine(Register.create(tmp_path / "full.loti", [dd2092.first_batch("Jo")]).path) == []
    assert examine(Register.create(tmp_path / "blank.loti", [dd2092.blank_batch("Jo")]).path) == []
    assert examine(Register.create(tmp_path / "empty.loti").path) == []


@pytest.mark.parametrize("name", sorted(path.stem for path in DATA.glob("version-*.loti")))
def test_nothing_is_found_in_a_register_that_was_brought_up_to_date(tmp_path: Path, name: str) -> None:
    path = Path(shutil.copy(DATA / f"{name}.loti", tmp_path / "board.loti"))
    Register.open(path)
    assert examine(path) == []


def test_nothing_is_found_after_a_change_while_another_program_writes(path: Path) -> None:
    register = Register.open(path)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        register.add("risk", {"description": "New"}, who="Ann")
        other.execute("BEGIN IMMEDIATE")
        assert examine(path) == []


def test_every_check_says_what_is_sound() -> None:
    assert CHECKS.keys() == SOUND.keys()


# -- the log ----------------------------------------------------------------------------------------------------------


OF_ANN = "(SELECT id FROM batch WHERE why = 'she asked for it')"
OF_EDIT = f"(SELECT id FROM change WHERE batch = {OF_ANN})"
ALTERED = {
    "batch.id": f"UPDATE batch SET id = 'other' WHERE id = {OF_ANN}",
    "batch.seq": "UPDATE batch SET seq = 1000 WHERE why = 'she asked for it'",
    "batch.at": "UPDATE batch SET at = '2010-01-01T00:00:00.000000Z' WHERE why = 'she asked for it'",
    "batch.who": "UPDATE batch SET who = 'Anm' WHERE why = 'she asked for it'",
    "batch.why": "UPDATE batch SET why = 'she asked for it.' WHERE why = 'she asked for it'",
    "batch.why gone": "UPDATE batch SET why = '' WHERE why = 'she asked for it'",
    "batch.act": "UPDATE batch SET act = 'start' WHERE why = 'she asked for it'",
    "batch.undoes": f"UPDATE batch SET undoes = {OF_ANN} WHERE act = 'undo'",
    "batch.digest": "UPDATE batch SET digest = replace(digest, 'a', 'b') WHERE why = 'she asked for it'",
    "change.id": f"UPDATE change SET id = 'other' WHERE batch = {OF_ANN}",
    "change.seq": f"UPDATE change SET seq = 100000 WHERE batch = {OF_ANN}",
    "change.batch": f"UPDATE change SET batch = (SELECT id FROM batch WHERE act = 'undo') WHERE batch = {OF_ANN}",
    "change.batch gone": f"UPDATE change SET batch = 'nowhere' WHERE batch = {OF_ANN}",
    "change.kind": f"UPDATE change SET kind = 'issue' WHERE batch = {OF_ANN}",
    "change.item": f"UPDATE change SET item = (SELECT id FROM risk WHERE ref = 'R4') WHERE batch = {OF_ANN}",
    "change.field": f"UPDATE change SET field = 'actionee' WHERE batch = {OF_ANN}",
    "change.value": f"UPDATE change SET value = replace(value, 'Zo', 'ZO') WHERE batch = {OF_ANN}",
    "change.value null": f"UPDATE change SET value = 'null' WHERE batch = {OF_ANN}",
    "change.value no JSON": f"UPDATE change SET value = 'Zo' WHERE batch = {OF_ANN}",
    "change.value too deep": f"UPDATE change SET value = '{'[' * 9000}{']' * 9000}' WHERE batch = {OF_ANN}",
    "succession.change": (
        "UPDATE succession SET change = (SELECT id FROM change WHERE field = 'impact' LIMIT 1) "
        f"WHERE change = {OF_EDIT}"
    ),
    "succession.earlier": (
        "UPDATE succession SET earlier = (SELECT id FROM change WHERE field = 'owner' AND item = "
        f"(SELECT id FROM risk WHERE ref = 'R4')) WHERE change = {OF_EDIT}"
    ),
    "register.id": "UPDATE register SET id = 'other'",
    "a change deleted": f"DELETE FROM change WHERE batch = {OF_ANN}",
    "a change too many": (
        f"INSERT INTO change SELECT 100000, 'other', {OF_ANN}, kind, item, 'actionee', value FROM change "
        f"WHERE batch = {OF_ANN}"
    ),
    "a succession deleted": f"DELETE FROM succession WHERE change = {OF_EDIT}",
    "a succession too many": f"INSERT INTO succession SELECT {OF_EDIT}, id FROM change WHERE field = 'title' LIMIT 1",
    "an act deleted": "DELETE FROM batch WHERE why = 'she asked for it'",
    "an act too many": (
        "INSERT INTO batch SELECT 1000, 'other', at, who, why, act, undoes, digest FROM batch WHERE seq = 2"
    ),
}


OFTEN = {
    *("batch.seq", "batch.who", "batch.why", "change.seq", "change.item", "change.value", "change.batch gone"),
    *("succession.earlier", "a change deleted", "an act deleted", "register.id", "change.value too deep"),
}
"""Those that every run looks at; the others are for the long one."""


def some(names: Iterable[str], often: Container[str]) -> list[Any]:
    """All of them as parameters, those that are not looked at in every run marked."""
    return [name if name in often else pytest.param(name, marks=pytest.mark.long) for name in names]


@pytest.mark.parametrize("name", some(ALTERED, OFTEN))
def test_an_altered_log_is_found_and_nothing_is_rebuilt_from_it(path: Path, name: str) -> None:
    before = tables(path, log=True)
    spoil(path, ALTERED[name])
    assert tables(path, log=True) != before, "the fault was not made"
    assert found(path) & {"log", "values", "links", "sums"}
    refused_and_left(path, "The file is as it was")


def test_an_act_that_was_taken_out_with_all_its_lines_is_found_and_nothing_is_rebuilt_without_it(path: Path) -> None:
    spoil(
        path,
        "DELETE FROM succession WHERE change IN (SELECT id FROM change WHERE batch IN "
        "(SELECT id FROM batch WHERE why = 'not ours'))",
        "DELETE FROM change WHERE batch IN (SELECT id FROM batch WHERE why = 'not ours')",
        "DELETE FROM batch WHERE why = 'not ours'",
    )
    assert examine(path) != []
    refused_and_left(path, "The file is as it was")


def test_the_altered_act_is_named(path: Path) -> None:
    spoil(path, ALTERED["batch.who"])
    (fault,) = examine(path)
    assert fault == Fault("log", "What the log says of act 2 was altered after it was written.", mendable=False)


def test_a_log_that_was_altered_in_many_places_is_counted_and_not_told_line_by_line(path: Path) -> None:
    spoil(path, "UPDATE batch SET who = who || '.'")
    told = [fault.sentence for fault in examine(path) if fault.check == "log"]
    assert len(told) == MANY + 1
    assert told[-1] == f"There are {acts(path) - MANY} more of this sort."


def acts(path: Path) -> int:
    with closing(sqlite3.connect(path)) as connection:
        (number,) = connection.execute("SELECT count(*) FROM batch").fetchone()
    return int(number)


NOT_ACCEPTED = {
    "a number out of its range": ("impact", "9"),
    "a word for a number": ("impact", '"high"'),
    "true for a number": ("impact", "true"),
    "an object": ("owner", '{"a": 1}'),
    "a list": ("owner", '["Ann"]'),
    "a text with spaces around it": ("owner", '" Ann "'),
    "a terminal's control characters": ("owner", '"\\u001b[31mAnn"'),
    "half a character": ("owner", '"\\ud800"'),
    "an empty description": ("description", "null"),
    "no such date": ("raised_on", '"2017-02-31"'),
    "a link that is no id": ("programme", "[1]"),
}


@pytest.mark.parametrize("name", some(NOT_ACCEPTED, ("a list", "half a character", "an empty description")))
def test_a_value_in_the_log_that_its_field_does_not_accept_is_found_whoever_sealed_it(path: Path, name: str) -> None:
    field, value = NOT_ACCEPTED[name]
    with by_hand(path) as connection:
        which = "batch = (SELECT id FROM batch WHERE why = 'she asked for it')"
        connection.execute(f"UPDATE change SET field = ?, value = ? WHERE {which}", (field, value))
        connection.execute("DELETE FROM succession")
        sealed_again(connection)
    assert "values" in found(path)
    refused_and_left(path, "The file is as it was")


@pytest.mark.parametrize(("column", "value"), [("kind", "sheep"), ("field", "wool")])
def test_a_change_of_what_there_is_not_is_found_whoever_sealed_it(path: Path, column: str, value: str) -> None:
    with by_hand(path) as connection:
        connection.execute(f"UPDATE change SET {column} = ? WHERE batch = {OF_ANN}", (value,))
        connection.execute("DELETE FROM succession")
        sealed_again(connection)
    assert "The log has a change of a field that there is not." in sentences(path)
    refused_and_left(path, "The file is as it was")


# -- the file ---------------------------------------------------------------------------------------------------------


def test_every_single_letter_of_a_name_that_the_file_holds_is_watched(path: Path) -> None:
    """SQLite itself notices none of these."""
    whole = path.read_bytes()
    name = "O’Brien".encode()
    places = [place for place in range(len(whole)) if whole.startswith(name, place)]
    assert len(places) >= 4  # in two tables and in two snapshots; the log says ’ in another way
    unseen = []
    for place in places:
        path.write_bytes(whole[:place] + b"o" + whole[place + 1 :])
        with closing(sqlite3.connect(path)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        if not examine(path):
            unseen.append(place)
    assert unseen == []


def altered_and_not_noticed(path: Path, rounds: int) -> list[tuple[int, int]]:
    """Flip one bit of the file, so many times: (place, bit) where nothing is said and yet something else is read."""
    by = random.Random(3)
    whole = path.read_bytes()
    right = read(path)
    unseen = []
    for _ in range(rounds):
        place, bit = by.randrange(len(whole)), by.randrange(8)
        path.write_bytes(whole[:place] + bytes([whole[place] ^ (1 << bit)]) + whole[place + 1 :])
        try:
            if not examine(path) and read(path) != right:
                unseen.append((place, bit))
        except CannotOpen:
            pass  # said in a sentence
    path.write_bytes(whole)
    return unseen


def test_whatever_bit_of_the_file_is_altered_it_is_noticed_or_means_nothing(path: Path) -> None:
    assert altered_and_not_noticed(path, 5) == []


@pytest.mark.long
def test_whatever_bit_of_the_file_is_altered_it_is_noticed_or_means_nothing_at_length(path: Path) -> None:
    assert altered_and_not_noticed(path, 100) == []


@pytest.mark.parametrize(
    "content", [None, b"", b"Minutes of the board\n" * 500], ids=["nothing", "an empty file", "a text"]
)
def test_what_is_no_register_is_a_sentence(path: Path, content: bytes | None) -> None:
    path.unlink()
    if content is not None:
        path.write_bytes(content)
    for look in (lambda: examine(path), lambda: repair(path, NOW)):
        with pytest.raises(CannotOpen):
            look()
    assert (path.read_bytes() if path.exists() else None) == content


def test_a_damaged_page_is_a_fault_of_the_storage(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        (root,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'risk'").fetchone()
        (size,) = connection.execute("PRAGMA page_size").fetchone()
    content = bytearray(path.read_bytes())
    content[(root - 1) * size : root * size] = b"\xa5" * size
    path.write_bytes(content)
    assert "storage" in found(path)
