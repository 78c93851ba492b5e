"""How long a pack takes in every format together, in a process of its own, and how much memory its largest takes."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from db.register import Register
from fixtures import dd2092
from loti_tui.domain.changes import Batch, Edit, new_item
from loti_tui.domain.fields import Plain
from tests.bench.measures import Figures

SIZES = (6, 100, 2_400)
"""Risks in the register."""
ROOT = Path(__file__).resolve().parents[2]

# As the command does it.
MAKE = """
import gc, json, resource, sys, time
from datetime import date
from pathlib import Path
from db.register import Register
basis = Register.open(Path(sys.argv[1])).basis("now", date(2017, 4, 6))
gc.freeze()
begun = time.perf_counter()
from loti_tui.packs import pack_of, write_pack
paths = write_pack(pack_of(basis, source="board.loti"), ["all"], Path(sys.argv[2]))
took = time.perf_counter() - begun
print(json.dumps([took * 1000, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, len(paths)]))
"""


@contextmanager
def registers() -> Iterator[dict[int, Path]]:
    """A register of each size, with a snapshot before it; since then one risk in twenty was scored anew."""
    with tempfile.TemporaryDirectory() as folder:
        found = {}
        for size in SIZES:
            register = Register.create(Path(folder) / f"{size}.loti", [dd2092.first_batch("Jo")])
            edits = [edit for number in range(5, size + 1) for edit in new_item("risk", risk(number))]
            register.apply(Batch("Jo", tuple(edits), "the boroughs’ own registers"))
            register.take_snapshot("March", who="Jo")
            scores = [Edit("risk", one.id, "impact", 1 + (one.impact or 0) % 4) for one in register.state().risks[::20]]
            register.apply(Batch("Jo", tuple(scores), "looked at again"))
            found[size] = register.path
        yield found


def risk(number: int) -> Mapping[str, Plain]:
    """One of many risks, as long as those of DD2092."""
    return {
        "description": f"The provider that is chosen does not deliver what was planned for borough {number}",
        "mitigation": f"Weekly meetings with the provider; a second supplier is named for part {number} of the study.",
        "probability": 1 + number % 4,
        "impact": 1 + number // 4 % 4,
        "owner": ("Ann Smith", "Bo Jones", "Cy Patel")[number % 3],
    }


def made(register: Path) -> tuple[float, float, float]:
    """Milliseconds to make every format, of the whole process, and megabytes at its largest."""
    with tempfile.TemporaryDirectory() as folder:
        begun = time.perf_counter()
        done = subprocess.run(
            [sys.executable, "-c", MAKE, str(register), folder], capture_output=True, text=True, check=True, cwd=ROOT
        )
        whole = (time.perf_counter() - begun) * 1000
    took, memory, _ = json.loads(done.stdout)
    return took, whole, memory


def packs(rounds: int) -> Figures:
    """Milliseconds, for each size of register, and of an interpreter that does nothing."""
    names = ["python", *(f"{size:,} {what}" for size in SIZES for what in ("risks", "whole"))]
    found: Figures = {name: [] for name in names}
    with registers() as known:
        for turn in range(rounds + 1):
            for size, path in known.items():
                if size == max(SIZES) and turn > 2:
                    continue  # the long one: two counted rounds tell enough
                took, whole, _ = made(path)
                if turn:  # the first round fills the disk's cache
                    found[f"{size:,} risks"].append([took])
                    found[f"{size:,} whole"].append([whole])
            begun = time.perf_counter()
            subprocess.run([sys.executable, "-c", "pass"], check=True)
            if turn:
                found["python"].append([(time.perf_counter() - begun) * 1000])
    return found


def memory(rounds: int) -> Figures:
    """Megabytes that a process holds at most which makes the largest pack."""
    with registers() as known:
        return {f"{max(SIZES):,} risks held": [[made(known[max(SIZES)])[2]]]}
