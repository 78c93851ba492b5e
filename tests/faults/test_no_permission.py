"""The system does not let this person read or write: the file, or the folder that it lies in.

Root may do anything, so that the tests act as nobody in particular where root runs them.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("rights of this sort are POSIX's own", allow_module_level=True)

from db.register import Register
from fixtures import dd2092
from loti_tui.domain.refused import CannotOpen
from tests.cli.conftest import Loti
from tests.faults.hands import AtScore, Hands, InBox, InCell, InForm, refused_and_kept, stored_when_mended
from tests.faults.kept import advises, check_refusal, check_whole, set_owner
from tests.screens.desk import opened

NOBODY = 65534


@pytest.fixture
def folder(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder that another person than root can reach, with their home in it."""
    place = Path(tempfile.mkdtemp(prefix="loti-tests-"))
    home = place / "home"
    home.mkdir()
    for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(home))
    yield place
    shutil.rmtree(place)


@pytest.fixture
def path(folder: Path) -> Path:
    (folder / "board").mkdir()
    return folder / "board" / "board.loti"


@contextmanager
def nobody_in_particular(folder: Path) -> Iterator[None]:
    """This process is a person without privileges, and the folder is theirs, until the block is left.

    Not for longer than needed: the interpreter's own files may be out of their reach.
    """
    if os.geteuid() != 0:
        yield
        return
    for place in (folder, *folder.rglob("*")):
        os.chown(place, NOBODY, NOBODY)
    os.setresgid(NOBODY, NOBODY, 0)
    os.setresuid(NOBODY, NOBODY, 0)
    try:
        yield
    finally:
        os.setresuid(0, 0, 0)
        os.setresgid(0, 0, 0)


def file_read_only(path: Path) -> Path:
    path.chmod(0o400)
    return path


def folder_read_only(path: Path) -> Path:
    path.parent.chmod(0o500)
    return path.parent


def no_right_to_the_file(path: Path) -> Path:
    path.chmod(0o000)
    return path


def no_right_to_the_folder(path: Path) -> Path:
    path.parent.chmod(0o000)
    return path.parent


FORBIDDEN: dict[str, Callable[[Path], Path]] = {
    "file read-only": file_read_only,
    "folder read-only": folder_read_only,
    "no right to the file": no_right_to_the_file,
    "no right to the folder": no_right_to_the_folder,
}
READABLE = ("file read-only", "folder read-only")


@contextmanager
def forbidden(path: Path, what: str) -> Iterator[None]:
    """The system forbids it until the block is left."""
    with nobody_in_particular(path.parent.parent):
        changed = FORBIDDEN[what](path)
        try:
            yield
        finally:
            changed.chmod(0o700)


@pytest.mark.parametrize("what", FORBIDDEN)
def test_nothing_is_stored_where_one_may_not_write(register: Register, what: str) -> None:
    before = register.path.read_bytes()
    with forbidden(register.path, what), pytest.raises(CannotOpen) as caught:
        register.add("risk", {"description": "New"}, who="Ann")
    assert advises(caught.value.sentence)
    assert register.path.read_bytes() == before
    set_owner(register, "Zoë")
    check_whole(register.path)


@pytest.mark.parametrize("what", FORBIDDEN)
def test_a_command_says_what_one_may_not_do(loti: Loti, path: Path, what: str) -> None:
    for words in (["set", "R1", "impact=4"], ["undo"], ["redo"], ["show", "--read-only"]):
        assert loti(*words).status == 0
    before = path.read_bytes()
    with forbidden(path, what):
        for words in (["set", "R1", "impact=3"], ["undo"]):
            check_refusal(loti(*words), str(path))
        reading = loti("show", "--read-only")
        if what in READABLE:
            assert reading.status == 0
        else:
            check_refusal(reading, str(path))
    assert path.read_bytes() == before
    assert loti("set", "R1", "impact=3").status == 0
    check_whole(path)


def test_a_read_only_file_can_be_read(loti: Loti, path: Path) -> None:
    assert loti("show").status == 0
    with forbidden(path, "file read-only"):
        answer = loti("show")
        if answer.status:
            check_refusal(answer, "--read-only")
        else:
            assert "may only be read" in answer.err
        assert loti("show", "--read-only").status == 0


def test_no_register_is_made_where_one_may_not(bare: Loti, path: Path) -> None:
    assert bare("init", "--register", str(path)).status == 0
    path.unlink()
    with forbidden(path, "folder read-only"):
        check_refusal(bare("init", "--register", str(path)), str(path), "Nothing was made")
    assert not list(path.parent.iterdir())


@pytest.mark.parametrize(
    ("what", "way"),
    [
        pytest.param("file read-only", InForm, marks=pytest.mark.long),
        pytest.param("folder read-only", AtScore),
        pytest.param("no right to the file", InCell),
        pytest.param("no right to the folder", InBox, marks=pytest.mark.long),
        pytest.param("folder read-only", InBox, marks=pytest.mark.long),
    ],
)
async def test_typed_words_stay_until_one_may_write_again(path: Path, what: str, way: type[Hands]) -> None:
    Register.create(path, [dd2092.first_batch("Jo")])
    async with opened(path) as desk:
        hands = way(desk)
        await hands.type()
        before = path.read_bytes()
        with forbidden(path, what):
            await refused_and_kept(hands, "Nothing was changed", "elsewhere" if what in READABLE else "Check")
        assert path.read_bytes() == before
        await stored_when_mended(hands)
    check_whole(path)
