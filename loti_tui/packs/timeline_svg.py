"""The timeline as one drawing: the approved plan beside what is expected now, month by month.

The SVG stands alone, and is the same for a browser, a word processor and a typesetter: plain shapes and text, whose
looks are attributes (a style sheet could clash with the page's own, and its security policy would refuse it). It brings
its white paper along, since its ink is dark. Nothing is told by colour alone: the plan is an outline, what is expected
is solid, what is done has a tick, a RAG has its shape and its word.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from itertools import pairwise

from loti_tui.domain.dates import MONTHS, PartialDate
from loti_tui.domain.scoring import Rag
from loti_tui.domain.text import shortened
from loti_tui.packs.report import Bar, Span, Timeline
from loti_tui.packs.templating import escaped
from loti_tui.packs.tones import ACCENT, MUTED, TONES

WIDTH = 1060.0
"""Of the drawing, in units of its own: 265 mm, the width of a page across, at a quarter of a millimetre each."""
REF, TITLE, CHART, CHART_END, RATING = 4.0, 46.0, 306.0, 938.0, 952.0
"""Where each column begins, and where the one with the bars ends."""
HEAD, ROW, FOOT = 50.0, 36.0, 66.0
"""The heights of the months, of one line of the plan, and of what stands below: today's date and the legend."""
SIZE, SMALL = 13.0, 11.5
"""Of letters: 9 and 8 points where the drawing is as wide as the page."""
MOST = 13
"""How many bars one page across has room for, in letters that can be read."""

INK, LINE, FAINT, PAPER = "#1c262c", "#c9d1d5", "#e6eaec", "#ffffff"
PLAN, NOW = f"#{MUTED}", f"#{ACCENT}"

WIDEST = 1.05
WIDE, NARROW = frozenset("mwMW@%—…"), frozenset("ijlIftr.,:;'|!()[] ")


def drawn(timeline: Timeline, *, prefix: str = "timeline") -> str:
    """The timeline as one `<svg>` element, to embed or to keep in a file. `prefix` begins the ids in it.

    Its caption is the title and its words the description that a screen reader reads.
    """
    axis = Axis(timeline.first, timeline.last)
    bottom = HEAD + ROW * max(1, len(timeline.bars))
    height = bottom + FOOT
    shapes = [
        element("title", escaped(timeline.caption), id=f"{prefix}-title"),
        element("desc", escaped(timeline.words), id=f"{prefix}-words"),
        element("rect", width=WIDTH, height=height, fill=PAPER),
        *months(axis, bottom),
        *today(timeline.today, axis, bottom),
        *(shape for place, bar in enumerate(timeline.bars) for shape in row(bar, HEAD + ROW * place, axis)),
        *([] if timeline.bars else [text("No dates are recorded.", CHART + 8, HEAD + 22, fill=PLAN)]),
        *legend(timeline.bars, bottom + FOOT - 14),
    ]
    return element(
        "svg",
        "\n".join(["", *shapes, ""]),
        xmlns="http://www.w3.org/2000/svg",
        role="img",
        aria_labelledby=f"{prefix}-title {prefix}-words",
        viewBox=f"0 0 {number(WIDTH)} {number(height)}",
        width=WIDTH,
        height=height,
        font_family="'Source Sans 3', 'Source Sans Pro', Arial, sans-serif",
    )


def in_parts(timeline: Timeline, most: int = MOST) -> list[Timeline]:
    """The timeline as several of at most so many bars each, over the same months: for pages, which have an end."""
    bars = timeline.bars
    if len(bars) <= most:
        return [timeline]
    starts = range(0, len(bars), most)
    return [
        replace(
            timeline,
            caption=f"{timeline.caption} (part {number} of {len(starts)})",
            words=timeline.words if number == 1 else "It goes on from part 1, where all of it is told.",
            bars=bars[start : start + most],
        )
        for number, start in enumerate(starts, 1)
    ]


# -- its axis ----------------------------------------------------------------------------------------------------------

YEAR = 12
STEPS = ((1, 24), (3, 24), (YEAR, 16), (5 * YEAR, 10), (10 * YEAR, 10), (20 * YEAR, 10), (50 * YEAR, 10**9))
"""How many months from one mark to the next, and up to how many of those marks have room for their words."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A month, a quarter or some years on the axis: where it begins and ends, and what it is called."""

    left: float
    right: float
    words: str

    @property
    def named(self) -> bool:
        """Whether its words have room: the first and the last may be cut by the ends of the axis."""
        return width_of(self.words, SMALL) <= self.right - self.left


