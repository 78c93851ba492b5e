"""What somebody who installs the program relies on: names, versions, locks, and no trace of our machines."""

from __future__ import annotations

import re
import subprocess
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

import loti_tui

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("loti_tui", "screens", "db", "fixtures")
LOCKS = ("requirements.lock", "requirements-dev.lock")
NOT_OURS = {".git", ".venv", "build", "dist", "out"}

# Written in pieces, or this file would find itself.
MACHINE_PATH = re.compile(r"(?<![\w.~-])/(?:root|work|farm)" + r"/|(?<![\w.~-])/tmp" + r"/\w|file:/{2}/\w")
REGISTRY = re.compile(r"https?:/{2}[^\s\"'<>]+/(?:simple|packages)" + r"(?=[/\s]|$)", re.M)


def tracked() -> Iterator[tuple[str, str]]:
    """Every file that git gives to others, as (name, text); without git, every file that was not built."""
    git = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        listed = subprocess.run(git, cwd=ROOT, capture_output=True, check=True, text=True).stdout
        names = [name for name in listed.split("\0") if name]
    except (OSError, subprocess.CalledProcessError):
        found = (path.relative_to(ROOT) for path in ROOT.rglob("*"))
        names = [
            path.as_posix()
            for path in found
            if path.parts[0] not in NOT_OURS and not any("cache" in part for part in path.parts)
        ]
    for name in names:
        if (ROOT / name).is_file():
            yield name, (ROOT / name).read_text(encoding="utf-8", errors="replace")


def pinned(lock: str) -> dict[str, str]:
    """The exact version of each distribution that a lock file names."""
    return dict(re.findall(r"^([\w.-]+)==(\S+)", (ROOT / lock).read_text(encoding="utf-8"), re.M))


@pytest.mark.parametrize("name", PACKAGES)
def test_no_other_distribution_brings_a_package_of_this_name(name: str) -> None:
    assert set(packages_distributions().get(name, [])) <= {"loti-tui"}


def test_the_version_is_said_once() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["version"] == loti_tui.__version__


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_address_and_a_hash_for_every_version(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert "http" not in text
    assert "file:" not in text
    entries = re.split(r"^(?=[\w.-]+==)", text, flags=re.M)[1:]
    assert entries
    assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []


def test_the_test_lock_only_adds_to_the_lock() -> None:
    assert pinned(LOCKS[0]).items() <= pinned(LOCKS[1]).items()


def test_the_locks_hold_what_the_project_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    for lock, asked in (
        (LOCKS[0], project["dependencies"] + extras["checkout"]),
        (LOCKS[1], project["dependencies"] + extras["dev"]),
    ):
        names = {re.split(r"[^\w.-]", line)[0] for line in asked} - {"loti-tui"}
        assert names <= pinned(lock).keys()


def test_the_quick_start_is_one_command_to_run_and_one_to_test() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    section = re.search(r"^## Quick start\b.*?(?=^## |\Z)", readme, re.M | re.S)
    assert section
    assert len(re.findall(r"^```(?:sh|bash|shell)\s*\n.*?^```", section[0], re.M | re.S)) == 2


def test_no_file_names_a_place_on_the_machine_it_was_written_on() -> None:
    offenders = [f"{name}: {hit[0]}" for name, text in tracked() if (hit := MACHINE_PATH.search(text))]
    assert offenders == []


def test_no_file_names_an_address_of_a_package_index() -> None:
    offenders = [f"{name}: {hit[0]}" for name, text in tracked() if (hit := REGISTRY.search(text))]
    assert offenders == []
