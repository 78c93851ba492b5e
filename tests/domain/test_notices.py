"""Which notices a procurement owes, and by when."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loti_tui.domain.dates import PartialDate
from loti_tui.domain.notices import NOTICE_NAMES, NoticeDue, notice_title, notices
from loti_tui.domain.regime import Regime, first_signing_day, regime_of
from loti_tui.domain.workdays import Calendar

REGULATIONS, ACT = Regime.REGULATIONS_2015, Regime.ACT_2023
POUNDS = 100

BELOW = 100_000 * POUNDS
ABOVE = 300_000 * POUNDS

DAYS = st.dates(date(2014, 1, 1), date(2027, 12, 31))
DATES = st.one_of(
    DAYS.map(PartialDate.of_day),
    DAYS.map(lambda day: PartialDate.of_month(day.year, day.month)),
    DAYS.map(lambda day: PartialDate.of_quarter(day.year, (day.month + 2) // 3)),
    DAYS.map(lambda day: PartialDate.of_year(day.year)),
)


def owed(
    begun: str,
    value: int | None = BELOW,
    *,
    awarded: str = "",
    contract: str = "",
    advertised: bool | None = None,
    calendar: Calendar = Calendar.ENGLAND,
    extra: frozenset[date] = frozenset(),
) -> dict[str, NoticeDue]:
    began = PartialDate(begun)
    found = notices(
        regime_of(began),
        value=value,
        begun=began,
        awarded=PartialDate(awarded) if awarded else None,
        contract=PartialDate(contract) if contract else None,
        advertised=advertised,
        calendar=calendar,
        extra=extra,
    )
    return {notice.code: notice for notice in found}


# Before 24 February 2025


def test_dd2092_owes_an_award_entry_within_90_days_and_a_transparency_entry_and_no_advertisement() -> None:
    found = owed("2017-04", awarded="2017-04-04", contract="2017-04-20")
    assert list(found) == ["contracts-finder-award", "transparency-code"]
    assert found["contracts-finder-award"] == NoticeDue(
        code="contracts-finder-award",
        name="Contracts Finder award entry",
        due=date(2017, 7, 3),
        due_words="by 3 Jul 2017, 90 calendar days after the award of 4 Apr 2017",
        source="Public Contracts Regulations 2015, reg 112; guidance PPN 07/21",
        certain=True,
        after="award",
    )


def test_an_award_known_to_the_month_counts_from_the_first_day_that_it_may_be_and_says_so() -> None:
    entry = owed("2017-04", awarded="2017-04", contract="2017-05-02")["contracts-finder-award"]
    assert entry.due == date(2017, 6, 30)
    assert entry.due_words == (
        "by 30 Jun 2017, 90 calendar days after 1 Apr 2017, the first day that the award (Apr 2017) may be"
    )


def test_without_an_award_the_contract_stands_in_for_it() -> None:
    entry = owed("2017-04", contract="2017-04-20")["contracts-finder-award"]
    assert entry.due == date(2017, 7, 19)
    assert entry.due_words == "by 19 Jul 2017, 90 calendar days after the contract of 20 Apr 2017"
    assert entry.after == "award"


def test_without_award_and_contract_the_limit_is_told_and_no_day_invented() -> None:
    entry = owed("2017-04")["contracts-finder-award"]
    assert entry.due is None
    assert entry.due_words == "within 90 calendar days of the award, whose date is not recorded"


@pytest.mark.parametrize(
    ("pounds", "codes"),
    [
        (5_000, []),
        (5_000.01, ["transparency-code"]),
        (24_999.99, ["transparency-code"]),
        (25_000, ["contracts-finder-award", "transparency-code"]),
        (164_175.99, ["contracts-finder-award", "transparency-code"]),
        (164_176, ["contract-award-notice", "contracts-finder-award", "transparency-code"]),
    ],
)
def test_before_2025_what_is_owed_depends_on_the_value(pounds: float, codes: list[str]) -> None:
    assert list(owed("2017-04", round(pounds * POUNDS))) == codes


def test_above_the_threshold_the_award_notice_is_due_in_30_days_and_that_is_not_confirmed() -> None:
    found = owed("2017-04", ABOVE, awarded="2017-04-04")
    notice = found["contract-award-notice"]
    assert (notice.due, notice.after, notice.certain) == (date(2017, 5, 4), "award", False)
    assert notice.sentence == (
        "Contract award notice: by 4 May 2017, 30 calendar days after the award of 4 Apr 2017 "
        "(Public Contracts Regulations 2015, reg 50). This time limit is not confirmed."
    )
    assert found["contracts-finder-award"].source == "Public Contracts Regulations 2015, reg 108; guidance PPN 07/21"


def test_where_the_threshold_of_the_day_is_not_known_the_award_entry_is_owed_all_the_same() -> None:
    found = owed("2019", ABOVE)
    assert list(found) == ["contracts-finder-award", "transparency-code"]
    assert found["contracts-finder-award"].source == (
        "Public Contracts Regulations 2015, reg 108 or 112; guidance PPN 07/21"
    )


def test_what_is_advertised_before_2025_goes_on_contracts_finder_within_a_day() -> None:
    found = owed("2017-04", advertised=True)
    assert list(found) == ["contracts-finder-advert", "contracts-finder-award", "transparency-code"]
    entry = found["contracts-finder-advert"]
    assert (entry.due, entry.after) == (None, "advert")
    assert entry.sentence == (
        "Contracts Finder opportunity entry: within 24 hours of advertising anywhere else "
        "(Public Contracts Regulations 2015, reg 106 and 110)."
    )


@pytest.mark.parametrize("advertised", [False, None])
@pytest.mark.parametrize("begun", ["2017-04", "2025-04"])
def test_what_is_not_advertised_owes_no_notice_of_that(begun: str, advertised: bool | None) -> None:
    assert {notice.after for notice in owed(begun, advertised=advertised).values()} <= {"award", "contract"}


def test_a_small_purchase_owes_nothing_though_it_is_advertised() -> None:
    assert list(owed("2017-04", 24_999 * POUNDS, advertised=True)) == ["transparency-code"]
    assert list(owed("2026-04", 29_999 * POUNDS, advertised=True)) == ["transparency-code"]


# From 24 February 2025


@pytest.mark.parametrize(
    ("pounds", "codes"),
    [
        (5_000, []),
        (5_000.01, ["transparency-code"]),
        (29_999.99, ["transparency-code"]),
        (30_000, ["contract-details-uk7", "transparency-code"]),
        (214_903.99, ["contract-details-uk7", "transparency-code"]),
        (214_904, ["award-uk6", "contract-details-uk7", "transparency-code"]),
    ],
)
def test_from_2025_on_what_is_owed_depends_on_the_value(pounds: float, codes: list[str]) -> None:
    assert list(owed("2025-04", round(pounds * POUNDS))) == codes


def test_below_the_threshold_the_contract_details_notice_has_no_day() -> None:
    assert owed("2025-04", contract="2025-06-02")["contract-details-uk7"] == NoticeDue(
        code="contract-details-uk7",
        name="UK7 contract details notice",
        due=None,
        due_words="as soon as reasonably practicable after the contract is entered into",
        source="Procurement Act 2023, s.87(3)",
        certain=True,
        after="contract",
    )


def test_above_the_threshold_the_day_of_the_contract_is_the_first_of_thirty_and_that_is_not_confirmed() -> None:
    notice = owed("2025-12", ABOVE, contract="2026-01-02")["contract-details-uk7"]
    assert (notice.due, notice.certain, notice.after) == (date(2026, 1, 31), False, "contract")
    assert notice.sentence == (
        "UK7 contract details notice: by 31 Jan 2026, 30 calendar days beginning with the contract of 2 Jan 2026 "
        "(Procurement Act 2023, s.53). This time limit is not confirmed."
    )


def test_a_contract_known_to_the_month_counts_from_the_first_day_that_it_may_be() -> None:
    found = owed("2025-12", ABOVE, contract="2026-04")
    assert found["contract-details-uk7"].due == date(2026, 4, 30)
    assert found["contract-details-uk7"].due_words == (
        "by 30 Apr 2026, 30 calendar days beginning with 1 Apr 2026, the first day that the contract (Apr 2026) may be"
    )
    assert found["award-uk6"].due == date(2026, 3, 20)
    assert found["award-uk6"].due_words == (
        "by 20 Mar 2026, so that the standstill of 8 working days ends before 1 Apr 2026, "
        "the first day that the contract (Apr 2026) may be"
    )


def test_above_the_threshold_and_without_a_contract_date_the_limit_is_told() -> None:
    found = owed("2025-12", ABOVE, awarded="2025-12-18")
    details, award = found["contract-details-uk7"], found["award-uk6"]
    assert (details.due, award.due) == (None, None)
    assert details.due_words == "within 30 calendar days of the contract, whose date is not recorded"
    assert award.due_words == "before the contract is signed, with the standstill of 8 working days between"
    assert award.certain


def test_the_award_notice_leaves_room_for_the_standstill_before_the_contract() -> None:
    assert owed("2025-12", ABOVE, contract="2026-01-02")["award-uk6"] == NoticeDue(
        code="award-uk6",
        name="UK6 contract award notice",
        due=date(2025, 12, 18),
        due_words="by 18 Dec 2025, so that the standstill of 8 working days ends before the contract of 2 Jan 2026",
        source="Procurement Act 2023, s.50 and 51",
        certain=False,
        after="contract",
    )


def test_the_award_notice_heeds_the_calendar_and_further_days_off() -> None:
    def due(calendar: Calendar = Calendar.ENGLAND, extra: frozenset[date] = frozenset()) -> date | None:
        return owed("2026-01", ABOVE, contract="2026-03-26", calendar=calendar, extra=extra)["award-uk6"].due

    assert due() == date(2026, 3, 16)
    assert due(Calendar.ANY_NATION) == date(2026, 3, 13)
    assert due(extra=frozenset({date(2026, 3, 18)})) == date(2026, 3, 13)


def test_a_contract_in_a_year_without_a_known_calendar_gives_no_day_and_says_why() -> None:
    notice = owed("2027", ABOVE, contract="2029-06-01")["award-uk6"]
    assert notice.due is None
    assert notice.due_words == (
        "before the contract is signed, with the standstill of 8 working days between; "
        "no day can be given, because the bank holidays of that year are not known"
    )
    assert owed("2027", ABOVE, contract="2029-06-01")["contract-details-uk7"].due == date(2029, 6, 30)


def test_where_the_threshold_is_not_known_the_stricter_limit_is_told_as_well() -> None:
    found = owed("2030", ABOVE, contract="2030-06-01", advertised=True)
    assert list(found) == ["contract-details-uk7", "transparency-code"]
    notice = found["contract-details-uk7"]
    assert (notice.due, notice.certain, notice.source) == (None, False, "Procurement Act 2023, s.53 and 87(3)")
    assert notice.due_words == (
        "as soon as reasonably practicable after the contract is entered into, "
        "and within 30 days of it above the threshold, which is not known"
    )


def test_what_is_advertised_below_the_threshold_has_its_tender_notice_first() -> None:
    found = owed("2025-04", advertised=True)
    assert list(found) == ["below-threshold-tender-notice", "contract-details-uk7", "transparency-code"]
    notice = found["below-threshold-tender-notice"]
    assert (notice.due, notice.certain, notice.after) == (None, True, "advert")
    assert notice.sentence == (
        "Below-threshold tender notice: before any other advertising (Procurement Act 2023, s.87)."
    )
    assert "below-threshold-tender-notice" not in owed("2025-04", ABOVE, advertised=True)


# Under either


def test_the_transparency_code_gives_no_day_within_the_quarter() -> None:
    old, new = (owed(begun)["transparency-code"] for begun in ("2017-04", "2025-04"))
    assert (old.due, old.certain, old.after) == (None, True, "contract")
    assert old.sentence == (
        "Transparency Code entry: in the quarterly publication, for the invitation and for the contract "
        "(Local Government Transparency Code 2015)."
    )
    assert new.due_words == f"{old.due_words}; a notice on the central digital platform may stand for it"


@pytest.mark.parametrize("begun", ["2025-02", "2025-Q1", "2025"])
def test_nothing_is_said_where_it_is_open_which_law_holds(begun: str) -> None:
    assert owed(begun) == {}


@pytest.mark.parametrize("begun", ["2017-04", "2025-04"])
def test_nothing_is_said_of_a_value_that_is_not_recorded(begun: str) -> None:
    assert owed(begun, None) == {}


@pytest.mark.parametrize(
    ("begun", "codes"),
    [
        ("2025-02-23", ["contracts-finder-award", "transparency-code"]),
        ("2025-02-24", ["contract-details-uk7", "transparency-code"]),
    ],
)
def test_the_notices_change_with_the_law_on_24_february_2025(begun: str, codes: list[str]) -> None:
    assert list(owed(begun)) == codes


def found_for(regime: Regime, value: int, begun: PartialDate, event: PartialDate) -> dict[str, NoticeDue]:
    return {notice.code: notice for notice in notices(regime, value=value, begun=begun, awarded=event, contract=event)}


@given(st.sampled_from(Regime), st.sampled_from([BELOW, ABOVE]), DATES, DATES, DATES)
def test_a_later_award_or_contract_never_has_an_earlier_deadline(
    regime: Regime, value: int, begun: PartialDate, one: PartialDate, other: PartialDate
) -> None:
    earlier, later = (found_for(regime, value, begun, event) for event in sorted((one, other)))
    assert earlier.keys() == later.keys()
    for code, notice in earlier.items():
        due = later[code].due
        if notice.due is not None and due is not None:
            assert notice.due <= due


@given(st.sampled_from(Regime), DATES, DATES, st.integers(0, 366))
def test_a_coarse_date_never_has_a_later_deadline_than_any_day_that_it_may_be(
    regime: Regime, begun: PartialDate, event: PartialDate, step: int
) -> None:
    day = min(event.first + timedelta(days=step), event.last)
    coarse = found_for(regime, ABOVE, begun, event)
    exact = found_for(regime, ABOVE, begun, PartialDate.of_day(day))
    for code, notice in coarse.items():
        due = exact[code].due
        if notice.due is not None and due is not None:
            assert notice.due <= due


@given(DAYS)
def test_an_award_notice_of_its_last_day_lets_the_contract_be_signed_on_its_day(contract: date) -> None:
    due = found_for(ACT, ABOVE, PartialDate("2026-01"), PartialDate.of_day(contract))["award-uk6"].due
    assert due is not None
    assert due < contract <= first_signing_day(ACT, due)


@given(st.sampled_from(Regime), st.integers(0, 10**8), st.integers(0, 10**8), DATES)
def test_a_larger_value_never_owes_fewer_notices(regime: Regime, one: int, other: int, begun: PartialDate) -> None:
    less, more = sorted((one, other))
    fewer = {notice.code for notice in notices(regime, value=less, begun=begun)}
    assert fewer <= {notice.code for notice in notices(regime, value=more, begun=begun)}


@given(st.sampled_from(Regime), st.integers(0, 10**8), DATES, DATES, st.booleans())
def test_every_notice_says_when_and_by_which_rule_and_names_its_day(
    regime: Regime, value: int, begun: PartialDate, event: PartialDate, advertised: bool
) -> None:
    found = notices(regime, value=value, begun=begun, awarded=event, contract=event, advertised=advertised)
    assert len({notice.code for notice in found}) == len(found)
    for notice in found:
        assert notice.source in notice.sentence
        assert notice.due_words in notice.sentence
        assert notice.due_words.startswith("by ") is (notice.due is not None)
        assert ("not confirmed" in notice.sentence) is not notice.certain


def test_the_last_dates_that_a_register_accepts_are_counted_too() -> None:
    assert owed("2026", ABOVE, contract="2199-12-31")["contract-details-uk7"].due == date(2200, 1, 29)
    assert owed("2017", awarded="2199-12-31")["contracts-finder-award"].due == date(2200, 3, 31)


def test_a_numbered_notice_is_called_by_number_and_name() -> None:
    assert notice_title("UK4") == "UK4 tender notice"
    assert notice_title("UK12") == "UK12 procurement termination notice"


def test_the_numbers_that_no_source_confirmed_are_marked() -> None:
    assert [number for number, name in NOTICE_NAMES.items() if not name.certain] == ["UK6", "UK7", "UK12"]
    assert [number for number, name in NOTICE_NAMES.items() if name.certain] == ["UK1", "UK2", "UK3", "UK4", "UK5"]