@dataclass(frozen=True, slots=True)
class Axis:
    """The days from `first` to `last`, both within, on the drawing from `CHART` to `CHART_END`."""

    first: date
    last: date

    def left(self, day: date) -> float:
        """Where a day begins; days off the axis are at its ends."""
        days = (self.last - self.first).days + 1
        return CHART + (CHART_END - CHART) * min(max((day - self.first).days / days, 0), 1)

    def right(self, day: date) -> float:
        """Where a day ends."""
        return CHART_END if day >= self.last else self.left(date.fromordinal(day.toordinal() + 1))

    def middle(self, day: date) -> float:
        return (self.left(day) + self.right(day)) / 2

    @property
    def step(self) -> int:
        """How many months are from one mark to the next."""
        months = month_number(self.last) - month_number(self.first) + 1
        return next(step for step, most in STEPS if months <= step * most)

    def marks(self, step: int) -> Iterator[Mark]:
        """One after the other, each of so many months, counted from January of the year nought."""
        first, last = month_number(self.first), month_number(self.last)
        begins = [first, *(month for month in range(first + 1, last + 1) if month % step == 0), last + 1]
        for month, after in pairwise(begins):
            right = CHART_END if after > last else self.left(first_of(after))
            yield Mark(self.left(first_of(month)), right, called(month, step))


def month_number(day: date) -> int:
    return day.year * YEAR + day.month - 1


