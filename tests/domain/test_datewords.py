"""Dates as people in Britain type them."""

from __future__ import annotations

import contextlib
import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loti_tui.domain.dates import MONTHS, WEEKDAYS, PartialDate
from loti_tui.domain.datewords import ACCEPTED, read_date
from loti_tui.domain.refused import Refused

TODAY = datetime.date(2017, 4, 5)  # a Wednesday
_DAYS = st.dates(datetime.date(1900, 1, 1), datetime.date(2199, 12, 31))
_YEARS = st.integers(1900, 2199)
_DATES = st.one_of(
    _DAYS.map(PartialDate.of_day),
    st.builds(PartialDate.of_month, _YEARS, st.integers(1, 12)),
    st.builds(PartialDate.of_quarter, _YEARS, st.integers(1, 4)),
    st.builds(PartialDate.of_year, _YEARS),
)
_ONE_DAY_TYPED = (
    "31 Mar 2017|31st March 2017|31 march 17|31 March '17|31 March|31 mar|31mar2017|31-Mar-17|"
    "31-Mar-2017|31st of March 2017|31st of march|31 March, 2017|31. mar. 2017|Fri 31 Mar 2017|"
    "Friday, 31 March 2017|fri 31 march|Fri 31/3/17|Fri 2017-03-31|31/3/17|31/3|31.3.2017|31.3.17|"
    "31-3-2017|31/03/2017|31\u20133\u20132017|2017-03-31|2017-3-31|March 31 2017|March 31st, 2017|"
    "march 31st|  31   MAR\xa02017 |31 Mar 2017.|\x1b[31m31 Mar 2017"
)
_NOT_ON_THE_LIST = (
    "soon|tbc|12:30|31/3-17|31//3|3/31/2017/1|mid april|early 2017|month|year|end of|next|"
    "next week|+5|5 days|+5 working days|fri soon|fri apr 2017|end of today|2017-04-04T10:00|"
    "20170404|31 march 201|1 apr 2017 2018|april april|2011/12|[red]|now|"
    "\u0663/\u0664/\u0661\u0667|1e3|31 3 2017|31 Mar 2017 BC"
)


def read(text: str, today: datetime.date = TODAY) -> str:
    return read_date(text, today).iso


@pytest.mark.parametrize(
    "typed",
    _ONE_DAY_TYPED.split("|"),
    ids=ascii,
)
def test_a_day_is_read_in_every_form_that_people_type(typed: str) -> None:
    assert read(typed) == "2017-03-31"


@pytest.mark.parametrize(
    ("typed", "iso"),
    [
        ("4.4.17", "2017-04-04"),
        ("4.4.2017", "2017-04-04"),
        ("12/04/2017", "2017-04-12"),
        ("04/12/2017", "2017-12-04"),
        ("1/2", "2017-02-01"),
        ("1-2-03", "2003-02-01"),
    ],
)
def test_the_day_comes_first_always(typed: str, iso: str) -> None:
    assert read(typed) == iso


@pytest.mark.parametrize(("figures", "year"), [("00", 2000), ("17", 2017), ("69", 2069), ("99", 2099)])
def test_a_year_of_two_figures_is_in_this_century(figures: str, year: int) -> None:
    assert read(f"1/5/{figures}") == f"{year}-05-01"


@pytest.mark.parametrize(
    "typed",
    [
        "apr 2017",
        "April2017",
        "apr",
        "APRIL",
        "Apr. 2017",
        "apr-2017",
        "apr '17",
        "april \u201917",
        "4/2017",
        "04/2017",
        "4.2017",
        "2017-04",
        "2017-4",
        "this month",
    ],
    ids=ascii,
)
def test_a_month_stays_a_month(typed: str) -> None:
    assert read(typed) == "2017-04"


@pytest.mark.parametrize("typed", ["sep 2017", "sept 2017", "september 2017", "9/2017"])
def test_september_has_three_names(typed: str) -> None:
    assert read(typed) == "2017-09"


