"""The procurement and the milestones, against their approved plans; and both over time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from loti_tui.domain.dates import PartialDate
from loti_tui.domain.delivery import expected, milestone_rag, planned, slip, standing
from loti_tui.domain.fields import NOT_RECORDED
from loti_tui.domain.items import Milestone, Step
from loti_tui.packs.report import Bar, Block, Cell, Para, Span, Timeline
from loti_tui.packs.summary import DATES
from loti_tui.packs.tabling import NOTHING, WITHHELD, field, of_item, sentence, table, told
from loti_tui.packs.telling import Telling, hidden


def procurement(t: Telling) -> Iterator[Block]:
    """The purchase, and its steps in order."""
    kept = f"{t.kept_back('procurement')} {t.kept_back('step')}".strip()
    if kept:
        yield Para(kept, "note")
    if t.state.procurement:
        yield of_item(t.state.procurement, "title", "lead", "rules", "route", "value", "planned_for")
    elif not kept:
        yield Para("No procurement recorded.")
    if t.state.steps:
        yield table(
            "Procurement steps, in order",
            t.state.steps,
            field("step", "ref"),
            field("step", "title"),
            field("step", "lead"),
            field("step", "planned"),
            field("step", "forecast"),
            field("step", "actual"),
            told("Variance", variance),
            told("Status", lambda step: sentence(standing(step, t.today))),
            field("step", "notice"),
            name="Steps",
        )


def variance(item: Step | Milestone) -> str:
    return WITHHELD if hidden(item, *DATES) else sentence(slip(item).words)


def milestones(t: Telling) -> Iterator[Block]:
    """Every milestone against its approved plan, and all of them over time."""
    if kept := t.kept_back("milestone"):
        yield Para(kept, "note")
    if not t.state.milestones:
        if not kept:
            yield Para(NOTHING)
        return
    yield table(
        "Milestones: the approved plan, what is expected now, and what happened",
        t.state.milestones,
        field("milestone", "ref"),
        told("Milestone", named),
        field("milestone", "owner"),
        field("milestone", "baseline"),
        told("Previous forecast", lambda one: previous_forecast(one, t), "date"),
        field("milestone", "forecast"),
        field("milestone", "actual"),
        told("Variance", variance),
        told("Milestone RAG", lambda one: rated(one, t), "rag"),
        told("Status", lambda one: sentence(standing(one, t.today))),
        told("Depends on", lambda one: depends_on(one, t)),
        name="Milestones",
    )
    drawn = timeline(t)
    if drawn is not None:
        yield drawn


def named(milestone: Milestone) -> str:
    """A milestone by its title, and the outcome that it belongs to where that is another word."""
    title = milestone.title_words or (WITHHELD if hidden(milestone, "title") else NOT_RECORDED)
    outcome = milestone.outcome or ""
    return f"{title} ({outcome})" if outcome and outcome.casefold() != title.casefold() else title


def previous_forecast(milestone: Milestone, t: Telling) -> str:
    """The forecast of the snapshot before; without one, what the forecast was before its last change."""
    if hidden(milestone, *DATES):
        return WITHHELD
    if t.previous is not None:
        before = t.previous.items.get(milestone.id)
        if not isinstance(before, Milestone) or before.removed:
            return "New since then"
        if hidden(before, *DATES):
            return WITHHELD
        return before.forecast.short() if before.forecast else NOT_RECORDED
    turns = t.trail.of_item(milestone.id, "forecast") if t.for_board else ()
    return PartialDate(str(turns[-1].old)).short() if turns and turns[-1].old else NOT_RECORDED


def rated(milestone: Milestone, t: Telling) -> Cell:
    """The milestone RAG, or why there is none."""
    if hidden(milestone, *DATES):
        return Cell(WITHHELD)
    rag = milestone_rag(milestone, t.today, t.state.milestone_rule)
    if rag:
        return Cell(f"{rag.word} ({rag})", rag)
    return Cell("No date to judge by" if expected(milestone) is None else f"None: {milestone.status}")


def depends_on(milestone: Milestone, t: Telling) -> str:
    linked = [t.state.items[one] for one in milestone.depends_on if one in t.state.items]
    return ", ".join(f"{one.ref} (removed)" if one.removed else one.ref for one in linked) or NOT_RECORDED


# -- over time -------------------------------------------------------------------------------------------------------


def timeline(t: Telling) -> Timeline | None:
    """The dated steps and milestones over time; None where none is dated."""
    bars = [bar for item in in_order(t) if (bar := bar_of(item, t)) is not None]
    spans = [span for bar in bars for span in (bar.baseline, bar.expected) if span]
    if not spans:
        return None
    first = min(*(span[0] for span in spans), t.today).replace(day=1)
    last = end_of_month(max(*(span[1] for span in spans), t.today))
    return Timeline("Timeline of procurement and delivery", told_over_time(t), tuple(bars), first, last, t.today)


def in_order(t: Telling) -> list[Step | Milestone]:
    """The steps, then the milestones."""
    return [*t.state.steps, *t.state.milestones]


def bar_of(item: Step | Milestone, t: Telling) -> Bar | None:
    """A dated item as a line of the timeline; None where nothing of it can be drawn."""
    plan, now = planned(item), expected(item)
    if hidden(item, *DATES) or (plan is None and now is None) or item.status == "dropped":
        return None
    rag = milestone_rag(item, t.today, t.state.milestone_rule) if isinstance(item, Milestone) else None
    done = item.status == "done" or item.actual is not None
    return Bar(item.ref, item.title_words or WITHHELD, span(plan), span(now), done, rag)


def span(when: PartialDate | None) -> Span | None:
    return (when.first, when.last) if when else None


def end_of_month(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def told_over_time(t: Telling) -> str:
    """What the drawing says, for who cannot see it."""
    lines = []
    for item in in_order(t):
        if bar_of(item, t) is None:
            continue
        plan, now = planned(item), expected(item)
        done = item.status == "done" or item.actual is not None
        said = f"{item.ref}, {item.title_words or WITHHELD}: {'done' if done else 'expected'} "
        said += now.short() if now else "on a day that is not recorded"
        lines.append(said + (f", planned for {plan.short()}" if plan and plan != now else ""))
    return f"As at {PartialDate.of_day(t.today).spoken()}. {'; '.join(lines)}."
