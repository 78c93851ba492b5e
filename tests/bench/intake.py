"""How long spreadsheets of many rows take to be read and taken, in a process of its own, and how much memory."""

from __future__ import annotations

import io
import json
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

from xlsxwriter import Workbook

from tests.bench.measures import Figures

ROWS = 10_000
ROOT = Path(__file__).resolve().parents[2]
HEADINGS = (
    *("Risk ID", "Description of risk", "Cause", "Likelihood", "Impact", "P x I", "RAG", "Risk owner"),
    *("Mitigating actions", "Date raised", "Next review", "Status"),
)

# As the program does it.
TAKE = """
import json, resource, sys, time
from datetime import date
from pathlib import Path
begun = time.perf_counter()
from loti_tui.intake.sheets.asked import Choices
from loti_tui.intake.sheets.looking import take_sheets
from loti_tui.intake.source import source_of
taken = take_sheets(source_of(Path(sys.argv[1])), Choices(), date(2017, 4, 6))
took = time.perf_counter() - begun
assert len(taken.found) == int(sys.argv[2])
print(json.dumps([took * 1000, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024]))
"""


def rows() -> Iterator[tuple[object, ...]]:
    """Risks as long as those of DD2092, each another."""
    chance = random.Random(2092)
    for number in range(1, ROWS + 1):
        p, i = chance.randint(1, 4), chance.randint(1, 4)
        raised = date(2016, 1, 1) + timedelta(days=chance.randint(0, 500))
        yield (
            f"R-{number:05}",
            f"The provider that is chosen does not deliver what was planned for borough {number}",
            f"Too few people in team {number % 97}",
            *(p, i, p * i, "GAR"[min(p * i // 6, 2)]),
            ("Ann Smith", "Bo Jones", "Cy Patel")[number % 3],
            f"Weekly meetings with the provider; a second supplier is named for part {number} of the study.",
            *(raised, raised + timedelta(days=90), ("Open", "Closed")[number % 2]),
        )


def as_csv(content: Sequence[tuple[object, ...]]) -> bytes:
    import csv

    made = io.StringIO(newline="")
    writer = csv.writer(made)
    writer.writerow(HEADINGS)
    for row in content:
        writer.writerow([one.strftime("%d/%m/%Y") if isinstance(one, date) else one for one in row])
    return made.getvalue().encode("utf-8-sig")


def as_xlsx(content: Sequence[tuple[object, ...]]) -> bytes:
    made = io.BytesIO()
    book = Workbook(made, {"in_memory": True, "default_date_format": "dd/mm/yyyy"})
    page = book.add_worksheet("Risk register")
    for number, row in enumerate((HEADINGS, *content)):
        page.write_row(number, 0, row)
    book.close()
    return made.getvalue()


@contextmanager
def files() -> Iterator[dict[str, Path]]:
    """The same rows in each format."""
    content = list(rows())
    with tempfile.TemporaryDirectory() as folder:
        found = {}
        for name, write in (("csv", as_csv), ("xlsx", as_xlsx)):
            found[name] = Path(folder) / f"risks.{name}"
            found[name].write_bytes(write(content))
        yield found


def taken(path: Path) -> tuple[float, float]:
    """Milliseconds from the first import to what the file says, and megabytes at the largest."""
    command = [sys.executable, "-c", TAKE, str(path), str(ROWS)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    took, memory = json.loads(done.stdout)
    return took, memory


def sheets(rounds: int) -> Figures:
    """Milliseconds for 10,000 rows of 12 columns, by format."""
    with files() as known:
        found: Figures = {f"{ROWS:,} {name}": [] for name in known}
        for turn in range(rounds + 1):
            for name, path in known.items():
                took, _ = taken(path)
                if turn:  # the first round fills the disk's cache
                    found[f"{ROWS:,} {name}"].append([took])
    return found


def memory(rounds: int) -> Figures:
    """Megabytes that the process holds at most."""
    with files() as known:
        return {f"{ROWS:,} {name} held": [[taken(path)[1]]] for name, path in known.items()}
