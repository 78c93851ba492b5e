"""Dates as forms write them: day first, with a year of their own, or in doubt."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loti_tui.domain.dates import PartialDate
from loti_tui.intake.days import AT_START, day, financial_year


@pytest.mark.parametrize(
    ("raw", "iso"),
    [
        ("4.4.17", "2017-04-04"),
        ("4.4.2017", "2017-04-04"),
        ("4. 4. 17", "2017-04-04"),
        ("12/04/2017", "2017-04-12"),
        ("31 March 2017", "2017-03-31"),
        ("4th March 2020", "2020-03-04"),
        ("09 April 2014", "2014-04-09"),
        ("Saturday 24th April 2010", "2010-04-24"),
        ("December2013", "2013-12"),
        ("January2012", "2012-01"),
        ("April 2017", "2017-04"),
        ("Q2 2017", "2017-Q2"),
        ("3 April '17", "2017-04-03"),
        ("2018", "2018"),
    ],
)
def test_a_date_keeps_what_the_form_gives_of_it(raw: str, iso: str) -> None:
    value = day(raw)
    assert (value.plain, value.raw, value.doubt) == (iso, raw, "")


@pytest.mark.parametrize(
    ("raw", "candidates"),
    [
        ("//‘", ()),
        ("jit I", ()),
        ("", ()),
        ("4 April", ()),
        ("4/4", ()),
        ("today", ()),
        ("next fri", ()),
        ("+2w", ()),
        ("Apri1 2017", ("2017-04",)),
        ("Novernber 2017", ("2017-11",)),
        ("31 March 2O17", ("2017-03-31",)),
        ("4.4.l7", ("2017-04-04",)),
        ("4.13.2017", ("2017-04-13",)),
        ("31 September 2015", ()),
        ("Sunday 24th April 2010", ("2010-04-24",)),
        ("apr 17", ("2017-04",)),
        ("April 2017 to June 2017", ("2017-04", "2017-06")),
        ("31 March 20", ("2020-03-31",)),
        ("4.4.20", ("2020-04-04",)),
        ("31 March 1917", ()),
    ],
)
def test_what_cannot_be_read_with_certainty_is_a_doubt(raw: str, candidates: tuple[str, ...]) -> None:
    value = day(raw)
    assert value.plain is None
    assert value.doubt.endswith(".")
    assert value.candidates == candidates


@pytest.mark.parametrize("raw", ["April 2017", "Q2 2017", "2017"])
def test_where_a_day_is_needed_a_month_is_a_doubt_and_makes_no_day(raw: str) -> None:
    value = day(raw, to_the_day=True)
    assert value.plain is None
    assert value.candidates == ()


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("2016-17", ("2016-04-01", "2017-03-31")),
        ("2017/18", ("2017-04-01", "2018-03-31")),
        ("2014/ 15", ("2014-04-01", "2015-03-31")),
        ("2016-2017", ("2016-04-01", "2017-03-31")),
        ("2016-19", None),
        ("2016", None),
    ],
)
def test_a_financial_year_runs_from_april_to_march(words: str, days: tuple[str, str] | None) -> None:
    assert financial_year(words) == days


@given(st.dates(date(2000, 1, 1), date(2199, 12, 31)))
def test_a_date_as_the_program_writes_it_is_read_back(one: date) -> None:
    when = PartialDate.of_day(one)
    assert day(when.spoken()).plain == when.iso
    found = AT_START.match(f"{when.spoken()} to the end")
    assert found is not None
    assert found[0] == when.spoken()


@given(st.text(max_size=40))
def test_any_text_is_a_date_or_a_doubt(text: str) -> None:
    value = day(text)
    assert (value.plain is None) == bool(value.doubt)