@pytest.mark.parametrize(
    "typed",
    [
        "Q2 2017",
        "2017 q2",
        "2017-Q2",
        "2017q2",
        "q2/2017",
        "q2 17",
        "Q2",
        "this quarter",
        "Q2 2017 (April to June)",
    ],
)
def test_a_quarter_stays_a_quarter(typed: str) -> None:
    assert read(typed) == "2017-Q2"


@pytest.mark.parametrize("typed", ["2017", "this year"])
def test_a_year_stays_a_year(typed: str) -> None:
    assert read(typed) == "2017"


@pytest.mark.parametrize(
    ("typed", "iso"),
    [
        ("today", "2017-04-05"),
        ("tomorrow", "2017-04-06"),
        ("yesterday", "2017-04-04"),
        ("+3d", "2017-04-08"),
        ("+0d", "2017-04-05"),
        ("-2w", "2017-03-22"),
        ("\u22122w", "2017-03-22"),
        ("+1m", "2017-05-05"),
        ("+1y", "2018-04-05"),
        ("+2 weeks", "2017-04-19"),
        ("+ 10 days", "2017-04-15"),
        ("in 3 days", "2017-04-08"),
        ("in a week", "2017-04-12"),
        ("in a fortnight", "2017-04-19"),
        ("2 months from now", "2017-06-05"),
        ("3 days ago", "2017-04-02"),
        ("a year ago", "2016-04-05"),
        ("one month ago", "2017-03-05"),
    ],
    ids=ascii,
)
def test_a_distance_is_counted_from_today(typed: str, iso: str) -> None:
    assert read(typed) == iso


@pytest.mark.parametrize(
    ("today", "typed", "iso"),
    [
        ("2017-01-31", "+1m", "2017-02-28"),
        ("2016-01-31", "+1m", "2016-02-29"),
        ("2016-02-29", "+1y", "2017-02-28"),
        ("2017-03-31", "-1m", "2017-02-28"),
        ("2017-12-31", "tomorrow", "2018-01-01"),
    ],
)
def test_a_month_on_from_a_long_month_is_the_last_day_of_a_short_one(today: str, typed: str, iso: str) -> None:
    assert read(typed, datetime.date.fromisoformat(today)) == iso


@pytest.mark.parametrize(
    ("typed", "iso"),
    [
        ("next fri", "2017-04-07"),
        ("next Friday", "2017-04-07"),
        ("friday", "2017-04-07"),
        ("on friday", "2017-04-07"),
        ("thurs", "2017-04-06"),
        ("tues", "2017-04-11"),
        ("wed", "2017-04-12"),
        ("next weds", "2017-04-12"),
        ("last mon", "2017-04-03"),
        ("last wed", "2017-03-29"),
    ],
)
def test_a_weekday_is_the_nearest_one_that_is_not_today(typed: str, iso: str) -> None:
    assert read(typed) == iso


@given(_DAYS.filter(lambda day: 1901 < day.year < 2198), st.sampled_from(range(7)))
def test_next_and_last_are_strict_and_within_a_week(today: datetime.date, weekday: int) -> None:
    after = read_date(f"next {WEEKDAYS[weekday]}", today).first
    before = read_date(f"last {WEEKDAYS[weekday]}", today).first
    assert after.weekday() == before.weekday() == weekday
    assert 1 <= (after - today).days <= 7
    assert 1 <= (today - before).days <= 7


@pytest.mark.parametrize(
    ("today", "typed", "iso"),
    [
        ("2017-04-05", "next month", "2017-05"),
        ("2017-01-31", "next month", "2017-02"),
        ("2017-12-05", "next month", "2018-01"),
        ("2017-01-05", "last month", "2016-12"),
        ("2017-04-05", "next quarter", "2017-Q3"),
        ("2017-11-30", "next quarter", "2018-Q1"),
        ("2017-04-05", "last quarter", "2017-Q1"),
        ("2017-04-05", "next year", "2018"),
        ("2016-02-29", "last year", "2015"),
    ],
)
def test_the_next_month_is_a_month_and_the_next_year_a_year(today: str, typed: str, iso: str) -> None:
    assert read(typed, datetime.date.fromisoformat(today)) == iso


