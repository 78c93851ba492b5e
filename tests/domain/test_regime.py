"""Which law governs a procurement, its thresholds, and the standstill before signing."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loti_tui.domain.dates import PartialDate
from loti_tui.domain.regime import (
    ACT_FROM,
    PUBLISHED_FROM,
    THRESHOLDS,
    TRANSPARENCY_OVER,
    Regime,
    above_threshold,
    first_signing_day,
    last_award_notice,
    regime_of,
    regime_words,
    short_day,
    standstill_end,
    standstill_words,
    threshold_for,
    threshold_on,
    threshold_words,
)
from loti_tui.domain.workdays import Calendar, CalendarUnknown, is_working_day, working_days_between

REGULATIONS, ACT = Regime.REGULATIONS_2015, Regime.ACT_2023
ONE_DAY = timedelta(days=1)
_date = date.fromisoformat

# Within the years whose bank holidays are known, with room for a standstill at either end.
DAYS = st.dates(date(2012, 2, 1), date(2028, 11, 30))
CALENDARS = st.sampled_from(Calendar)
REGIMES = st.sampled_from(Regime)
PENCE = st.integers(0, 10**9)


def partial_dates() -> st.SearchStrategy[PartialDate]:
    years = st.integers(2010, 2035)
    return st.one_of(
        st.dates(date(2010, 1, 1), date(2035, 12, 31)).map(PartialDate.of_day),
        st.builds(PartialDate.of_month, years, st.integers(1, 12)),
        st.builds(PartialDate.of_quarter, years, st.integers(1, 4)),
        st.builds(PartialDate.of_year, years),
    )


def when(iso: str | None) -> PartialDate | None:
    return PartialDate(iso) if iso else None


# Which law


@pytest.mark.parametrize(
    ("begun", "regime"),
    [
        ("2017-04", REGULATIONS),
        ("2025-02-23", REGULATIONS),
        ("2025-02-24", ACT),
        ("2025-01", REGULATIONS),
        ("2025-03", ACT),
        ("2024", REGULATIONS),
        ("2024-Q4", REGULATIONS),
        ("2025-Q2", ACT),
        ("2026", ACT),
        ("2025-02", None),
        ("2025-Q1", None),
        ("2025", None),
        (None, None),
    ],
)
def test_the_law_is_that_of_the_day_on_which_the_procurement_began(begun: str | None, regime: Regime | None) -> None:
    assert regime_of(when(begun)) is regime


@given(partial_dates(), partial_dates())
def test_what_begins_later_is_never_under_the_earlier_law(one: PartialDate, other: PartialDate) -> None:
    first, second = sorted((one, other))
    if regime_of(first) is ACT:
        assert regime_of(second) is ACT
    if second.last <= first.last and regime_of(first) is REGULATIONS:
        assert regime_of(second) is REGULATIONS


@given(partial_dates())
def test_a_coarse_date_is_given_a_law_only_where_all_its_days_are_under_it(begun: PartialDate) -> None:
    ends = {regime_of(PartialDate.of_day(begun.first)), regime_of(PartialDate.of_day(begun.last))}
    assert regime_of(begun) is (ends.pop() if len(ends) == 1 else None)


@pytest.mark.parametrize(
    ("begun", "words"),
    [
        ("2017-04", "Public Contracts Regulations 2015 (begun Apr 2017, before 24 Feb 2025)."),
        ("2025-02-24", "Procurement Act 2023 (begun 24 Feb 2025, on or after 24 Feb 2025)."),
        (
            "2025-02",
            "The procurement began in Feb 2025, and the law changed on 24 Feb 2025: "
            "the day is needed to tell which procurement law holds.",
        ),
        (None, "When the procurement began is not recorded, so it is not known which procurement law holds."),
    ],
)
def test_which_law_holds_is_said_with_its_reason(begun: str | None, words: str) -> None:
    assert regime_words(when(begun)) == words


# Thresholds


@pytest.mark.parametrize(
    ("day", "pounds", "certain"),
    [
        ("2014-01-01", 172_514, False),
        ("2015-12-31", 172_514, False),
        ("2016-01-01", 164_176, False),
        ("2017-12-31", 164_176, False),
        ("2024-01-01", 214_904, True),
        ("2025-12-31", 214_904, True),
        ("2026-01-01", 207_720, False),
        ("2027-12-31", 207_720, False),
    ],
)
def test_the_threshold_is_that_of_the_day(day: str, pounds: int, certain: bool) -> None:
    found = threshold_on(_date(day))
    assert found is not None
    assert (found.pence, found.certain) == (pounds * 100, certain)


@pytest.mark.parametrize("day", ["2013-12-31", "2018-01-01", "2023-12-31", "2028-01-01"])
def test_a_day_without_a_known_figure_has_no_threshold(day: str) -> None:
    assert threshold_on(_date(day)) is None
    assert above_threshold(10**9, PartialDate(day)) is None


def test_no_day_has_two_thresholds_and_each_figure_holds_for_whole_years() -> None:
    for earlier, later in pairwise(THRESHOLDS):
        assert earlier.until is not None
        assert earlier.until < later.since
    for each in THRESHOLDS:
        assert each.until is not None
        assert (each.since.month, each.since.day, each.until.month, each.until.day) == (1, 1, 12, 31)


@pytest.mark.parametrize("figure", [*THRESHOLDS, *PUBLISHED_FROM.values(), TRANSPARENCY_OVER])
def test_every_figure_names_its_source_and_says_whether_it_is_confirmed(figure: object) -> None:
    assert isinstance(figure, type(TRANSPARENCY_OVER))
    assert figure.source in figure.sentence
    assert figure.amount in figure.sentence
    assert figure.sentence.endswith("This figure is not confirmed.") is not figure.certain


def test_a_figure_is_told_with_its_tax_its_days_its_source_and_its_doubt() -> None:
    assert [each.sentence for each in THRESHOLDS[1:3]] == [
        "Threshold for services bought by a sub-central authority: £164,176 without VAT, from 1 Jan 2016 to "
        "31 Dec 2017 (EU thresholds for 2016 and 2017; Public Contracts Regulations 2015, reg 5). "
        "This figure is not confirmed.",
        "Threshold for services bought by a sub-central authority: £214,904 including VAT, from 1 Jan 2024 to "
        "31 Dec 2025 (Cabinet Office thresholds for 2024 and 2025; Procurement Act 2023, Schedule 1).",
    ]
    assert TRANSPARENCY_OVER.sentence == (
        "Value over which the Transparency Code asks for an entry: £5,000, from 1 Jan 2015 on "
        "(Local Government Transparency Code 2015)."
    )


def test_the_values_of_publication_follow_the_law() -> None:
    assert PUBLISHED_FROM[REGULATIONS].pence == 25_000_00
    assert PUBLISHED_FROM[REGULATIONS].until == ACT_FROM - ONE_DAY
    assert (PUBLISHED_FROM[ACT].pence, PUBLISHED_FROM[ACT].with_vat) == (30_000_00, True)
    assert PUBLISHED_FROM[ACT].since == ACT_FROM
    assert PUBLISHED_FROM[ACT].covers(date(2199, 1, 1))
    assert not PUBLISHED_FROM[ACT].covers(ACT_FROM - ONE_DAY)


@pytest.mark.parametrize(
    ("pence", "begun", "above"),
    [
        (100_000_00, "2017-04", False),  # DD2092
        (164_175_99, "2017-04", False),
        (164_176_00, "2017-04", True),
        (214_904_00, "2025", True),
        (214_903_99, "2025", False),
        (210_000_00, "2025-12-31", False),
        (210_000_00, "2026-01-01", True),
        (0, "2026", False),
        (None, "2017-04", None),
        (100_000_00, None, None),
        (100_000_00, "2019", None),
        (None, None, None),
    ],
)
def test_a_value_is_above_from_the_threshold_itself_on(
    pence: int | None, begun: str | None, above: bool | None
) -> None:
    assert above_threshold(pence, when(begun)) is above


@given(PENCE, PENCE, partial_dates())
def test_a_larger_value_is_never_below_where_a_smaller_one_is_above(one: int, other: int, begun: PartialDate) -> None:
    smaller, larger = sorted((one, other))
    if above_threshold(smaller, begun):
        assert above_threshold(larger, begun)


@given(PENCE, partial_dates())
def test_a_coarse_date_is_answered_only_as_each_of_its_days_would_be(pence: int, begun: PartialDate) -> None:
    answers = {
        above_threshold(pence, PartialDate.of_day(begun.first + ONE_DAY * step))
        for step in range((begun.last - begun.first).days + 1)
    }
    assert answers == {above_threshold(pence, begun)}
    assert (threshold_for(begun) is None) is (answers == {None})


@pytest.mark.parametrize(
    ("pence", "begun", "words"),
    [
        (
            100_000_00,
            "2025-03",
            "£100,000 is below the threshold. Threshold for services bought by a sub-central authority: £214,904 "
            "including VAT, from 1 Jan 2024 to 31 Dec 2025 (Cabinet Office thresholds for 2024 and 2025; "
            "Procurement Act 2023, Schedule 1).",
        ),
        (None, "2025-03", "The value is not recorded, so it is not known whether it is above the threshold."),
        (1, None, "When the procurement began is not recorded, so it is not known which threshold counts."),
        (1, "2019-Q2", "No threshold is known for a procurement begun in Q2 2019."),
    ],
)
def test_the_side_of_the_threshold_is_said_with_the_figure_or_with_what_is_missing(
    pence: int | None, begun: str | None, words: str
) -> None:
    assert threshold_words(pence, when(begun)) == words


def test_a_value_of_the_threshold_itself_is_said_to_be_at_it_and_the_doubt_is_told() -> None:
    words = threshold_words(164_176_00, PartialDate("2017-04"))
    assert words.startswith("£164,176 is at or above the threshold. ")
    assert words.endswith(" This figure is not confirmed.")


# Standstill


@pytest.mark.parametrize(
    ("regime", "notice", "end", "signing"),
    [
        (ACT, "2025-12-18", "2025-12-31", "2026-01-02"),
        (ACT, "2025-04-10", "2025-04-23", "2025-04-24"),
        (ACT, "2025-06-02", "2025-06-11", "2025-06-12"),
        (ACT, "2025-05-31", "2025-06-11", "2025-06-12"),
        (REGULATIONS, "2017-04-04", "2017-04-18", "2017-04-19"),
        (REGULATIONS, "2017-06-05", "2017-06-15", "2017-06-16"),
        (REGULATIONS, "2017-06-07", "2017-06-19", "2017-06-20"),
    ],
    ids=[
        "over Christmas: New Year's Eve",
        "over Easter",
        "no holiday: Monday to the Wednesday of the next week",
        "published on a Saturday: Monday is the first day",
        "the tenth day is Good Friday: the Tuesday after Easter",
        "the tenth day is a Thursday",
        "the tenth day is a Saturday: Monday",
    ],
)
def test_the_standstill_ends_and_the_contract_may_be_signed_on_the_next_working_day(
    regime: Regime, notice: str, end: str, signing: str
) -> None:
    assert standstill_end(regime, _date(notice), Calendar.ENGLAND) == _date(end)
    assert standstill_end(regime, _date(notice), Calendar.ANY_NATION) == _date(end)
    assert first_signing_day(regime, _date(notice), Calendar.ENGLAND) == _date(signing)


def test_the_second_of_january_is_no_day_for_signing_where_the_holidays_of_scotland_count() -> None:
    assert first_signing_day(ACT, date(2025, 12, 18), Calendar.ANY_NATION) == date(2026, 1, 5)


def test_the_calendar_is_englands_unless_told_otherwise() -> None:
    # St Patrick's Day 2026, a Tuesday, is a holiday in Northern Ireland only.
    notice = date(2026, 3, 16)
    assert standstill_end(ACT, notice) == date(2026, 3, 25)
    assert standstill_end(ACT, notice, Calendar.ANY_NATION) == date(2026, 3, 26)
    assert first_signing_day(ACT, notice) == date(2026, 3, 26)
    assert last_award_notice(date(2026, 3, 26)) == notice
    assert last_award_notice(date(2026, 3, 26), Calendar.ANY_NATION) == date(2026, 3, 13)


def test_a_further_day_off_moves_the_end_and_the_signing() -> None:
    off = frozenset({date(2025, 6, 11), date(2025, 6, 13)})
    assert standstill_end(ACT, date(2025, 6, 2), extra=off) == date(2025, 6, 12)
    assert first_signing_day(ACT, date(2025, 6, 2), extra=off) == date(2025, 6, 16)
    assert last_award_notice(date(2025, 6, 12), extra=off) == date(2025, 5, 30)
    assert standstill_end(REGULATIONS, date(2017, 6, 5), extra=frozenset({date(2017, 6, 15)})) == date(2017, 6, 16)


@pytest.mark.parametrize("regime", Regime)
def test_a_year_without_a_known_calendar_is_refused_and_not_guessed(regime: Regime) -> None:
    with pytest.raises(CalendarUnknown):
        standstill_end(regime, date(2028, 12, 28))
    with pytest.raises(CalendarUnknown):
        first_signing_day(regime, date(2040, 1, 1))


@given(REGIMES, DAYS, CALENDARS, st.frozensets(DAYS, max_size=5))
def test_a_standstill_ends_on_a_working_day_and_never_before_the_notice(
    regime: Regime, notice: date, calendar: Calendar, extra: frozenset[date]
) -> None:
    end = standstill_end(regime, notice, calendar, extra)
    assert end >= notice
    assert is_working_day(end, calendar, extra)
    signing = first_signing_day(regime, notice, calendar, extra)
    assert signing > end
    assert working_days_between(end, signing, calendar, extra) == 1


@given(DAYS, CALENDARS)
def test_the_act_leaves_eight_working_days_and_the_regulations_ten_days(notice: date, calendar: Calendar) -> None:
    assert working_days_between(notice - ONE_DAY, standstill_end(ACT, notice, calendar), calendar) == 8
    tenth = notice + ONE_DAY * 10
    end = standstill_end(REGULATIONS, notice, calendar)
    assert end >= tenth
    assert working_days_between(tenth - ONE_DAY, end, calendar) == 1


@given(REGIMES, DAYS, DAYS)
def test_a_later_notice_never_ends_the_standstill_earlier(regime: Regime, one: date, other: date) -> None:
    earlier, later = sorted((one, other))
    assert standstill_end(regime, earlier) <= standstill_end(regime, later)


@given(REGIMES, DAYS)
def test_the_holidays_of_all_nations_never_end_a_standstill_earlier(regime: Regime, notice: date) -> None:
    assert standstill_end(regime, notice, Calendar.ANY_NATION) >= standstill_end(regime, notice, Calendar.ENGLAND)


@given(DAYS, CALENDARS, st.frozensets(DAYS, max_size=5))
def test_a_notice_of_the_last_day_leaves_the_standstill_and_one_of_the_day_after_does_not(
    signing: date, calendar: Calendar, extra: frozenset[date]
) -> None:
    last = last_award_notice(signing, calendar, extra)
    assert standstill_end(ACT, last, calendar, extra) < signing
    assert standstill_end(ACT, last + ONE_DAY, calendar, extra) >= signing


@pytest.mark.parametrize(
    ("regime", "above", "words"),
    [
        (REGULATIONS, False, "No standstill is required below the threshold; one may be kept voluntarily."),
        (ACT, False, "No standstill is required below the threshold; one may be kept voluntarily."),
        (None, False, "No standstill is required below the threshold; one may be kept voluntarily."),
        (
            ACT,
            True,
            "A standstill of 8 working days is required, beginning with the day of the award notice "
            "(Procurement Act 2023, s.51). Whose bank holidays count is not confirmed.",
        ),
        (
            REGULATIONS,
            True,
            "A standstill is required, to midnight at the end of the 10th day after the award notice was sent "
            "electronically (Public Contracts Regulations 2015, reg 87). "
            "That it moves on to the next working day is not confirmed.",
        ),
        (
            None,
            True,
            "Whether a standstill is required cannot be told, because it is not known which procurement law holds.",
        ),
        (
            ACT,
            None,
            "Whether a standstill is required cannot be told, "
            "because it is not known whether the value is above the threshold.",
        ),
    ],
)
def test_whether_a_standstill_is_required_is_said(regime: Regime | None, above: bool | None, words: str) -> None:
    assert standstill_words(regime, above) == words


def test_a_day_in_a_sentence_needs_no_year_that_a_register_accepts() -> None:
    assert short_day(date(2017, 7, 3)) == "3 Jul 2017"
    assert short_day(date(2200, 1, 31)) == "31 Jan 2200"
