"""Which notices a procurement owes, and by when (domain rules §5).

A time limit counts from the first day that a coarse date may be, so that no day given here is later than the law
allows. Where the law sets no day, none is invented. Who bought, and what, is as in `regime`: services, bought by a
sub-central authority.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from loti_tui.domain.dates import PartialDate
from loti_tui.domain.regime import (
    ACT_STANDSTILL,
    PUBLISHED_FROM,
    STANDSTILL_CALENDAR,
    TRANSPARENCY_OVER,
    Regime,
    above_threshold,
    last_award_notice,
    short_day,
)
from loti_tui.domain.workdays import Calendar, CalendarUnknown

After = Literal["advert", "award", "contract"]
"""The event that a notice belongs to: the first advertisement, the award, or the contract."""

CONTRACTS_FINDER_DAYS = 90
"""Calendar days after the award (PPN 07/21, for sub-central authorities; the regulation itself says "within a
reasonable time")."""

AWARD_NOTICE_DAYS = 30
"""Calendar days after the award, above the threshold (Public Contracts Regulations 2015, reg 50). Not confirmed."""

CONTRACT_DETAILS_DAYS = 30
"""Days beginning with the day of the contract, above the threshold (Procurement Act 2023, s.53). Not confirmed."""


@dataclass(frozen=True, slots=True)
class NoticeName:
    """What a numbered notice on Find a Tender is called, and whether its number was read in a source."""

    name: str
    certain: bool


NOTICE_NAMES: Mapping[str, NoticeName] = {
    "UK1": NoticeName("pipeline notice", True),
    "UK2": NoticeName("preliminary market engagement notice", True),
    "UK3": NoticeName("planned procurement notice", True),
    "UK4": NoticeName("tender notice", True),
    "UK5": NoticeName("transparency notice", True),
    "UK6": NoticeName("contract award notice", False),
    "UK7": NoticeName("contract details notice", False),
    "UK12": NoticeName("procurement termination notice", False),
}
"""The notices of the Procurement Act 2023 whose numbers are known, of UK1 to UK17 (Find a Tender, “Notice types and
sequences”)."""


@dataclass(frozen=True, slots=True)
class NoticeDue:
    """One notice that is owed.

    `code` is stable; `due` is the last day, None where the law sets none or its event has no date yet; `due_words`
    says when, and what was counted. `certain` is whether the time limit was read in a source. `after` is the event
    that it counts from.
    """

    code: str
    name: str
    due: date | None
    due_words: str
    source: str
    certain: bool
    after: After

    @property
    def sentence(self) -> str:
        """The notice, when it is due and by which rule, and whether that is confirmed."""
        doubt = "" if self.certain else " This time limit is not confirmed."
        return f"{self.name}: {self.due_words} ({self.source}).{doubt}"


def notice_title(number: str) -> str:
    """A notice as people call it: "UK7 contract details notice"."""
    return f"{number} {NOTICE_NAMES[number].name}"


def notices(
    regime: Regime | None,
    *,
    value: int | None,
    begun: PartialDate | None,
    awarded: PartialDate | None = None,
    contract: PartialDate | None = None,
    advertised: bool | None = None,
    calendar: Calendar = STANDSTILL_CALENDAR,
    extra: frozenset[date] = frozenset(),
) -> tuple[NoticeDue, ...]:
    """The notices that a procurement of this value (in pence) owes, in the order of their events.

    Empty where the law or the value is not known: `regime_words` and `threshold_words` say what is missing. `awarded`
    and `contract` are the dates of the award and of the contract, expected or actual. A purchase from suppliers who
    were chosen and asked is not advertised (Public Contracts Regulations 2015, reg 110(5)). `extra` are further days
    off. Never raises: where the calendar is not known, the notice has no day and says so.
    """
    if regime is None or value is None:
        return ()
    above = above_threshold(value, begun)
    published = value >= PUBLISHED_FROM[regime].pence
    owed: list[NoticeDue] = []
    if regime is Regime.REGULATIONS_2015:
        if published:
            owed += _under_the_regulations(above, awarded, contract, advertised)
    else:
        if above:
            owed.append(_award_notice_of_the_act(contract, calendar, extra))
        if published:
            owed += _under_the_act(above, contract, advertised)
    if value > TRANSPARENCY_OVER.pence:
        owed.append(_transparency_entry(regime))
    return tuple(owed)


def _under_the_regulations(
    above: bool | None, awarded: PartialDate | None, contract: PartialDate | None, advertised: bool | None
) -> Iterator[NoticeDue]:
    """Reg 106 and 110 (advertising), reg 50 (award above the threshold), reg 108 and 112 (award on either side)."""
    if advertised:
        yield NoticeDue(
            code="contracts-finder-advert",
            name="Contracts Finder opportunity entry",
            due=None,
            due_words="within 24 hours of advertising anywhere else",
            source="Public Contracts Regulations 2015, reg 106 and 110",
            certain=True,
            after="advert",
        )
    # The guidance calls the day on which the last party signs the award: it stands in where no award is recorded.
    event, of = ("award", awarded) if awarded or not contract else ("contract", contract)
    if above:
        due, words = _counted(AWARD_NOTICE_DAYS, event, of)
        yield NoticeDue(
            code="contract-award-notice",
            name="Contract award notice",
            due=due,
            due_words=words,
            source="Public Contracts Regulations 2015, reg 50",
            certain=False,
            after="award",
        )
    due, words = _counted(CONTRACTS_FINDER_DAYS, event, of)
    regulation = {True: "108", False: "112", None: "108 or 112"}[above]
    yield NoticeDue(
        code="contracts-finder-award",
        name="Contracts Finder award entry",
        due=due,
        due_words=words,
        source=f"Public Contracts Regulations 2015, reg {regulation}; guidance PPN 07/21",
        certain=True,
        after="award",
    )


def _under_the_act(above: bool | None, contract: PartialDate | None, advertised: bool | None) -> Iterator[NoticeDue]:
    """S.87 (below the threshold) and s.53 (above it) of the Procurement Act 2023."""
    if advertised and above is False:
        yield NoticeDue(
            code="below-threshold-tender-notice",
            name="Below-threshold tender notice",
            due=None,
            due_words="before any other advertising",
            source="Procurement Act 2023, s.87",
            certain=True,
            after="advert",
        )
    soon = "as soon as reasonably practicable after the contract is entered into"
    due, words, source = None, soon, "Procurement Act 2023, s.87(3)"
    if above:
        source = "Procurement Act 2023, s.53"
        due, words = _counted(CONTRACT_DETAILS_DAYS, "contract", contract, beginning_with=True)
    elif above is None:
        source = "Procurement Act 2023, s.53 and 87(3)"
        words = f"{soon}, and within {CONTRACT_DETAILS_DAYS} days of it above the threshold, which is not known"
    yield NoticeDue(
        code="contract-details-uk7",
        name=notice_title("UK7"),
        due=due,
        due_words=words,
        source=source,
        certain=above is False,
        after="contract",
    )


def _award_notice_of_the_act(contract: PartialDate | None, calendar: Calendar, extra: frozenset[date]) -> NoticeDue:
    """S.50 and 51 of the Procurement Act 2023: before the contract is signed, with the standstill between."""
    due: date | None = None
    standstill = f"the standstill of {ACT_STANDSTILL} working days"
    words = f"before the contract is signed, with {standstill} between"
    if contract is not None:
        try:
            due = last_award_notice(contract.first, calendar, extra)
            words = f"by {short_day(due)}, so that {standstill} ends before {_first_day('contract', contract)}"
        except CalendarUnknown:
            words += "; no day can be given, because the bank holidays of that year are not known"
    return NoticeDue(
        code="award-uk6",
        name=notice_title("UK6"),
        due=due,
        due_words=words,
        source="Procurement Act 2023, s.50 and 51",
        # Whose bank holidays count is not confirmed, so a day that was counted is not either.
        certain=due is None,
        after="contract",
    )


def _transparency_entry(regime: Regime) -> NoticeDue:
    """An entry for the invitation and one for the contract, each quarter; no day in it was found.

    Under the Act, a notice on the central digital platform may discharge it (GOV.UK, “Reconciling the Procurement
    Act 2023 and the Transparency Code 2015”).
    """
    words = "in the quarterly publication, for the invitation and for the contract"
    if regime is Regime.ACT_2023:
        words += "; a notice on the central digital platform may stand for it"
    return NoticeDue(
        code="transparency-code",
        name="Transparency Code entry",
        due=None,
        due_words=words,
        source=TRANSPARENCY_OVER.source,
        certain=True,
        after="contract",
    )


def _counted(days: int, event: str, of: PartialDate | None, *, beginning_with: bool = False) -> tuple[date | None, str]:
    """The last of so many calendar days, and how they were counted: after an event's day, or beginning with it."""
    if of is None:
        return None, f"within {days} calendar days of the {event}, whose date is not recorded"
    due = of.first + timedelta(days=days - beginning_with)
    how = "beginning with" if beginning_with else "after"
    return due, f"by {short_day(due)}, {days} calendar days {how} {_first_day(event, of)}"


def _first_day(event: str, of: PartialDate) -> str:
    """An event's date in words; of a coarse one, the day that it is counted from."""
    if of.first == of.last:
        return f"the {event} of {of.short()}"
    return f"{short_day(of.first)}, the first day that the {event} ({of.short()}) may be"
