"""Who may lean on whom, and what must not be loaded yet when a person is waiting."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

# Each statement is run in a fresh interpreter, which then prints the top-level names of all it has loaded.
REPORT = "\nimport sys; print('\\n', *sorted({name.partition('.')[0] for name in sys.modules}))"

RUN_LOTI = """
import sys
sys.argv = ["loti", {option!r}]
from loti_tui.__main__ import main
try:
    main()
except SystemExit as end:
    assert not end.code, end.code
"""

IMPORT_ALL = """
import importlib, pkgutil
root = importlib.import_module({package!r})
for module in pkgutil.walk_packages(root.__path__, root.__name__ + "."):
    if ".migrations." not in module.name:  # these run inside Alembic only
        importlib.import_module(module.name)
"""


def loaded_after(statements: str, *, isolated: bool = False) -> tuple[set[str], str]:
    """The names that are loaded after the statements, and what these printed."""
    options = ["-S"] if isolated else []
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-P", *options, "-c", statements + REPORT],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    printed, _, names = done.stdout.rstrip().rpartition("\n")
    return set(names.split()), printed


def assert_absent(loaded: set[str], names: Iterable[str]) -> None:
    assert loaded & set(names) == set()


@pytest.mark.parametrize("option", ["--version", "--help"])
def test_a_question_about_the_program_is_answered_without_the_program(option: str) -> None:
    loaded, printed = loaded_after(RUN_LOTI.format(option=option))
    assert printed.strip()
    assert_absent(loaded, ["textual", "rich", "typer", "sqlalchemy", "sqlmodel", "pydantic", "pendulum"])


@pytest.mark.parametrize("statements", ["import loti_tui.app", IMPORT_ALL.format(package="screens")])
def test_the_first_frame_does_not_wait_for_the_database(statements: str) -> None:
    loaded, _ = loaded_after(statements)
    assert "textual" in loaded
    assert_absent(loaded, ["sqlalchemy", "sqlmodel", "alembic"])


def test_the_first_frame_does_not_wait_for_the_rules() -> None:
    _, printed = loaded_after("import loti_tui.app, sys; print(*(n for n in sys.modules if '.domain.' in n))")
    assert_absent(set(printed.split()), [f"loti_tui.domain.{name}" for name in ("items", "state", "findings")])


def test_the_gateway_loads_the_database_only_when_asked() -> None:
    loaded, _ = loaded_after("import db.gateway")
    assert_absent(loaded, ["sqlalchemy", "sqlmodel", "alembic", "textual"])


def test_the_rules_are_free_of_screen_and_storage() -> None:
    loaded, _ = loaded_after(IMPORT_ALL.format(package="loti_tui.domain"))
    assert_absent(loaded, ["textual", "rich", "typer", "sqlmodel", "sqlalchemy", "alembic", "sqlite3"])


def test_the_tables_are_free_of_the_screen() -> None:
    loaded, _ = loaded_after(IMPORT_ALL.format(package="db"))
    assert_absent(loaded, ["textual", "rich", "typer", "screens"])


def test_set_up_needs_nothing_installed() -> None:
    loaded, _ = loaded_after("import loti_tui.bootstrap", isolated=True)
    assert loaded - set(sys.stdlib_module_names) <= {"__main__", "loti_tui"}


def test_imports_follow_the_arrows() -> None:
    script = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run(
        [str(script), "--no-cache"], cwd=ROOT, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
