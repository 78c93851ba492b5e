"""How long documents take to be read, taken and proposed, each in a process of its own, and how much memory."""

from __future__ import annotations

import io
import json
import random
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

from xlsxwriter import Workbook

from tests.bench.measures import Figures, Place, place

ROWS = 10_000
ROOT = Path(__file__).resolve().parents[2]
FORM = ROOT / "tests" / "data" / "forms" / "dd3101.txt"
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
from loti_tui.intake.proposing import propose
from loti_tui.domain.state import State, loaded
read = time.perf_counter()
there = int(sys.argv[3])
known = {"id": "pr", "ref": "PR1", "title": "Programme"}
items = {"pr": loaded("programme", known)}
for n in range(1, there + 1):
    words = f"The provider that is chosen does not deliver what was planned for borough {n}"
    items[f"r{n}"] = loaded("risk", {"id": f"r{n}", "ref": f"R{n}", "description": words, "impact": 2})
state = State(items)
begun += time.perf_counter() - read  # the register is there already
taken = take_sheets(source_of(Path(sys.argv[1])), Choices(), date(2017, 4, 6))
proposed = propose(taken, state, date(2017, 4, 6))
took = time.perf_counter() - begun
assert len(taken.found) == int(sys.argv[2])
assert len(proposed.proposals) == int(sys.argv[2])
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


def taken(path: Path, there: int = 0) -> tuple[float, float]:
    """Milliseconds from the first import to what is proposed to a register that has so many of the risks, and
    megabytes at the largest."""
    command = [sys.executable, "-c", TAKE, str(path), str(ROWS), str(there)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    took, memory = json.loads(done.stdout)
    return took, memory


def sheets(rounds: int) -> Figures:
    """Milliseconds for 10,000 rows of 12 columns, by format; to a register without risks, and to one that has all."""
    figures: Figures = defaultdict(list)
    with files() as known:
        for turn in range(rounds + 1):
            for name, path in known.items():
                for there, words in ((0, "new"), (ROWS, "known")):
                    took, _ = taken(path, there)
                    if turn:  # the first round fills the disk's cache
                        figures[f"{name} {words}"].append([took])
    return figures


def memory(rounds: int) -> Figures:
    """Megabytes that the process holds at most."""
    with files() as known:
        return {f"{name} held": [[taken(path)[1]]] for name, path in known.items()}


def form(rounds: int) -> Figures:
    """Milliseconds of `loti import FORM --check`, and how much longer that is than to open the register and show it."""
    figures: Figures = defaultdict(list)
    with place() as here:
        for turn in range(rounds + 1):
            shown = whole(here, "show", "programme", "--json")
            read = whole(here, "import", str(FORM), "--check")
            if turn:
                figures["show"].append([shown])
                figures["form"].append([read])
                figures["form beyond"].append([read - shown])
    return figures


def whole(here: Place, *words: str) -> float:
    """Milliseconds of one command from its start to its end."""
    begun = time.perf_counter()
    subprocess.run([*here.command(), *words], env=here.environment, capture_output=True, check=True)
    return (time.perf_counter() - begun) * 1000
