"""How long the rules take over a large register, beside a plain loop over the same items.

    python -m tests.bench.rules

The state is new in each round, as it is after each edit, so that nothing has been worked out before.
"""

from __future__ import annotations

import statistics
import time
from datetime import date, timedelta

from loti_tui.domain.dates import PartialDate
from loti_tui.domain.findings import attention
from loti_tui.domain.item import Item
from loti_tui.domain.items import Action, Decision, Funding, Milestone, Procurement, Publication, Risk, Spend, Step
from loti_tui.domain.state import State
from loti_tui.domain.trail import Trail, Turn
from tests.bench.measures import Figures

RISKS, STEPS, MILESTONES = 10_000, 1_000, 1_000
TODAY = date(2017, 9, 4)
BEGUN = date(2017, 4, 4)
OWNERS = ("Ann Smith", "Bo Jones", "Cy Patel", "Di Owusu", "Head of Intelligence", "Intelligence", "TfL Procurement")
WORDS = "The provider that is chosen does not deliver the part of the study that was planned for borough"
ADDED = "2017-04-04T09:00:00.000000Z"


def after(days: int) -> PartialDate:
    """A day of the programme; every fourth is known to the month only."""
    day = BEGUN + timedelta(days)
    return PartialDate.of_month(day.year, day.month) if days % 4 == 3 else PartialDate.of_day(day)


def risk(number: int) -> Risk:
    """One of many risks: a third of them break a rule, by turns another one."""
    broken = number % 9 if number % 3 == 0 else 1
    return Risk(
        id=f"risk-{number}",
        ref=f"R{number}",
        description=f"{WORDS} {number}",
        mitigation=None if broken == 0 else "Weekly meetings with the provider; a second supplier is named.",
        probability=None if broken == 3 else 1 + number % 4,
        impact=1 + number // 4 % 4,
        rag_recorded="G" if broken == 6 else None,
        owner=None if number % 81 == 0 else OWNERS[number % (7 if broken == 6 else 5)],
        review_on=after(number % 150 if broken == 0 else 200 + number % 100),
        raised_on=after(0),
        status="closed" if number % 10 == 9 else "open",
    )


def step(number: int) -> Step:
    """One of many steps, in order: the first half is done, and here and there one is late or in the wrong place."""
    planned = after(number // 4 - (60 if number % 30 == 0 else 0))
    done = number < STEPS // 2
    return Step(
        id=f"step-{number}",
        ref=f"S{number}",
        title=f"Part {number} of the purchase",
        stage="contract" if number == STEPS // 2 else None,
        lead=OWNERS[number % 7],
        position=number,
        planned=planned,
        forecast=planned,
        actual=planned if done and number % 50 else None,
        status="done" if done and number % 50 else "planned",
    )


def milestone(number: int) -> Milestone:
    """One of many milestones, each waiting for the one before: a third has slipped, is late, or lacks something."""
    planned = after(120 + number // 5)
    return Milestone(
        id=f"milestone-{number}",
        ref=f"M{number}",
        title=f"Part {number} of the study is delivered",
        owner=None if number % 12 == 0 else OWNERS[number % 5],
        baseline=None if number % 9 == 0 else planned,
        forecast=after(150 + number // 5) if number % 6 == 0 else planned,
        depends_on=(f"milestone-{number - 1}",) if number > 1 else (f"step-{STEPS // 2}",),
    )


def turns(number: int) -> list[Turn]:
    """What became of a risk's score: raised in May; in June every tenth was lowered again."""
    item, found = f"risk-{number}", []
    for month in (5, 6) if number % 10 == 0 else (5,):
        old, new = (1, 4) if month == 5 else (4, 1 + number % 4)
        at = f"2017-{month:02}-{1 + number % 28:02}T10:00:00.{number % 1000:06}Z"
        found.append(Turn(f"act-{month}-{number}", at, item, "probability", old, new))
    return found


def large() -> tuple[dict[str, Item], Trail]:
    """The items of a large register, and what its rules look back on."""
    items: list[Item] = [
        Decision(
            id="d", ref="DD2092", approved_on=after(0), ceiling=100_000_00, starts_on=after(0), ends_on=after(360)
        ),
        Procurement(id="p", ref="P1", title="The study", value=100_000_00, planned_for=after(0), method="quotes"),
        Publication(id="pub", ref="PUB1", deferred=True, until=after(10), reason="The purchase", waits_for="step-500"),
    ]
    items += [Funding(id=f"f{number}", ref=f"F{number}", payer=f"Borough {number}") for number in range(1, 34)]
    items += [Spend(id=f"sp{number}", ref=f"SP{number}", title="Fees", amount=100_00) for number in range(1, 101)]
    items += [Action(id=f"a{number}", ref=f"A{number}", description="Ask", due=after(number)) for number in range(200)]
    items += map(risk, range(1, RISKS + 1))
    items += map(step, range(1, STEPS + 1))
    items += map(milestone, range(1, MILESTONES + 1))
    trail = Trail.of(
        (turn for number in range(1, RISKS + 1, 4) for turn in turns(number)),
        {item.id: ADDED for item in items if item.KIND in ("risk", "milestone")},
    )
    return {item.id: item for item in items}, trail


def rules(rounds: int) -> Figures:
    """Milliseconds of every rule over a large register, and of one look at each of its items, in turns."""
    items, trail = large()
    found: Figures = {"all rules": [], "plain loop": []}
    for turn in range(rounds + 1):
        state = State(items).on(TODAY)
        started = time.perf_counter()
        attention(state, TODAY, trail)
        ruled = time.perf_counter()
        for item in items.values():
            item.removed  # noqa: B018
        looped = time.perf_counter()
        if turn:  # the first round loads the calendar of bank holidays
            found["all rules"].append([(ruled - started) * 1000])
            found["plain loop"].append([(looped - ruled) * 1000])
    return found


def main() -> None:
    """Measure in seven rounds, and print the medians and their ratio."""
    found = rules(7)
    ruled, looped = (statistics.median(sample for some in found[name] for sample in some) for name in found)
    items, trail = large()
    open_now = len(attention(State(items).on(TODAY), TODAY, trail).open)
    print(f"{len(items):,} items, {open_now:,} findings: {ruled:.0f} ms, {ruled / looped:.0f} x a plain loop")


if __name__ == "__main__":
    main()
