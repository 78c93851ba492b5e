"""What every test may ask for: a real register of DD2092 in a real file, and a home folder of its own."""

from __future__ import annotations

import os
import shutil
from collections import Counter
from collections.abc import Iterator
from datetime import date
from inspect import iscoroutinefunction
from pathlib import Path

import pytest
from hypothesis import settings
from pluggy import Result

from db.register import Register
from fixtures import dd2092

TODAY = date(2017, 4, 6)
HERE = Path(__file__).parent

# No example is timed: the first to meet a year loads its calendar, and the machine may be busy.
settings.register_profile("untimed", settings(), deadline=None)
if "HYPOTHESIS_PROFILE" not in os.environ:
    settings.load_profile("untimed")


AT_THE_SCREENS = ("screens", "terminal", "contracts", "settings", "faults")
"""Folders whose tests open the whole program, each of which takes a second or so."""
TRIED = 1
"""How many cases of one promise the default run tries there; the long one tries all the others."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A promise that is kept over many texts, keys, sizes or screens is tried on the first of them in each run."""
    tried: Counter[tuple[Path, str]] = Counter()
    for item in items:
        if isinstance(item, pytest.Function) and hasattr(item, "callspec"):
            folder = item.path.relative_to(HERE).parts[0]
            promise = (item.path, item.originalname)
            tried[promise] += 1
            if folder in AT_THE_SCREENS and tried[promise] > TRIED and iscoroutinefunction(item.function):
                item.add_marker(pytest.mark.long)


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """No test reads or writes the folders of the person who runs it."""
    home = tmp_path / "home"
    home.mkdir()
    for name in (
        "HOME",
        "USERPROFILE",
        "XDG_DATA_HOME",
        "XDG_CONFIG_HOME",
        "XDG_STATE_HOME",
        "APPDATA",
        "LOCALAPPDATA",
    ):
        monkeypatch.setenv(name, str(home))
    for name in ("LOTI_REGISTER", "LOTI_TODAY", "LOTI_AS", "LOTI_SETTINGS"):
        monkeypatch.delenv(name, raising=False)
    return home


@pytest.fixture
def today() -> date:
    """The day after DD2092 should have been published."""
    return TODAY


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the register of a test lies."""
    return tmp_path / "board.loti"


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The register of DD2092, made by Jo: what each test copies. Nobody opens it."""
    return Register.create(tmp_path_factory.mktemp("once") / "board.loti", [dd2092.first_batch("Jo")]).path


@pytest.fixture
def register(path: Path, made_once: Path) -> Register:
    """The register of DD2092, made by Jo, in a file of its own."""
    return Register.open(Path(shutil.copy(made_once, path)))


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport() -> Iterator[None]:
    """Where every judge must be there (`.ci/validators`), a test that was skipped for want of one has failed."""
    outcome: Result[pytest.TestReport] = yield  # type: ignore[assignment]  # what a hook wrapper is sent
    report = outcome.get_result()
    if report.skipped and os.environ.get("LOTI_VALIDATORS") == "required":
        report.outcome = "failed"
