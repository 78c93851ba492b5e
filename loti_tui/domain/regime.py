"""Which law governs a procurement, its money thresholds, and the standstill before signing (domain rules §5).

The figures are data, each with its days, its source and whether it was confirmed; a day without a figure has no
answer. They are those of services bought by a sub-central authority, which the Greater London Authority and
Transport for London are. The exceptions to each rule are not covered: this reminds, and is no advice.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from loti_tui.domain.dates import MONTHS, PartialDate
from loti_tui.domain.money import money_words
from loti_tui.domain.workdays import Calendar, is_working_day, next_working_day, on_or_after

ACT_FROM = date(2025, 2, 24)
"""The first day of the Procurement Act 2023. A procurement begun before it stays under the Regulations for all its
notices (Find a Tender, “Notice types and sequences”)."""

ACT_STANDSTILL = 8
"""Working days of standstill, the day of the award notice being the first (Procurement Act 2023, s.51(2))."""

REGULATIONS_STANDSTILL = 10
"""Calendar days of standstill after a notice sent electronically, the 15th day otherwise (Public Contracts
Regulations 2015, reg 87(2))."""

STANDSTILL_CALENDAR = Calendar.ENGLAND
"""Whose bank holidays a standstill leaves out unless told otherwise.

The Act's own words on a working day (s.123) have not been read; they may mean a bank holiday in any part of the
United Kingdom. `Calendar.ANY_NATION` never ends a standstill earlier, so it is the cautious choice.
"""

_NO_EXTRA: frozenset[date] = frozenset()
_ONE_DAY = timedelta(days=1)


class Regime(StrEnum):
    """The law that governs a procurement, by its name."""

    REGULATIONS_2015 = "Public Contracts Regulations 2015"
    ACT_2023 = "Procurement Act 2023"


@dataclass(frozen=True, slots=True)
class Threshold:
    """A sum of money on which a duty depends, and the days on which a procurement must begin for it to count.

    `until` is the last such day, None where none is known; `with_vat` is None where the source does not say.
    `certain` is whether the figure was read in a source for those days.
    """

    name: str
    since: date
    until: date | None
    pence: int
    with_vat: bool | None
    source: str
    certain: bool

    def covers(self, day: date) -> bool:
        """Whether the figure counts for what begins on that day."""
        return self.since <= day and (self.until is None or day <= self.until)

    @property
    def amount(self) -> str:
        """The sum as it is written: "£214,904 including VAT", "£164,176 without VAT", "£5,000"."""
        vat = {True: " including VAT", False: " without VAT", None: ""}[self.with_vat]
        return money_words(self.pence) + vat

    @property
    def sentence(self) -> str:
        """The figure, its days and its source, and whether it is confirmed."""
        end = f" to {short_day(self.until)}" if self.until else " on"
        doubt = "" if self.certain else " This figure is not confirmed."
        return f"{self.name}: {self.amount}, from {short_day(self.since)}{end} ({self.source}).{doubt}"


_SERVICES = "Threshold for services bought by a sub-central authority"

THRESHOLDS: tuple[Threshold, ...] = (
    Threshold(
        _SERVICES,
        date(2014, 1, 1),
        date(2015, 12, 31),
        172_514_00,
        False,
        "EU thresholds for 2014 and 2015; Public Contracts Regulations 2015, reg 5",
        certain=False,
    ),
    Threshold(
        _SERVICES,
        date(2016, 1, 1),
        date(2017, 12, 31),
        164_176_00,
        False,
        "EU thresholds for 2016 and 2017; Public Contracts Regulations 2015, reg 5",
        certain=False,
    ),
    Threshold(
        _SERVICES,
        date(2024, 1, 1),
        date(2025, 12, 31),
        214_904_00,
        True,
        "Cabinet Office thresholds for 2024 and 2025; Procurement Act 2023, Schedule 1",
        certain=True,
    ),
    Threshold(
        _SERVICES,
        date(2026, 1, 1),
        # Set anew every two years, so that nothing is known of 2028.
        date(2027, 12, 31),
        207_720_00,
        True,
        "Cabinet Office thresholds for 2026 and 2027; Procurement Act 2023, Schedule 1",
        certain=False,
    ),
)
"""Where the full rules begin, by the day on which the procurement began. No figure was found for 2018 to 2023."""

PUBLISHED_FROM: Mapping[Regime, Threshold] = {
    Regime.REGULATIONS_2015: Threshold(
        "Value from which an award is published",
        date(2015, 1, 1),
        ACT_FROM - _ONE_DAY,
        25_000_00,
        False,
        "Public Contracts Regulations 2015, reg 110 and 112; PPN 07/21",
        certain=True,
    ),
    Regime.ACT_2023: Threshold(
        "Value from which a contract is notifiable",
        ACT_FROM,
        None,
        30_000_00,
        True,
        "Procurement Act 2023, s.87",
        certain=True,
    ),
}
"""The values from which a contract below the threshold is published all the same."""

TRANSPARENCY_OVER = Threshold(
    "Value over which the Transparency Code asks for an entry",
    date(2015, 1, 1),
    None,
    5_000_00,
    None,
    "Local Government Transparency Code 2015",
    certain=True,
)
"""Every invitation and contract over this value is listed; one of exactly this value is not."""


def regime_of(begun: PartialDate | None) -> Regime | None:
    """The law by the day on which the procurement began: the Act from 24 February 2025, the Regulations before.

    None where no date is recorded, or where it is so coarse that both could hold ("2025", "Q1 2025", "Feb 2025").
    What was law before the Regulations of 2015 is not told apart from them. Source: domain rules §5.
    """
    if begun is None:
        return None
    if begun.last < ACT_FROM:
        return Regime.REGULATIONS_2015
    return Regime.ACT_2023 if begun.first >= ACT_FROM else None


def regime_words(begun: PartialDate | None) -> str:
    """Which law holds and why, or why that cannot be told."""
    regime = regime_of(begun)
    if begun is None:
        return "When the procurement began is not recorded, so it is not known which procurement law holds."
    if regime is None:
        return (
            f"The procurement began in {begun.short()}, and the law changed on {short_day(ACT_FROM)}: "
            "the day is needed to tell which procurement law holds."
        )
    side = "before" if regime is Regime.REGULATIONS_2015 else "on or after"
    return f"{regime} (begun {begun.short()}, {side} {short_day(ACT_FROM)})."


def threshold_on(day: date) -> Threshold | None:
    """The threshold for a procurement begun on that day; None where no figure is known for it."""
    return next((each for each in THRESHOLDS if each.covers(day)), None)


def threshold_for(begun: PartialDate | None) -> Threshold | None:
    """The threshold for a procurement that began then; None where the date or the figure is not known.

    Whatever its precision a date lies in one calendar year, and each figure holds for whole years.
    """
    return None if begun is None else threshold_on(begun.first)


def above_threshold(value_pence: int | None, begun: PartialDate | None) -> bool | None:
    """Whether a value reaches the threshold of the day on which the procurement began: the sum itself does.

    None where value, date or figure is not known. The value is compared as it is recorded, and a register does
    not record whether that includes VAT. Source: Public Contracts Regulations 2015, reg 5; Procurement Act 2023, s.3.
    """
    threshold = threshold_for(begun)
    if value_pence is None or threshold is None:
        return None
    return value_pence >= threshold.pence


def threshold_words(value_pence: int | None, begun: PartialDate | None) -> str:
    """On which side of the threshold a value is, with the figure and whether it is confirmed; or what is missing."""
    if value_pence is None:
        return "The value is not recorded, so it is not known whether it is above the threshold."
    if begun is None:
        return "When the procurement began is not recorded, so it is not known which threshold counts."
    threshold = threshold_for(begun)
    if threshold is None:
        return f"No threshold is known for a procurement begun in {begun.short()}."
    side = "at or above" if value_pence >= threshold.pence else "below"
    return f"{money_words(value_pence)} is {side} the threshold. {threshold.sentence}"


def standstill_end(
    regime: Regime, award_notice: date, calendar: Calendar = STANDSTILL_CALENDAR, extra: frozenset[date] = _NO_EXTRA
) -> date:
    """The last day of the standstill of a contract above the threshold, at whose midnight it ends.

    Procurement Act 2023, s.51(2): 8 working days, beginning with the day of the award notice. Public Contracts
    Regulations 2015, reg 87(2): the 10th day after the notice was sent electronically; that this moves on to the
    next working day is not confirmed, and is the safe reading. `extra` are further days off that the register
    records. Raises `CalendarUnknown` for a year whose bank holidays are not known.
    """
    if regime is Regime.REGULATIONS_2015:
        return on_or_after(award_notice + _ONE_DAY * REGULATIONS_STANDSTILL, calendar, extra)
    end = on_or_after(award_notice, calendar, extra)
    for _ in range(ACT_STANDSTILL - 1):
        end = next_working_day(end, calendar, extra)
    return end


def first_signing_day(
    regime: Regime, award_notice: date, calendar: Calendar = STANDSTILL_CALENDAR, extra: frozenset[date] = _NO_EXTRA
) -> date:
    """The first working day after the standstill. Raises `CalendarUnknown`."""
    return next_working_day(standstill_end(regime, award_notice, calendar, extra), calendar, extra)


def last_award_notice(
    signing: date, calendar: Calendar = STANDSTILL_CALENDAR, extra: frozenset[date] = _NO_EXTRA
) -> date:
    """The last day for an award notice under the Procurement Act 2023, for a contract to be signed on `signing`.

    It is the working day with 8 working days of standstill from itself to the eve of signing (s.51(2)). Raises
    `CalendarUnknown`.
    """
    day, counted = signing, 0
    while counted < ACT_STANDSTILL:
        day -= _ONE_DAY
        counted += is_working_day(day, calendar, extra)
    return day


def standstill_words(regime: Regime | None, above: bool | None) -> str:
    """Whether a standstill is required, and how long it is; `above` is the answer of `above_threshold`."""
    if above is False:
        return "No standstill is required below the threshold; one may be kept voluntarily."
    if regime is None or above is None:
        missing = "which procurement law holds" if regime is None else "whether the value is above the threshold"
        return f"Whether a standstill is required cannot be told, because it is not known {missing}."
    if regime is Regime.ACT_2023:
        return (
            f"A standstill of {ACT_STANDSTILL} working days is required, beginning with the day of the award notice "
            f"({regime}, s.51). Whose bank holidays count is not confirmed."
        )
    return (
        f"A standstill is required, to midnight at the end of the {REGULATIONS_STANDSTILL}th day after the award "
        f"notice was sent electronically ({regime}, reg 87). That it moves on to the next working day is not confirmed."
    )


def short_day(day: date) -> str:
    """A day for a sentence: "3 Jul 2017". Any year, also one past those that a register accepts."""
    return f"{day.day} {MONTHS[day.month - 1][:3]} {day.year}"