def first_of(month: int) -> date:
    return date(month // YEAR, month % YEAR + 1, 1)


def called(month: int, step: int) -> str:
    """ "Apr", "Q2", "2017" or "2015–2019", by how many months it has."""
    year, rest = divmod(month, YEAR)
    if step < YEAR:
        return MONTHS[rest][:3] if step == 1 else f"Q{rest // 3 + 1}"
    begins = year - year % (step // YEAR)
    return str(year) if step == YEAR else f"{begins}–{begins + step // YEAR - 1}"


# -- what it stands on -------------------------------------------------------------------------------------------------


def months(axis: Axis, bottom: float) -> Iterator[str]:
    """The years and their months along the top (quarters or years, where the plan is long), with lines down."""
    for mark in axis.marks(axis.step):
        if mark.left > CHART:
            yield line(mark.left, HEAD - 22, mark.left, bottom, FAINT)
        if mark.named:
            yield text(mark.words, (mark.left + mark.right) / 2, HEAD - 12, anchor="middle", size=SMALL, fill=PLAN)
    for mark in axis.marks(YEAR) if axis.step < YEAR else ():
        inside = mark.left > CHART
        if inside:
            yield line(mark.left, HEAD - 44, mark.left, bottom, LINE)
        if mark.named:
            yield text(mark.words, mark.left + 6 * inside, HEAD - 31, weight=600)
    yield text("RAG", RATING + 10, HEAD - 12, size=SMALL, fill=PLAN)
    yield line(0, HEAD, WIDTH, HEAD, LINE)


def today(day: date, axis: Axis, bottom: float) -> Iterator[str]:
    """The line of the day that the drawing tells of, with its date at its foot, where that day is on the axis."""
    words = f"Today, {PartialDate.of_day(day).short()}"
    if not axis.first <= day <= axis.last:
        where = "before" if day < axis.first else "after"
        yield text(f"{words}, is {where} these dates", CHART, bottom + 17, size=SMALL, weight=600)
        return
    x = axis.middle(day)
    yield line(x, HEAD, x, bottom + 5, INK, width=1.5, dashes="5 3")
    yield polygon((x - 4.5, HEAD - 7), (x + 4.5, HEAD - 7), (x, HEAD), fill=INK)
    half = width_of(words, SMALL) / 2
    yield text(words, min(max(x, CHART + half), CHART_END - half), bottom + 17, anchor="middle", size=SMALL, weight=600)


def legend(bars: tuple[Bar, ...], y: float) -> Iterator[str]:
    """What the shapes mean, as far as they are drawn."""
    spans = [span for bar in bars for span in (bar.baseline, bar.expected) if span]
    x = CHART
    for there, shape, words in (
        (any(bar.baseline for bar in bars), [box(0, y - 8, 28, 8, PAPER, PLAN)], "Approved plan"),
        (any(bar.expected for bar in bars), [box(0, y - 9, 28, 10, NOW)], "Expected now, or happened"),
        (any(first == last for first, last in spans), [diamond(20, y - 4, NOW)], "A date known to the day"),
        (any(bar.done for bar in bars), ticked(20, y - 4), "Done"),
    ):
        if there:
            entry = "".join([*shape, text(words, 35, y, size=SMALL)])
            yield element("g", entry, transform=f"translate({number(x)} 0)")
            x += 55 + width_of(words, SMALL)


# -- one line of the plan ----------------------------------------------------------------------------------------------


def row(bar: Bar, top: float, axis: Axis) -> Iterator[str]:
    """One line: what it is, its two dates, and how it stands."""
    yield text(shortened(bar.ref, 6), REF, top + 22, weight=600)
    lines = folded(bar.title, CHART - TITLE - 12)
    for place, words in enumerate(lines):
        yield text(words, TITLE, top + (22 if len(lines) == 1 else 15 + 14 * place))
    if bar.baseline:
        yield from span(bar.baseline, axis, top + 6, 8, PAPER, PLAN)
    if bar.expected:
        yield from span(bar.expected, axis, top + 18, 11, NOW)
        if bar.done:
            yield from ticked(ends(bar.expected, axis)[1], top + 23.5)
    yield from dated(bar, top, axis)
    yield from rating(bar, top + 18)
    yield line(0, top + ROW, WIDTH, top + ROW, FAINT)


def span(of: Span, axis: Axis, top: float, height: float, fill: str, stroke: str = "") -> Iterator[str]:
    """A date: a bar over all the days that it may be, or a diamond where it is one day."""
    left, right = ends(of, axis)
    if of[0] == of[1]:
        yield diamond((left + right) / 2, top + height / 2, fill, stroke)
    else:
        yield box(left, top, max(right - left, 2), height, fill, stroke)


def ends(of: Span, axis: Axis) -> tuple[float, float]:
    """Where a date begins and ends on the axis; a day has its middle only."""
    first, last = of
    return (axis.middle(first), axis.middle(first)) if first == last else (axis.left(first), axis.right(last))


def dated(bar: Bar, top: float, axis: Axis) -> Iterator[str]:
    """What is expected in words, beside the shapes: after them where there is room, else before them."""
    spans = [ends(one, axis) for one in (bar.baseline, bar.expected) if one]
    right = max((end for _, end in spans), default=CHART - 5) + 13
    if not bar.expected:
        yield from on_paper("No date expected now" if spans else "No date recorded", right, top + 22, PLAN)
        return
    words = in_words(bar.expected)
    room = width_of(words, SMALL)
    before = right + room > CHART_END
    yield from on_paper(words, min(begin for begin, _ in spans) - 13 - room if before else right, top + 28, INK)


def on_paper(words: str, x: float, y: float, fill: str) -> Iterator[str]:
    """Words with the lines of the axis taken away behind them."""
    yield box(x - 2, y - 10, width_of(words, SMALL), 13, PAPER)
    yield text(words, x, y, size=SMALL, fill=fill)


def rating(bar: Bar, y: float) -> Iterator[str]:
    """The RAG as a pill with its shape and its word; without one, that it is done or not rated."""
    if bar.rag:
        tone = TONES[bar.rag]
        yield box(RATING, y - 10, 78, 20, f"#{tone.fill}", radius=10)
        yield shape_of(bar.rag, RATING + 15, y, f"#{tone.ink}")
        yield text(bar.rag.word, RATING + 27, y + 4.5, weight=600, fill=f"#{tone.ink}")
    elif bar.done:
        yield from ticked(RATING + 15, y)
        yield text("Done", RATING + 27, y + 4.5)
    else:
        yield text("Not rated", RATING + 8, y + 4.5, fill=PLAN)


def in_words(of: Span) -> str:
    """A date at its own precision, as in a table."""
    first, last = of
    year = first.year
    for one in (
        PartialDate.of_day(first),
        PartialDate.of_month(year, first.month),
        PartialDate.of_quarter(year, (first.month + 2) // 3),
        PartialDate.of_year(year),
    ):
        if (one.first, one.last) == of:
            return one.short()
    return f"{PartialDate.of_day(first).short()} to {PartialDate.of_day(last).short()}"


def folded(title: str, room: float) -> list[str]:
    """A title on one or two lines of so much room; what does not fit is left out, as its last sign shows."""
    lines = [""]
    for word in title.split():
        longer = f"{lines[-1]} {word}".strip()
        if width_of(longer, SIZE) <= room or not lines[-1]:
            lines[-1] = longer
        elif len(lines) == 1:
            lines.append(word)
        else:
            lines[-1] = longer
            break
    return [fitting(one, room) for one in lines]


def fitting(words: str, room: float) -> str:
    """The words, shortened until they fit."""
    if width_of(words, SIZE) <= room:
        return words
    kept = words[: int(room)]
    while kept and width_of(f"{kept}…", SIZE) > room:
        kept = kept[:-1]
    return f"{kept.rstrip()}…"


def width_of(words: str, size: float) -> float:
    """How much room words take, as near as can be told without the font; rather too much than too little."""
    return size * sum(map(letter_width, words))


@cache
def letter_width(letter: str) -> float:
    """In the size of the letters; at most `WIDEST`."""
    if letter in NARROW:
        return 0.3
    return WIDEST if ord(letter) > 0x2E80 else 0.9 if letter in WIDE else 0.64 if letter.isupper() else 0.53


# -- shapes ------------------------------------------------------------------------------------------------------------


def shape_of(rag: Rag, x: float, y: float, fill: str) -> str:
    """The shape that `Rag.shape` names, drawn: not every font has it."""
    match rag:
        case Rag.GREEN:
            return element("circle", cx=x, cy=y, r=4.8, fill=fill)
        case Rag.AMBER:
            return polygon((x, y - 6), (x + 6, y), (x, y + 6), (x - 6, y), fill=fill)
        case Rag.RED:
            return polygon((x, y - 5.5), (x + 6, y + 4.8), (x - 6, y + 4.8), fill=fill)


def ticked(x: float, y: float) -> Iterator[str]:
    """A tick in a circle: done."""
    yield element("circle", cx=x, cy=y, r=8, fill=PAPER, stroke=NOW, stroke_width=1.6)
    points = " ".join(f"{number(a)},{number(b)}" for a, b in ((x - 3.8, y + 0.2), (x - 1.1, y + 3), (x + 4, y - 3)))
    yield element("polyline", points=points, fill="none", stroke=NOW, stroke_width=1.8)


def diamond(x: float, y: float, fill: str, stroke: str = "") -> str:
    half = 6.5 if stroke else 8
    return polygon((x, y - half), (x + half, y), (x, y + half), (x - half, y), fill=fill, stroke=stroke)


def polygon(*points: tuple[float, float], fill: str, stroke: str = "") -> str:
    corners = " ".join(f"{number(x)},{number(y)}" for x, y in points)
    return element("polygon", points=corners, fill=fill, stroke=stroke, stroke_width=1.3 if stroke else "")


def box(x: float, y: float, width: float, height: float, fill: str, stroke: str = "", radius: float = 2) -> str:
    return element(
        "rect",
        x=x,
        y=y,
        width=width,
        height=height,
        rx=radius,
        fill=fill,
        stroke=stroke,
        stroke_width=1.3 if stroke else "",
    )


def line(x1: float, y1: float, x2: float, y2: float, stroke: str, width: float = 1, dashes: str = "") -> str:
    return element("line", x1=x1, y1=y1, x2=x2, y2=y2, stroke=stroke, stroke_width=width, stroke_dasharray=dashes)


def text(
    words: str, x: float, y: float, *, anchor: str = "", size: float = SIZE, weight: int = 400, fill: str = INK
) -> str:
    """Words with their left end, or their middle or end by `anchor`, at this point of their line."""
    return element("text", escaped(words), x=x, y=y, text_anchor=anchor, font_size=size, font_weight=weight, fill=fill)


def element(name: str, content: str = "", **attributes: str | float) -> str:
    """One element. `content` is markup already; an attribute's name has a hyphen for an underscore, "" is none."""
    said = "".join(f' {name.replace("_", "-")}="{number(value)}"' for name, value in attributes.items() if value != "")
    return f"<{name}{said}>{content}</{name}>" if content else f"<{name}{said}/>"


def number(value: str | float) -> str:
    """A number to a tenth, which is a fortieth of a millimetre; words as attributes want them."""
    if isinstance(value, str):
        return str(escaped(value))
    return f"{value:.1f}".removesuffix(".0")
