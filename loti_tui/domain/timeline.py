"""The plan over time: what is on its lines, which days a window of columns shows, and the same in words.

A column is a day, a week, a month, a quarter or a year of the calendar, so that "a week a column" is exactly true. A
date covers every column that a day of it lies in: April 2017 is a bar over all of April, never a point in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from itertools import pairwise

from loti_tui.domain.dates import MONTHS, PartialDate, Variance
from loti_tui.domain.delivery import late, milestone_rag, planned, slip
from loti_tui.domain.items import Milestone, Step
from loti_tui.domain.procuring import is_done
from loti_tui.domain.scoring import Rag
from loti_tui.domain.state import State
from loti_tui.domain.text import shortened

# -- what is on a line -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the timeline: a milestone, or all steps of the procurement together.

    `items` are the ids that it stands for. `planned`, `forecast` and `actual` are dates as far as they are known; what
    was dropped has none here, since nothing of it is expected.
    """

    items: frozenset[str]
    ref: str
    title: str
    planned: tuple[PartialDate, ...]
    forecast: tuple[PartialDate, ...]
    actual: tuple[PartialDate, ...]
    rag: Rag | None = None

    @property
    def dates(self) -> tuple[PartialDate, ...]:
        return self.planned + self.forecast + self.actual


def line_of(milestone: Milestone, today: date, rule: str) -> Line:
    """A milestone as a line."""
    return merged([milestone], milestone.ref, milestone.title_words, milestone_rag(milestone, today, rule))


def procurement_line(state: State) -> Line | None:
    """The steps of the procurement as one line; None where there are none."""
    if not state.steps:
        return None
    bought = state.procurement
    meant = [step for step in state.steps if step.status != "dropped"]
    done = sum(is_done(step) for step in meant)
    return merged(state.steps, bought.ref if bought else "", f"Procurement: {done} of {len(meant)} done")


def merged(items: Sequence[Step | Milestone], ref: str, title: str, rag: Rag | None = None) -> Line:
    meant = [item for item in items if item.status != "dropped"]
    return Line(
        frozenset(item.id for item in items),
        ref,
        title,
        tuple(when for item in meant if (when := planned(item))),
        tuple(item.forecast for item in meant if item.forecast),
        tuple(item.actual for item in meant if item.actual),
        rag,
    )


# -- which days are shown ----------------------------------------------------------------------------------------------


class Unit(StrEnum):
    """What one column is."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


UNITS = tuple(Unit)
"""From the nearest to the farthest look."""


def number_of(unit: Unit, day: date) -> int:
    """In which day, week (from Monday), month, quarter or year a day lies, counted from the calendar's beginning."""
    match unit:
        case Unit.DAY:
            return day.toordinal()
        case Unit.WEEK:
            return (day.toordinal() - 1) // 7  # 1 January of the year 1 was a Monday
        case Unit.MONTH:
            return day.year * 12 + day.month - 1
        case Unit.QUARTER:
            return day.year * 4 + (day.month - 1) // 3
        case Unit.YEAR:
            return day.year


