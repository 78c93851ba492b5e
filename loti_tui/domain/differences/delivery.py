"""What became of milestones, steps and actions: completed, dropped, begun again; and of the order of the steps."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from loti_tui.domain.dates import PartialDate
from loti_tui.domain.differences.behind import Acts
from loti_tui.domain.differences.difference import Difference, Way
from loti_tui.domain.differences.edited import day
from loti_tui.domain.differences.pair import Pair
from loti_tui.domain.differences.wording import apart, dated, listed
from loti_tui.domain.item import Item
from loti_tui.domain.state import State

PLANNED = {"milestone": "baseline", "step": "planned"}
"""kind -> the field of the approved plan."""
NAMES = {"baseline": "baseline", "planned": "planned date"}
FINISHED_ON = {"milestone": "actual", "step": "actual", "action": "done_on"}
"""kind -> the field that says on which day it was completed."""
ENDED = {"done": "completed", "dropped": "dropped"}
"""The statuses with which there is nothing more to do, as verbs."""


def moved(pair: Pair, touched: Collection[str]) -> Iterator[Difference]:
    """The dates of a plan, each on its own. A first forecast is told beside what was planned."""
    for name in touched:
        plan = PLANNED[pair.kind]
        now, planned = getattr(pair.new, name), getattr(pair.new, plan)
        if (
            name == "forecast"
            and getattr(pair.old, name) is None
            and planned
            and pair.seen(plan)
            and plan not in touched
        ):
            sentence = f"{pair.subject(name)} is now given as {now.spoken()}, {against(planned, now, NAMES[plan])}."
            yield pair.told("moved", name, sentence)
        else:
            yield day(pair, name, "moved")


def against(planned: PartialDate, now: PartialDate, name: str) -> str:
    """A first forecast beside the plan: "1 month later than its baseline, November 2017"."""
    if planned == now:
        return f"as its {name}"
    by = apart(planned, now).removeprefix("which is ")
    return f"{by} than its {name}, {planned.spoken()}" if by else f"where its {name} is {planned.spoken()}"


def progress(pair: Pair, touched: Collection[str]) -> Iterator[Difference]:
    """The status and the day of completion: recorded together, they are one difference."""
    finished_on = FINISHED_ON[pair.kind]
    date_is_left = finished_on in touched
    if "status" in touched:
        was, now = (str(value) for value in pair.values("status"))
        one = ended(pair, was, now, date_is_left) if now in ENDED else begun(pair, was, now, date_is_left)
        yield one
        undone = was == "done" and now not in ENDED and getattr(pair.new, finished_on) is None
        date_is_left = date_is_left and one.field != finished_on and not undone
    if date_is_left:
        yield day(pair, finished_on, "moved" if finished_on == "actual" else "edited")


def ended(pair: Pair, was: str, now: str, with_date: bool) -> Difference:
    """It was completed or dropped."""
    name = FINISHED_ON[pair.kind]
    when = getattr(pair.new, name) if now == "done" and pair.seen(name) else None
    on = f" {dated(when)}" if when else ""
    unknown = "; the day is not recorded" if now == "done" and not when and pair.seen(name) else ""
    before = f", and was {ENDED[was]} before" if was in ENDED else ""
    sentence = f"{pair.ref} was {ENDED[now]}{on}{before}{unknown}."
    change: Way = "edited" if before else "closed"
    if when and with_date:
        return pair.told(change, name, sentence, by=(name, "status"))
    return pair.told(change, "status", sentence)


def begun(pair: Pair, was: str, now: str, with_date: bool) -> Difference:
    """It was started, put back, or is to be done again after all."""
    if was not in ENDED:
        return pair.told(
            "edited", "status", f"{pair.ref} was {'started' if now == 'started' else f'put back to {now}'}."
        )
    name = FINISHED_ON[pair.kind]
    with_date = with_date and was == "done"
    day_before = getattr(pair.old, name) if with_date else None
    on = f" {dated(day_before)}" if day_before else ""
    sentence = f"{pair.ref} is to be done again: it is {now}, and was {ENDED[was]}{on} before."
    return pair.told("edited", "status", sentence, by=("status", name) if with_date else ("status",))


def order(before: State, after: State, acts: Acts) -> Iterator[Difference]:
    """The steps that stand in both states and come one after the other otherwise: one difference a procurement."""
    for procurement, steps in purchases(before, after).items():
        old, new = ([one for one in state.steps if one.id in steps] for state in (before, after))
        if [one.id for one in old] == [one.id for one in new]:
            continue
        about = after.items.get(procurement) or new[0]
        was, now = [one.ref for one in old], [one.ref for one in new]
        behind = acts.behind((one.id, "position", one.position) for one in old)
        sentence = f"The steps of the procurement are in another order: {changed_part(was, now)}."
        yield Difference(about.KIND, about.ref, about.id, "edited", "position", list(was), list(now), *behind, sentence)


def purchases(before: State, after: State) -> dict[str, set[str]]:
    """procurement id -> the ids of those of its steps that stand in both states and may be told the place of."""
    earlier = {one.id: one for one in before.steps}
    found: dict[str, set[str]] = {}
    for one in after.steps:
        other = earlier.get(one.id)
        if other and other.procurement == one.procurement and not hidden(one) | hidden(other):
            found.setdefault(one.procurement or "", set()).add(one.id)
    return found


def hidden(step: Item) -> bool:
    return bool(step.withheld & {"position", "procurement"})


def changed_part(was: list[str], now: list[str]) -> str:
    """Those that are in another order, as they were and as they are."""
    first = next(place for place, (old, new) in enumerate(zip(was, now, strict=True)) if old != new)
    last = next(place for place in range(len(was), 0, -1) if was[place - 1] != now[place - 1])
    return f"{listed(now[first:last])}, where it was {listed(was[first:last])}"