@pytest.mark.parametrize(
    ("typed", "iso"),
    [
        ("end of april 2017", "2017-04-30"),
        ("end apr", "2017-04-30"),
        ("end of month", "2017-04-30"),
        ("end of the month", "2017-04-30"),
        ("end of this month", "2017-04-30"),
        ("end of next month", "2017-05-31"),
        ("end of feb", "2017-02-28"),
        ("end feb 2016", "2016-02-29"),
        ("end of Q2 2017", "2017-06-30"),
        ("end of 2017", "2017-12-31"),
        ("end of year", "2017-12-31"),
        ("start of may", "2017-05-01"),
        ("start of next quarter", "2017-07-01"),
    ],
)
def test_the_end_of_a_month_is_its_last_day(typed: str, iso: str) -> None:
    assert read(typed) == iso


@pytest.mark.parametrize(("typed", "iso"), [("31 mar", "2031-03-31"), ("mar", "2031-03"), ("q1", "2031-Q1")])
def test_without_a_year_it_is_the_year_of_today(typed: str, iso: str) -> None:
    assert read(typed, datetime.date(2031, 11, 23)) == iso


def test_a_month_and_two_figures_are_refused_with_both_readings() -> None:
    with pytest.raises(Refused) as refusal:
        read_date("apr 17", TODAY)
    assert refusal.value.sentence == ("“apr 17” can be the day 17 Apr 2017 or the month Apr 2017: write one of them.")


@pytest.mark.parametrize("typed", ["mar 31", "april 05", "Apr-17", "dec17"])
def test_each_of_the_two_readings_can_be_typed_instead(typed: str) -> None:
    with pytest.raises(Refused) as refusal:
        read_date(typed, TODAY)
    said = refusal.value.sentence.partition(" the day ")[2].removesuffix(": write one of them.")
    a_day, a_month = said.split(" or the month ")
    assert read_date(a_day, TODAY).short() == a_day
    assert read_date(a_month, TODAY).short() == a_month


@pytest.mark.parametrize("typed", ["17 apr", "apr 17th", "apr 17 2017"])
def test_a_day_before_its_month_or_with_its_ending_is_not_in_doubt(typed: str) -> None:
    assert read(typed) == "2017-04-17"


def test_one_figure_after_a_month_can_only_be_a_day() -> None:
    assert read("apr 5") == "2017-04-05"


def test_figures_that_are_no_day_are_not_taken_for_a_year() -> None:
    with pytest.raises(Refused, match=r"is not a day .* write Apr 2045"):
        read_date("apr 45", TODAY)


def test_a_weekday_that_does_not_match_is_refused_with_the_right_one() -> None:
    with pytest.raises(Refused) as refusal:
        read_date("Thu 31 Mar 2017", TODAY)
    assert refusal.value.sentence == ("“Thu 31 Mar 2017” is not a date: 31 March 2017 is a Friday, not a Thursday.")


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("31 Feb", "February 2017 has 28 days"),
        ("29/2/2017", "February 2017 has 28 days"),
        ("31.4.17", "April 2017 has 30 days"),
        ("0/4/2017", "April 2017 has 30 days"),
        ("31/13/2017", "there is no month 13"),
        ("4/17", "there is no month 17"),
        ("13/2017", "there is no month 13"),
        ("2017-13", "there is no month 13"),
        ("2017-02-30", "February 2017 has 28 days"),
        ("Q5 2017", "there is no quarter 5"),
        ("q0", "there is no quarter 0"),
        ("Q2 2017 (July to September)", r"the quarter is Q2 2017 \(April to June\)"),
        ("1 May 1899", "years from 1900 to 2199"),
        ("2200", "years from 1900 to 2199"),
        ("+999y", "years from 1900 to 2199"),
        ("Mon 31 Feb 2017", "February 2017 has 28 days"),
    ],
)
def test_an_impossible_date_says_why(typed: str, why: str) -> None:
    with pytest.raises(Refused, match=f"is not a date: {why}"):
        read_date(typed, TODAY)