def first_day(unit: Unit, number: int) -> date:
    """The day on which that day, week, month, quarter or year begins."""
    match unit:
        case Unit.DAY:
            return date.fromordinal(number)
        case Unit.WEEK:
            return date.fromordinal(number * 7 + 1)
        case Unit.MONTH:
            return date(number // 12, number % 12 + 1, 1)
        case Unit.QUARTER:
            return date(number // 4, number % 4 * 3 + 1, 1)
        case Unit.YEAR:
            return date(number, 1, 1)


@dataclass(frozen=True, slots=True)
class Extent:
    """The first and the last day that a plan has, today among them."""

    first: date
    last: date

    @classmethod
    def of(cls, lines: Iterable[Line], today: date) -> Extent:
        """Of all dates on these lines."""
        dates = [when for line in lines for when in line.dates]
        return cls(min([today, *(one.first for one in dates)]), max([today, *(one.last for one in dates)]))


@dataclass(frozen=True, slots=True)
class Window:
    """So many columns of one unit each; `start` is the number of the first (`number_of`)."""

    unit: Unit
    start: int
    columns: int

    @classmethod
    def whole(cls, extent: Extent, columns: int) -> Window:
        """All of a plan, in weeks or as near to them as there is room for."""
        for unit in UNITS[1:]:
            start = number_of(unit, extent.first)
            if number_of(unit, extent.last) - start < columns:
                break
        return cls(unit, start, columns)

    @property
    def first(self) -> date:
        """The first day that is shown."""
        return first_day(self.unit, self.start)

    @property
    def last(self) -> date:
        """The last day that is shown."""
        return date.fromordinal(first_day(self.unit, self.start + self.columns).toordinal() - 1)

    def at(self, day: date) -> int:
        """The column of a day, which may lie before the first (negative) or behind the last."""
        return number_of(self.unit, day) - self.start

    def span(self, when: PartialDate) -> range:
        """The columns of a date, as far as they are shown: every one that a day of it lies in."""
        return range(max(self.at(when.first), 0), min(self.at(when.last) + 1, self.columns))

    # -- another window --------------------------------------------------------------------------------------------

    def wide(self, columns: int, extent: Extent) -> Window:
        """The same with another number of columns."""
        return replace(self, columns=columns).on(extent)

    def on(self, extent: Extent) -> Window:
        """The nearest window inside the plan; from its beginning, where there is room for all of it."""
        low = number_of(self.unit, extent.first)
        high = max(low, number_of(self.unit, extent.last) - self.columns + 1)
        return replace(self, start=min(max(self.start, low), high))

    def zoomed(self, steps: int, around: date, extent: Extent) -> Window | None:
        """The window of another unit that has the day `around` in the same column; None where there is no such unit."""
        place = UNITS.index(self.unit) + steps
        if not 0 <= place < len(UNITS):
            return None
        column = min(max(self.at(around), 0), self.columns - 1)
        around = min(max(around, self.first), self.last)
        return Window(UNITS[place], number_of(UNITS[place], around) - column, self.columns).on(extent)

    def panned(self, halves: int, extent: Extent) -> Window | None:
        """The window so many halves of itself later (negative: earlier); None where all that way is shown already."""
        if (self.at(extent.last) < self.columns) if halves > 0 else (self.at(extent.first) >= 0):
            return None
        return replace(self, start=self.start + halves * max(1, self.columns // 2)).on(extent)

    @property
    def middle(self) -> date:
        return first_day(self.unit, self.start + self.columns // 2)

    # -- what it says ----------------------------------------------------------------------------------------------

    def ends(self, column: int) -> tuple[date, date]:
        """The first and the last day of a column."""
        number = self.start + column
        return first_day(self.unit, number), date.fromordinal(first_day(self.unit, number + 1).toordinal() - 1)

    @property
    def words(self) -> str:
        """ "Apr to Dec 2017, a week a column"."""
        first, last = self.ends(0)[1], self.ends(self.columns - 1)[0]
        (begin, year), (end, until) = called(self.unit, first), called(self.unit, last)
        begin = begin if year == until else f"{begin} {year}".strip()
        shown = end if begin == end and year == until else f"{begin} to {end}"
        return f"{shown} {until}".strip() + f", a {self.unit} a column"

    def marks(self) -> tuple[list[tuple[int, str]], list[tuple[int, str]]]:
        """The two lines over the columns, as words and the column at which each stands."""
        upper, lower = MARKS[self.unit]
        return list(self._marked(upper)), list(self._marked(lower))

    def _marked(self, kind: str) -> Iterator[tuple[int, str]]:
        """Each mark of a kind at the column where what it names begins; at the first, what goes on for long enough."""
        names = [mark(kind, self.ends(column)[1]) for column in range(-1, self.columns)]
        for column, (before, words) in enumerate(pairwise(names)):
            goes_on = (
                column == 0 and kind not in AT_THEIR_DAY and names[1 : len(words) + 2] == [words] * (len(words) + 1)
            )
            if words and (words != before or goes_on):
                yield column, words


def called(unit: Unit, day: date) -> tuple[str, str]:
    """What a column of that unit is called, and its year; that of a year is none beside its name."""
    month, year = MONTHS[day.month - 1][:3], str(day.year)
    match unit:
        case Unit.DAY:
            return f"{day.day} {month}", year
        case Unit.QUARTER:
            return f"Q{(day.month + 2) // 3}", year
        case Unit.YEAR:
            return year, ""
        case _:
            return month, year


MARKS: Mapping[Unit, tuple[str, str]] = {
    Unit.DAY: ("month and year", "Monday"),
    Unit.WEEK: ("year", "month"),
    Unit.MONTH: ("year", "quarter"),
    Unit.QUARTER: ("", "year"),
    Unit.YEAR: ("", "five years"),
}
"""What stands in the two lines over columns of each unit."""
AT_THEIR_DAY = ("Monday", "five years")
"""The marks that stand nowhere but where what they name begins."""


def mark(kind: str, day: date) -> str:
    """What a mark of a kind says of the days about that one."""
    match kind:
        case "year":
            return str(day.year)
        case "month":
            return MONTHS[day.month - 1][:3]
        case "month and year":
            return f"{MONTHS[day.month - 1][:3]} {day.year}"
        case "quarter":
            return f"Q{(day.month + 2) // 3}"
        case "Monday":
            return str(date.fromordinal(day.toordinal() - day.weekday()).day)
        case "five years":
            return str(day.year - day.year % 5)
        case _:
            return ""


# -- in words ----------------------------------------------------------------------------------------------------------


def told(milestone: Milestone, state: State, today: date) -> str:
    """What its line shows: "M2 Delivery end: baseline Nov 2017, forecast Dec 2017, 1 month late, after M1"."""
    parts = [*dates_told(milestone)]
    if milestone.status == "dropped":
        parts.append("dropped")
    elif late(milestone, today):
        parts.append("overdue")
    after, before = state.refs(milestone.depends_on), [one.ref for one in depending_on(milestone, state)]
    parts += [f"after {', '.join(after)}"] * bool(after) + [f"before {', '.join(before)}"] * bool(before)
    return f"{milestone.ref} {shortened(milestone.title_words)}: {', '.join(parts)}."


def depending_on(milestone: Milestone, state: State) -> list[Milestone]:
    """The milestones that wait for it."""
    return [one for one in state.milestones if milestone.id in one.depends_on]


def dates_told(milestone: Milestone) -> Iterator[str]:
    """Its dates, and how far they are apart."""
    if not (milestone.baseline or milestone.forecast or milestone.actual):
        yield "done on a day that is not recorded" if is_done(milestone) else "no date is recorded"
        return
    yield f"baseline {milestone.baseline.short()}" if milestone.baseline else "no baseline"
    if milestone.forecast:
        yield f"forecast {milestone.forecast.short()}"
    if milestone.actual:
        yield f"happened {milestone.actual.short()}"
    elif is_done(milestone):
        yield "done on a day that is not recorded"
    if apart := apart_words(slip(milestone)):
        yield apart


def apart_words(variance: Variance) -> str:
    """How far a date is from its baseline: "1 month late", "2 days early", "on plan"; "" where either is missing."""
    if variance.words == "not recorded":
        return ""
    if variance.words in ("later", "earlier"):
        return f"{variance.words} than planned"
    if variance.words == "cannot tell":
        return "whether that is late cannot be told"
    if not variance.direction:
        return variance.words
    return f"{variance.words[1:]} {'late' if variance.direction > 0 else 'early'}"


def told_together(line: Line) -> str:
    """The steps of the procurement in words: how many are done, and from when to when their dates are."""
    names: dict[str, list[str]] = {}
    for name, dates in (("plan", line.planned), ("forecast", line.forecast), ("actual", line.actual)):
        if dates:
            names.setdefault(between(dates), []).append(name)
    parts = [f"{' and '.join(same)} {dates}" for dates, same in names.items()]
    return f"{line.ref} {line.title}, {', '.join(parts) or 'no date is recorded'}".strip()


def between(dates: Sequence[PartialDate]) -> str:
    """The first and the last of some dates, at the precision that each is known with: "4 Apr to May 2017"."""
    first, last = min(dates), max(dates, key=lambda when: when.last)
    return first.short() if first == last else f"{first.short()} to {last.short()}"
