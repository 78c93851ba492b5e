"""Is it still quick? Measured in a real pseudo-terminal, against a bare Textual program in the same rounds.

    python -m tests.bench [MEASURE] [--rounds N]

Run it from the checkout, on Linux, with the machine at rest. Milliseconds tell of the machine, ratios of the
program. Exit status 1: over a budget.
"""

from __future__ import annotations

import argparse
import math
import statistics
import sys
from collections.abc import Callable
from dataclasses import dataclass

from tests.bench import intake, many, measures, packs, rules
from tests.bench.terminal import NotSeen


@dataclass(frozen=True)
class Budget:
    """One line of the table: how a figure is read, and how much is allowed."""

    figure: str
    reading: str  # "median", "p95", or what it is a multiple of
    limit: float = math.inf

    def value(self, figures: measures.Figures) -> float:
        """The figure as it is read; a multiple is taken within each round."""
        rounds = figures[self.figure]
        everything = sorted(sample for samples in rounds for sample in samples)
        if self.reading == "median":
            return statistics.median(everything)
        if self.reading == "p95":
            return everything[math.ceil(0.95 * len(everything)) - 1]
        pairs = zip(rounds, figures[self.reading], strict=True)
        return statistics.median(statistics.median(ours) / statistics.median(theirs) for ours, theirs in pairs)


MEASURES: dict[str, tuple[Callable[[int], measures.Figures], str, tuple[Budget, ...]]] = {
    "start": (
        measures.start,
        "ms",
        (
            Budget("python -c pass", "median"),
            Budget("loti --version", "median"),
            Budget("loti --version", "python -c pass", 3),
            Budget("bare app", "median"),
            Budget("frame", "median"),
            Budget("frame", "bare app", 1.6),
            Budget("data", "median"),
            Budget("data", "bare app", 3.2),
        ),
    ),
    "keys": (
        measures.keys,
        "ms",
        (
            Budget("bare key", "median"),
            Budget("bare key", "p95"),
            Budget("painted", "median"),
            Budget("painted", "p95", 50),
            Budget("painted", "bare key"),
            Budget("stored", "median"),
            Budget("stored", "p95", 250),
        ),
    ),
    "rules": (
        rules.rules,
        "ms",
        (
            Budget("plain loop", "median"),
            Budget("all rules", "median", 150),
            Budget("all rules", "plain loop"),
        ),
    ),
    "packs": (
        packs.packs,
        "ms",
        (
            Budget("6 risks", "median", 500),
            Budget("6 whole", "median"),
            Budget("6 whole", "python"),
            Budget("100 risks", "median", 800),
            Budget("100 whole", "median"),
            Budget("2,400 risks", "median", 6000),
            Budget("2,400 whole", "median"),
        ),
    ),
    "packmem": (packs.memory, "MB", (Budget("2,400 risks held", "median", 700),)),
    "open": (
        many.opening,
        "ms",
        (
            Budget("4 rows", "median"),
            Budget("20,000 rows", "median"),
            Budget("20,000 rows", "4 rows", 1.3),
            Budget("4 key", "median"),
            Budget("20,000 key", "median"),
            Budget("20,000 key", "4 key", 1.3),
        ),
    ),
    "many": (
        many.keys,
        "ms",
        tuple(
            Budget(f"{size:,} {name}", reading, limit)
            for name in many.PAINTED
            for size in (many.FEW, many.MANY)
            for reading, limit in (("median", math.inf), ("p95", 50))
        ),
    ),
    "filter": (
        many.filtering,
        "ms",
        (
            Budget("10,000 first", "median"),
            Budget("10,000 filter", "median"),
            Budget("10,000 filter", "p95", 30),
        ),
    ),
    "sheets": (
        intake.sheets,
        "ms",
        tuple(Budget(f"{name} {words}", "median", 2000) for name in ("csv", "xlsx") for words in ("new", "known")),
    ),
    "sheetmem": (intake.memory, "MB", tuple(Budget(f"{name} held", "median") for name in ("csv", "xlsx"))),
    "form": (
        intake.form,
        "ms",
        (Budget("show", "median"), Budget("form", "median"), Budget("form beyond", "median", 100)),
    ),
    "manymem": (many.memory, "MB", (Budget("20,000 held", "median", 150),)),
    "memory": (
        measures.memory,
        "MB",
        (
            Budget("bare app held", "median"),
            Budget("held", "median", 100),
            Budget("held", "bare app held"),
        ),
    ),
}


def main() -> int:
    """Measure what was asked for, and print one table."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.bench",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("what", nargs="?", choices=[*MEASURES, "all"], default="all")
    parser.add_argument("--rounds", type=int, default=7, help="counted rounds (default: %(default)s)")
    asked = parser.parse_args()
    over = 0
    print(f"{'':8} {'figure':16} {'read as':18} {'value':>10}   budget")
    for name, (measure, unit, budgets) in MEASURES.items():
        if asked.what not in (name, "all"):
            continue
        try:
            figures = measure(asked.rounds)
        except NotSeen as why:
            print(f"{name:8} could not be measured: {why}")
            over += 1
            continue
        for budget in budgets:
            value = budget.value(figures)
            multiple = budget.reading not in ("median", "p95")
            reading = f"x {budget.reading}" if multiple else budget.reading
            shown = f"{value:.2f} x " if multiple else f"{value:.1f} {unit}"
            allowed = (
                "" if budget.limit == math.inf else f"{budget.limit:g}  {'ok' if value <= budget.limit else 'OVER'}"
            )
            over += value > budget.limit
            print(f"{name:8} {budget.figure:16} {reading:18} {shown:>10}   {allowed}", flush=True)
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main())