@pytest.mark.parametrize("typed", ["+9999y", "-9999y"])
def test_a_distance_off_the_calendar_is_refused(typed: str) -> None:
    with pytest.raises(Refused, match="is too far away to be a date"):
        read_date(typed, TODAY)


@pytest.mark.parametrize(
    "typed",
    _NOT_ON_THE_LIST.split("|"),
    ids=ascii,
)
def test_what_is_not_on_the_list_is_not_guessed(typed: str) -> None:
    with pytest.raises(Refused) as refusal:
        read_date(typed, TODAY)
    assert refusal.value.sentence == f"“{typed}” is not a date that can be understood. {ACCEPTED}"


def test_a_refusal_is_short_and_clean_whatever_was_pasted() -> None:
    with pytest.raises(Refused) as refusal:
        read_date("\x1b[31msoon\n" + "x" * 100_000, TODAY)
    assert refusal.value.sentence.startswith("“soon xxx")
    assert len(refusal.value.sentence) < 200
    assert refusal.value.sentence.isprintable()


@pytest.mark.parametrize("typed", ["", "  ", "\u200b", ".", "\n"], ids=ascii)
def test_nothing_typed_is_said_as_such(typed: str) -> None:
    with pytest.raises(Refused, match="No date was typed"):
        read_date(typed, TODAY)


def test_every_form_that_a_refusal_names_is_accepted() -> None:
    forms = ACCEPTED.removeprefix("Write ").removesuffix(".").replace(" or ", ", ").split(", ")
    assert len(forms) == 8
    assert all(read_date(form, TODAY) for form in forms)


@given(_DATES, _DAYS)
def test_what_is_shown_can_be_typed_back(date: PartialDate, today: datetime.date) -> None:
    assert read_date(date.short(), today) == date
    assert read_date(date.spoken(), today) == date
    assert read_date(date.iso, today) == date


@given(_DAYS, st.sampled_from("/.-"))
def test_every_day_is_read_in_figures(day: datetime.date, mark: str) -> None:
    date = PartialDate.of_day(day)
    assert read_date(f"{day.day}{mark}{day.month}{mark}{day.year}", TODAY) == date
    assert read_date(f"{day.day:02}{mark}{day.month:02}{mark}{day.year}", TODAY) == date
    if 2000 <= day.year <= 2099:
        assert read_date(f"{day.day}{mark}{day.month}{mark}{day.year % 100:02}", TODAY) == date


@given(_DAYS)
def test_the_right_weekday_changes_nothing(day: datetime.date) -> None:
    date = PartialDate.of_day(day)
    assert read_date(f"{WEEKDAYS[day.weekday()][:3]} {date.short()}", TODAY) == date


@given(st.integers(-2000, 2000))
def test_days_there_and_back_again_are_today(number: int) -> None:
    there = read_date(f"{number:+}d", TODAY).first
    assert read_date(f"{-number:+}d", there).first == TODAY


@given(st.text(max_size=12) | st.text("0123456789/.-' qaprmydw+", max_size=12), _DAYS)
def test_any_text_is_a_date_or_a_refusal(text: str, today: datetime.date) -> None:
    date = PartialDate.of_day(today)
    with contextlib.suppress(Refused):
        date = read_date(text, today)
    assert read_date(date.iso, today) == date


@pytest.mark.parametrize("name", MONTHS)
def test_every_month_goes_by_its_name_and_its_first_three_letters(name: str) -> None:
    assert read(name) == read(name[:3]) == read(f"{name.upper()} 2017")
