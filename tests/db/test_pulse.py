"""The pulse of a file: what others did to a register and its log is noticed, and no lock or handle is left behind."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from db.pulse import Busy, Watch
from db.register import Register
from fixtures import dd2092
from loti_tui.domain.changes import Batch, Edit, Stored
from loti_tui.domain.refused import CannotOpen


def score(register: Register, impact: int, who: str = "Ann") -> Stored:
    """One act at R1."""
    return register.apply(Batch(who, (Edit("risk", register.state().find("R1").id, "impact", impact),)))


@pytest.fixture
def watch(register: Register) -> Watch:
    """What a program knows that has just opened the register."""
    one = Watch(register.path)
    one.know(*one.log())
    return one


def test_a_log_that_is_as_it_was_differs_in_nothing(watch: Watch) -> None:
    assert not watch.differs()


def test_an_act_of_another_is_fresh_until_it_is_known(register: Register, watch: Watch) -> None:
    stored = score(register, 4)
    assert watch.differs()
    pulse, acts = watch.log()
    found = watch.compared(acts)
    assert (dict(found.fresh), found.gone) == ({stored.batch: "Ann"}, 0)
    assert watch.differs()
    watch.know(pulse, acts)
    assert not watch.differs()


def test_an_own_act_is_known_and_one_that_came_before_it_is_not(register: Register, watch: Watch) -> None:
    watch.own(score(register, 4).batch)
    assert not watch.differs()
    theirs = score(register, 3)
    watch.own(score(register, 2, "Jo").batch)
    assert watch.differs()
    assert list(watch.compared(watch.log()[1]).fresh) == [theirs.batch]


def test_an_act_that_changed_nothing_is_none(register: Register, watch: Watch) -> None:
    watch.own(score(register, 2).batch)
    assert not watch.differs()


@pytest.mark.parametrize("since", [0, 1, 2, 5])
def test_an_older_copy_lacks_as_many_acts_as_it_lacks_whatever_was_added_to_it(
    register: Register, watch: Watch, since: int
) -> None:
    older = register.path.with_name("older.loti")
    shutil.copyfile(register.path, older)
    for impact in (4, 3):
        watch.own(score(register, impact).batch)
    os.replace(older, register.path)
    for number in range(since):
        score(Register.open(register.path), 3 + number % 2, "Bob")
    assert watch.differs()
    found = watch.compared(watch.log()[1])
    assert (list(found.fresh.values()), found.gone) == (["Bob"] * since, 2)


def test_a_writer_is_never_waited_for_and_never_held_up(register: Register, watch: Watch) -> None:
    with closing(sqlite3.connect(register.path, isolation_level=None, timeout=0)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert not watch.differs()
        other.execute("ROLLBACK")
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(Busy):
            watch.differs()
        other.execute("COMMIT")


def test_what_a_killed_writer_left_is_put_right_by_a_look(register: Register, watch: Watch) -> None:
    """A file with a journal beside it cannot be read before somebody has rolled it back."""
    hot = register.path.with_name("hot.loti")
    with closing(sqlite3.connect(register.path, isolation_level=None)) as other:
        other.execute("PRAGMA cache_size = 1")
        other.execute("BEGIN IMMEDIATE")
        other.execute(
            "CREATE TABLE junk AS WITH RECURSIVE n(i) AS "
            "(SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 9000) SELECT i, hex(randomblob(40)) FROM n"
        )
        shutil.copyfile(register.path, hot)
        shutil.copyfile(f"{register.path}-journal", f"{hot}-journal")
        other.execute("ROLLBACK")
    os.replace(f"{hot}-journal", f"{register.path}-journal")
    os.replace(hot, register.path)
    assert not watch.differs()
    assert not Path(f"{register.path}-journal").exists()


@pytest.mark.parametrize(
    ("content", "words"),
    [(None, "is not there any more"), (b"", "is no register"), (b"text" * 999, "is not a register")],
    ids=["gone", "empty", "text"],
)
def test_a_file_that_cannot_be_used_is_a_sentence(watch: Watch, content: bytes | None, words: str) -> None:
    if content is None:
        watch.path.unlink()
    else:
        watch.path.write_bytes(content)
    with pytest.raises(CannotOpen, match=words):
        watch.differs()
    assert watch.path.exists() == (content is not None)


def test_another_register_is_never_taken_for_this_one(watch: Watch) -> None:
    other = Register.create(watch.path.with_name("other.loti"), [dd2092.first_batch("Jo")])
    os.replace(other.path, watch.path)
    for look in (watch.differs, watch.log):
        with pytest.raises(CannotOpen, match="Another register lies at"):
            look()


def test_tables_of_a_newer_version_are_left_alone(watch: Watch) -> None:
    with closing(sqlite3.connect(watch.path)) as other:
        other.execute("UPDATE register SET schema = '999'")
        other.commit()
    with pytest.raises(CannotOpen, match="newer version of loti-tui"):
        watch.differs()


def test_no_handle_outlives_a_look(watch: Watch) -> None:
    watch.differs()
    watch.log()
    folder = Path("/proc/self/fd")
    if not folder.exists():
        pytest.skip("this system does not list its open files")
    held = [os.readlink(one) for one in folder.iterdir() if one.is_symlink() and os.path.lexists(one)]
    assert str(watch.path) not in held
