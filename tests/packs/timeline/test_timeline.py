"""The drawing of a timeline, read back as XML: every date is where it belongs, and everything is told in words too."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest

from loti_tui.domain.scoring import Rag
from loti_tui.packs.report import Bar, Span, Timeline
from loti_tui.packs.timeline_svg import (
    CHART,
    CHART_END,
    MOST,
    NOW,
    PAPER,
    TITLE,
    Axis,
    drawn,
    folded,
    in_parts,
    width_of,
)
from loti_tui.packs.tones import TONES
from tests.packs.whole import HOSTILE

NAME = "{http://www.w3.org/2000/svg}"
APRIL: Span = (date(2017, 4, 1), date(2017, 4, 30))
MAY: Span = (date(2017, 5, 1), date(2017, 5, 31))
SPAN = date(2017, 3, 1), date(2017, 12, 31), date(2017, 4, 6)
SECOND_QUARTER: Span = (date(2017, 4, 1), date(2017, 6, 30))
SIXTH: Span = (date(2017, 4, 6), date(2017, 4, 6))


def plan(
    *bars: Bar, first: date = date(2017, 3, 1), last: date = date(2017, 12, 31), today: date = SIXTH[0]
) -> Timeline:
    return Timeline("The plan", "All of it in words.", bars, first, last, today)


def bar(
    expected: Span | None = MAY, baseline: Span | None = None, *, done: bool = False, rag: Rag | None = None
) -> Bar:
    return Bar("M1", "Delivery start", baseline, expected, done, rag)


def svg(timeline: Timeline) -> Element:
    return ElementTree.fromstring(drawn(timeline))


def texts(timeline: Timeline) -> list[str]:
    return ["".join(one.itertext()) for one in svg(timeline).iter(f"{NAME}text")]


def boxes(of: Element) -> Iterator[tuple[float, float, str, bool]]:
    """Of each bar over the months: where it begins and ends, its fill, and whether it has an outline."""
    for one in of.findall(f"{NAME}rect")[1:]:
        if one.get("height") in ("8", "11"):
            left, width = float(one.get("x", "")), float(one.get("width", ""))
            yield left, left + width, one.get("fill", ""), one.get("stroke") is not None


def near(one: float, other: float) -> bool:
    return abs(one - other) < 0.2


def corners(of: Element) -> list[tuple[float, float]]:
    return [(float(x), float(y)) for x, y in (point.split(",") for point in of.get("points", "").split())]


# -- what it is ------------------------------------------------------------------------------------------------------


def test_it_is_one_image_with_a_title_and_a_description() -> None:
    root = ElementTree.fromstring(drawn(plan(bar()), prefix="timeline-2"))
    title, words = root.find(f"{NAME}title"), root.find(f"{NAME}desc")
    assert title is not None
    assert words is not None
    assert (root.tag, root.get("role")) == (f"{NAME}svg", "img")
    assert (title.text, words.text) == ("The plan", "All of it in words.")
    assert root.get("aria-labelledby") == f"{title.get('id')} {words.get('id')}" == "timeline-2-title timeline-2-words"
    assert root.get("viewBox") == f"0 0 {root.get('width')} {root.get('height')}"


def test_two_drawings_on_one_page_share_no_id() -> None:
    ids = [re.findall(r' id="([^"]+)"', drawn(plan(bar()), prefix=prefix)) for prefix in ("a", "b")]
    assert set(ids[0]).isdisjoint(ids[1])


def test_it_is_plain_shapes_and_text_and_asks_for_nothing() -> None:
    full = plan(bar(SIXTH, APRIL, rag=Rag.RED), bar(MAY, SIXTH, done=True), bar(None))
    tags = {one.tag.removeprefix(NAME) for one in svg(full).iter()}
    assert tags <= {"svg", "title", "desc", "rect", "line", "text", "polygon", "polyline", "circle", "g"}
    attributes = {name for one in svg(full).iter() for name in one.attrib}
    assert attributes.isdisjoint({"class", "style", "href", "onload"})
    assert not re.search(r"url\(|@|<!|<\?", drawn(full))


def test_it_has_paper_of_its_own_since_its_ink_is_dark() -> None:
    root = svg(plan(bar()))
    paper = root.findall(f"{NAME}rect")[0]
    assert (paper.get("fill"), paper.get("width"), paper.get("height")) == (
        PAPER,
        root.get("width"),
        root.get("height"),
    )


@pytest.mark.parametrize("words", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_is_text(words: str) -> None:
    hostile = Timeline(words, words, (Bar(words, words, APRIL, MAY, False, Rag.RED),), *SPAN)
    harmless = plan(bar(MAY, APRIL, rag=Rag.RED))
    second_lines = len(folded(words, CHART - TITLE - 12)) - 1
    assert len(list(svg(hostile).iter())) == len(list(svg(harmless).iter())) + second_lines


# -- where things are ------------------------------------------------------------------------------------------------


def test_a_month_is_a_bar_over_the_whole_month() -> None:
    timeline = plan(bar(MAY))
    ((left, right, fill, outlined),) = boxes(svg(timeline))
    axis = Axis(timeline.first, timeline.last)
    assert near(left, axis.left(date(2017, 5, 1)))
    assert near(right, axis.left(date(2017, 6, 1)))
    assert (fill, outlined) == (NOW, False)


def test_a_day_is_a_diamond_in_the_middle_of_its_day() -> None:
    root = svg(plan(bar(SIXTH)))
    assert list(boxes(root)) == []
    diamond = next(one for one in root.findall(f"{NAME}polygon") if one.get("fill") == NOW)
    middle = Axis(date(2017, 3, 1), date(2017, 12, 31)).middle(SIXTH[0])
    assert near(sum(x for x, _ in corners(diamond)) / 4, middle)


def test_the_approved_plan_is_an_outline_above_what_is_expected() -> None:
    plan_box, now_box = boxes(svg(plan(bar(MAY, APRIL))))
    assert plan_box[2:] == (PAPER, True)
    assert now_box[2:] == (NOW, False)
    assert near(plan_box[1], now_box[0]), "May begins where April ends"


def test_days_off_the_axis_are_at_its_ends() -> None:
    far = (date(1999, 1, 1), date(2030, 12, 31))
    ((left, right, _, _),) = boxes(svg(plan(bar(far))))
    assert (left, right) == (CHART, CHART_END)
    for day in (date(1999, 1, 1), date(2030, 1, 1)):
        root = svg(plan(bar((day, day))))
        assert all(0 < x < 1060 for one in root.findall(f"{NAME}polygon") for x, _ in corners(one))


def test_every_day_of_the_axis_has_the_same_room() -> None:
    axis = Axis(date(2017, 1, 1), date(2017, 12, 31))
    days = [axis.left(date(2017, 1, 1) + timedelta(days=one)) for one in range(366)]
    assert days[0] == CHART
    assert days[-1] == CHART_END == axis.right(date(2017, 12, 31))
    assert all(near(after - before, (CHART_END - CHART) / 365) for before, after in pairwise(days))


@pytest.mark.parametrize(
    ("first", "last", "marks", "years"),
    [
        (date(2017, 4, 1), date(2017, 6, 30), ["Apr", "May", "Jun"], ["2017"]),
        (date(2016, 12, 1), date(2017, 1, 31), ["Dec", "Jan"], ["2016", "2017"]),
        (date(2017, 2, 1), date(2019, 4, 30), ["Q1", "Q2", "Q3", "Q4"] * 2 + ["Q1", "Q2"], ["2017", "2018", "2019"]),
        (date(2010, 1, 1), date(2019, 12, 31), [str(year) for year in range(2010, 2020)], []),
        (date(2000, 1, 1), date(2019, 12, 31), ["2000–2004", "2005–2009", "2010–2014", "2015–2019"], []),
        (date(1900, 1, 1), date(2199, 12, 31), [f"{one}–{one + 49}" for one in range(1900, 2200, 50)], []),
    ],
)
def test_months_stand_along_the_top_and_longer_plans_have_longer_steps(
    first: date, last: date, marks: list[str], years: list[str]
) -> None:
    axis = Axis(first, last)
    assert [mark.words for mark in axis.marks(axis.step)] == marks
    written = texts(plan(bar(None), first=first, last=last))
    assert set(marks) <= set(written)
    assert [one for one in written if one in years] == years


def test_24_months_have_their_names_and_25_have_not() -> None:
    assert "Feb" in texts(plan(bar(), first=date(2017, 1, 1), last=date(2018, 12, 31)))
    longer = texts(plan(bar(), first=date(2017, 1, 1), last=date(2019, 1, 31)))
    assert "Feb" not in longer
    assert "Q4" in longer


@pytest.mark.parametrize("months", [1, 7, 24, 25, 72, 73, 200, 600, 1200, 2400])
def test_no_two_marks_overlap(months: int) -> None:
    last = date(1900 + months // 12, months % 12 + 1, 1) - timedelta(days=1)
    axis = Axis(date(1900, 1, 1), last)
    marks = list(axis.marks(axis.step))
    assert near(marks[0].left, CHART)
    assert marks[-1].right == CHART_END
    assert all(near(one.right, other.left) for one, other in pairwise(marks))
    assert sum(mark.named for mark in marks) >= max(1, len(marks) - 2)


# -- what it says ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("span", "words"),
    [
        (SIXTH, "6 Apr 2017"),
        (APRIL, "Apr 2017"),
        (SECOND_QUARTER, "Q2 2017"),
        ((date(2017, 1, 1), date(2017, 12, 31)), "2017"),
        ((date(2017, 4, 2), date(2017, 5, 7)), "2 Apr 2017 to 7 May 2017"),
    ],
)
def test_what_is_expected_stands_beside_it_in_words(span: Span, words: str) -> None:
    assert words in texts(plan(bar(span), today=date(2017, 3, 9)))


def test_without_a_date_it_says_so() -> None:
    assert "No date recorded" in texts(plan(bar(None)))
    assert "No date expected now" in texts(plan(bar(None, APRIL)))
    assert "No dates are recorded." in texts(plan())


def test_today_has_its_date_and_is_told_where_it_is_off_the_axis() -> None:
    assert "Today, 6 Apr 2017" in texts(plan(bar()))
    assert "Today, 2 Jan 2018, is after these dates" in texts(plan(bar(), today=date(2018, 1, 2)))
    assert "Today, 2 Jan 2016, is before these dates" in texts(plan(bar(), today=date(2016, 1, 2)))


@pytest.mark.parametrize("rag", list(Rag))
def test_a_rag_has_its_word_and_its_shape_in_its_colours(rag: Rag) -> None:
    root = svg(plan(bar(rag=rag)))
    assert rag.word in texts(plan(bar(rag=rag)))
    shapes = [*root.findall(f"{NAME}circle"), *root.findall(f"{NAME}polygon")]
    (shape,) = (one for one in shapes if one.get("fill") == f"#{TONES[rag].ink}")
    assert (shape.tag, len(corners(shape))) == {
        Rag.GREEN: (f"{NAME}circle", 0),
        Rag.AMBER: (f"{NAME}polygon", 4),
        Rag.RED: (f"{NAME}polygon", 3),
    }[rag]


def test_what_is_done_has_a_tick_and_the_word() -> None:
    assert svg(plan(bar())).find(f".//{NAME}polyline") is None
    done = svg(plan(bar(done=True)))
    assert len(done.findall(f".//{NAME}polyline")) == 3, "at its date, in its rating, and in the legend"
    assert "Done" in texts(plan(bar(done=True)))
    assert "Not rated" in texts(plan(bar()))


def test_the_legend_names_what_is_drawn_and_nothing_else() -> None:
    known = {"Approved plan", "Expected now, or happened", "A date known to the day"}
    assert known.isdisjoint(texts(plan(bar(None))))
    assert known & set(texts(plan(bar(MAY)))) == {"Expected now, or happened"}
    assert known <= set(texts(plan(bar(SIXTH, APRIL))))


def test_a_long_title_has_two_lines_and_a_sign_that_it_goes_on() -> None:
    lines = folded("Field assessment of all boroughs, with interviews and a survey of each of them by July", 250)
    assert len(lines) == 2
    assert lines[1].endswith("…")
    assert all(width_of(line, 13) <= 250 for line in lines)
    assert folded("Short", 250) == ["Short"]
    assert folded("", 250) == [""]


# -- for pages -------------------------------------------------------------------------------------------------------


def test_a_timeline_that_fits_is_one_part() -> None:
    timeline = plan(*[bar()] * MOST)
    assert in_parts(timeline) == [timeline]
    assert in_parts(plan()) == [plan()]


def test_a_longer_one_has_all_its_bars_in_order_over_the_same_months() -> None:
    bars = tuple(replace(bar(), ref=f"M{one}") for one in range(2 * MOST + 1))
    parts = in_parts(plan(*bars))
    assert tuple(one for part in parts for one in part.bars) == bars
    assert [part.caption for part in parts] == [f"The plan (part {one} of 3)" for one in (1, 2, 3)]
    assert parts[0].words == "All of it in words."
    assert {(part.first, part.last, part.today) for part in parts} == {SPAN}
