"""What every test may ask for: a real register of DD2092 in a real file, and a home folder of its own."""

from __future__ import annotations

import gc
import os
import shutil
from collections import Counter
from collections.abc import Generator, Iterator
from datetime import date
from inspect import iscoroutinefunction
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy
from hypothesis import is_hypothesis_test, settings

from db import dialect
from db.register import Register
from fixtures import dd2092

TODAY = date(2017, 4, 6)
HERE = Path(__file__).parent

# No example is timed: the first to meet a year loads its calendar, and the machine may be busy.
settings.register_profile("all", deadline=None)
settings.register_profile("few", deadline=None, max_examples=20)

AT_THE_SCREENS = ("screens", "terminal", "contracts", "settings", "faults")
"""Folders whose tests open the whole program, each of which takes a second or so."""
TRIED = 1
"""How many cases of one promise the default run tries there; the long one tries all the others."""


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Of what hypothesis thinks up the default run tries few, the long run all (`tests/examples.py`)."""
    if "HYPOTHESIS_PROFILE" not in os.environ:
        settings.load_profile("few" if config.getoption("markexpr") == "not long" else "all")
    gc.disable()  # of what is collected nothing could be thrown away, and looking for it takes a fifth of the time


def pytest_collection_finish() -> None:
    """What was collected stays for the whole run: no collection looks through it again."""
    gc.freeze()
    gc.enable()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """A promise that is kept over many texts, keys, sizes or screens is tried on the first of them in each run.

    What hypothesis tries is tried in both runs: in the default one on few examples.
    """
    tried: Counter[tuple[Path, str]] = Counter()
    for item in items:
        if config.getoption("markexpr") == "long" and is_hypothesis_test(getattr(item, "obj", None)):
            item.add_marker(pytest.mark.long)
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


@pytest.fixture(autouse=True, scope="session")
def compiled_once() -> Iterator[None]:
    """What SQL is made of a statement is kept for the whole run: a test opens many registers, the program one or two.

    SQLAlchemy keeps it for each engine and asks by the engine's dialect.
    """
    kept = sqlalchemy.create_engine("sqlite://")
    compiled: dict[Any, Any] = {}
    with kept.connect():
        pass  # a dialect gets to know its database when it is first connected

    def create_engine(*words: Any, **more: Any) -> sqlalchemy.Engine:
        engine = sqlalchemy.create_engine(*words, **more)
        engine.dialect = kept.dialect
        engine.update_execution_options(compiled_cache=compiled)
        return engine

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(dialect, "create_engine", create_engine)
        yield
    kept.dispose()


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


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Where every judge must be there (`.ci/validators`), a test that was skipped for want of one has failed."""
    report = yield
    if report.skipped and os.environ.get("LOTI_VALIDATORS") == "required":
        report.outcome = "failed"
    return report
