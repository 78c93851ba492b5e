"""The nouns of the register: one frozen dataclass a kind, its fields declared with what they may hold.

This is the only place where a field is described. The door checks by it, the tables take their constraints from
it, the command line reads by it, and the screens show by it. To add a field: one line here, one column in
`db/tables.py` (a test holds the two together).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from loti_tui.domain.dates import PartialDate
from loti_tui.domain.fields import Choice, Flag, Link, Links, Money, Score, Text, When, Whole
from loti_tui.domain.item import Item, Kind, declared, described
from loti_tui.domain.scoring import IMPACT_NAMES, PROBABILITY_NAMES, SCALE, Rag
from loti_tui.domain.steps import STAGES

RAG = Choice(tuple(Rag), tuple(rag.word for rag in Rag))
PROBABILITY = Score(PROBABILITY_NAMES)
IMPACT = Score(IMPACT_NAMES)
DAY = When(to_the_day=True)
# Four ways to answer a risk (the "four Ts" of UK public-sector practice).
RESPONSES = ("treat", "tolerate", "transfer", "terminate")
# When a risk could happen (PRINCE2's words for proximity).
PROXIMITIES = ("imminent", "within stage", "within project", "beyond project")
METHODS = ("quotes", "tender", "direct award")
WITHHELD_KINDS = (
    *("decision", "funding", "spend", "signoff", "risk", "issue", "procurement", "step", "milestone", "action"),
    "resolution",
)
"""Whose items may be withheld one by one."""
MILESTONE_RULES = ("forecast", "week ahead", "week of grace", "late is amber", "late is red")
"""What a board may judge its milestones by; `loti_tui.domain.delivery` says what each means."""
PROGRESS = ("planned", "started", "done", "dropped")
# Five steps of the Infrastructure and Projects Authority's delivery confidence (its annual reports from 2013).
CONFIDENCE = Choice(("G", "AG", "A", "AR", "R"), ("Green", "Amber/Green", "Amber", "Amber/Red", "Red"))
# The GLA's project system rates an issue in three steps, in words that are not those of a risk's impact.
ISSUE_IMPACTS = ("low", "moderate", "significant")
# Freedom of Information Act 2000: information meant for future publication, trade secrets, commercial interests.
EXEMPTIONS = ("s22", "s43(1)", "s43(2)", "other")
SCOPES = Choice(("all", "named"), ("All of Part 1", "The items and fields that are named"))
PARTS = Choice(("1", "2"), ("Part 1, while it is deferred", "Part 2, exempt"))
NATIONS = ("England and Wales", "Scotland", "Northern Ireland")


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme(Item):
    """The work that one decision authorises."""

    KIND = "programme"
    PREFIX = "PR"
    SINGLE = True

    title: str | None = declared("Programme", Text(), required=True)
    confidence: str | None = declared("Delivery confidence", CONFIDENCE)
    confidence_reason: str | None = declared("Reason for the delivery confidence", Text(lines=True))
    milestone_rule: str | None = declared("Rule of the milestone RAG", Choice(MILESTONE_RULES))


@dataclass(frozen=True, slots=True, kw_only=True)
class DayOff(Item):
    """A day off that the calendar of bank holidays does not know: proclaimed late, or the board's own.

    Without a nation it counts everywhere.
    """

    KIND = "dayoff"
    PREFIX = "H"

    title: str | None = declared("Day off", Text(), required=True)
    day: PartialDate | None = declared("Date", DAY, required=True)
    nation: str | None = declared("Where", Choice(NATIONS))


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision(Item):
    """The decision form: what was approved, by whom, how much, for when. Its reference is the form's own."""

    KIND = "decision"
    PREFIX = "D"
    SINGLE = True

    title: str | None = declared("Title", Text(), required=True)
    decision_type: str | None = declared("Type of decision", Text())
    summary: str | None = declared("Decision", Text(lines=True))
    authority: str | None = declared("Approved by", Text())
    approved_on: PartialDate | None = declared("Approved on", DAY)
    ceiling: int | None = declared("Spending ceiling", Money())
    starts_on: PartialDate | None = declared("Period starts", DAY)
    ends_on: PartialDate | None = declared("Period ends", DAY)
    objectives: str | None = declared("Objectives", Text(lines=True))
    outcomes: str | None = declared("Outcomes", Text(lines=True))
    source: str | None = declared("Source", Text(lines=True))


@dataclass(frozen=True, slots=True, kw_only=True)
class Funding(Item):
    """A funding line: who pays how much. The lines should add up to the ceiling."""

    KIND = "funding"
    PREFIX = "F"
    TITLE = "payer"

    payer: str | None = declared("Payer", Text(), required=True)
    amount: int | None = declared("Amount", Money())


@dataclass(frozen=True, slots=True, kw_only=True)
class Spend(Item):
    """Money that is promised to somebody (a commitment) or paid. Both count against the ceiling, each once."""

    KIND = "spend"
    PREFIX = "SP"

    title: str | None = declared("For", Text(), required=True)
    amount: int | None = declared("Amount", Money())
    stage: str = declared("Stage", Choice(("committed", "paid")), "committed", required=True)
    dated: PartialDate | None = declared("Date", When())
    payee: str | None = declared("Payee", Text())


@dataclass(frozen=True, slots=True, kw_only=True)
class SignOff(Item):
    """Who confirmed what, and when."""

    KIND = "signoff"
    PREFIX = "SO"
    TITLE = "role"

    role: str | None = declared("Role", Text(), required=True)
    name: str | None = declared("Name", Text())
    signed_on: PartialDate | None = declared("Date", DAY)
    confirmed: str | None = declared("Confirmed", Text(lines=True))


@dataclass(frozen=True, slots=True, kw_only=True)
class Risk(Item):
    """Something that may happen. `probability` and `impact` are the current score, as the form has it."""

    KIND = "risk"
    PREFIX = "R"
    TITLE = "description"

    description: str | None = declared("Risk", Text(), required=True)
    cause: str | None = declared("Cause", Text(lines=True))
    event: str | None = declared("Event", Text(lines=True))
    effect: str | None = declared("Effect", Text(lines=True))
    mitigation: str | None = declared("Mitigation", Text(lines=True))
    response: str | None = declared("Response", Choice(RESPONSES))
    category: str | None = declared("Category", Text())
    probability: int | None = declared("Probability", PROBABILITY)
    impact: int | None = declared("Impact", IMPACT)
    rag_recorded: str | None = declared("Recorded RAG", RAG)
    rag_reason: str | None = declared("Reason for the recorded RAG", Text(lines=True))
    inherent_probability: int | None = declared("Inherent probability", PROBABILITY)
    inherent_impact: int | None = declared("Inherent impact", IMPACT)
    target_probability: int | None = declared("Target probability", PROBABILITY)
    target_impact: int | None = declared("Target impact", IMPACT)
    owner: str | None = declared("Owner", Text())
    actionee: str | None = declared("Actionee", Text())
    proximity: str | None = declared("Proximity", Choice(PROXIMITIES))
    review_on: PartialDate | None = declared("Review on", When())
    raised_on: PartialDate | None = declared("Raised on", When())
    status: str = declared("Status", Choice(("open", "closed", "occurred")), "open", required=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue(Item):
    """Something that has happened; `risk` is the risk that it was before, with its history."""

    KIND = "issue"
    PREFIX = "I"
    TITLE = "description"

    description: str | None = declared("Issue", Text(), required=True)
    risk: str | None = declared("Was risk", Link("risk"))
    impact: str | None = declared("Impact", Choice(ISSUE_IMPACTS))
    response: str | None = declared("Response", Text(lines=True))
    owner: str | None = declared("Owner", Text())
    raised_on: PartialDate | None = declared("Raised on", When())
    due: PartialDate | None = declared("Due", When())
    status: str = declared("Status", Choice(("open", "closed")), "open", required=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Procurement(Item):
    """One purchase: who leads it, by which route, for about how much, when."""

    KIND = "procurement"
    PREFIX = "P"
    SINGLE = True

    title: str | None = declared("Procurement", Text(), required=True)
    lead: str | None = declared("Lead", Text())
    rules: str | None = declared("Rules", Text())
    route: str | None = declared("Route", Text())
    value: int | None = declared("Estimated value", Money())
    planned_for: PartialDate | None = declared("Planned for", When())
    begun_on: PartialDate | None = declared("Begun on", When())
    method: str | None = declared("Method", Choice(METHODS))
    exemption: str | None = declared("Exemption", Text(lines=True))
    supplier: str | None = declared("Supplier", Text())
    ocid: str | None = declared("OCID", Text())


@dataclass(frozen=True, slots=True, kw_only=True)
class Step(Item):
    """One step of a procurement, in order."""

    KIND = "step"
    PREFIX = "S"

    procurement: str | None = declared("Procurement", Link("procurement"), editable=False)
    position: int | None = declared("Place in order", Whole(), editable=False)
    title: str | None = declared("Step", Text(), required=True)
    stage: str | None = declared("Stage", Choice(STAGES))
    lead: str | None = declared("Lead", Text())
    planned: PartialDate | None = declared("Planned", When())
    forecast: PartialDate | None = declared("Forecast", When())
    actual: PartialDate | None = declared("Actual", When())
    status: str = declared("Status", Choice(PROGRESS), "planned", required=True)
    notice: str | None = declared("Notice", Text())


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestone(Item):
    """A point of delivery: the approved plan, what is expected now, and what happened."""

    KIND = "milestone"
    PREFIX = "M"

    title: str | None = declared("Milestone", Text(), required=True)
    outcome: str | None = declared("Outcome", Text())
    owner: str | None = declared("Owner", Text())
    baseline: PartialDate | None = declared("Baseline", When())
    forecast: PartialDate | None = declared("Forecast", When())
    actual: PartialDate | None = declared("Actual", When())
    status: str = declared("Status", Choice(PROGRESS), "planned", required=True)
    depends_on: tuple[str, ...] = declared("Depends on", Links(("milestone", "step")), ())
    confidence: str | None = declared("Delivery confidence", CONFIDENCE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication(Item):
    """Whether Part 1 of the form is put off, until when and why; and Part 2, the exempt facts."""

    KIND = "publication"
    PREFIX = "PUB"
    SINGLE = True
    TITLE = ""

    deferred: bool = declared("Part 1 deferred", Flag(), False, required=True)
    until: PartialDate | None = declared("Deferred until", DAY)
    reason: str | None = declared("Reason", Text(lines=True))
    waits_for: str | None = declared("Waits for step", Link("step"))
    exemption: str | None = declared("Exemption relied on", Choice(EXEMPTIONS))
    scope: str | None = declared("Scope of the deferral", SCOPES)
    published_on: PartialDate | None = declared("Published on", DAY)
    published_by: str | None = declared("Published by", Text())
    part2: bool = declared("Part 2 form", Flag(), False, required=True)
    part2_basis: str | None = declared("Legal basis of Part 2", Text(lines=True))
    part2_review_on: PartialDate | None = declared("Review Part 2 on", DAY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Action(Item):
    """What a meeting asked for; with `risk`, what is to be done about that risk: one of its mitigations."""

    KIND = "action"
    PREFIX = "A"
    TITLE = "description"

    description: str | None = declared("Action", Text(), required=True)
    owner: str | None = declared("Owner", Text())
    due: PartialDate | None = declared("Due", When())
    status: str = declared("Status", Choice(PROGRESS), "planned", required=True)
    done_on: PartialDate | None = declared("Done on", DAY)
    meeting: PartialDate | None = declared("Meeting", DAY)
    risk: str | None = declared("Mitigates risk", Link("risk"))
    note: str | None = declared("Note", Text(lines=True))


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution(Item):
    """What a meeting of the board decided; or, while its stage is `sought`, what it is asked to decide."""

    KIND = "resolution"
    PREFIX = "BD"
    TITLE = "decided"

    decided: str | None = declared("Decided", Text(), required=True)
    stage: str | None = declared("Stage", Choice(("sought", "made")))
    meeting: PartialDate | None = declared("Meeting", DAY)
    reason: str | None = declared("Reason", Text(lines=True))


@dataclass(frozen=True, slots=True, kw_only=True)
class Acknowledgement(Item):
    """A finding that somebody has seen and accepted, with a reason, until a day on which it comes back."""

    KIND = "acknowledgement"
    PREFIX = "K"
    TITLE = "reason"

    code: str | None = declared("Finding", Text(), required=True, editable=False)
    about: str | None = declared("About the item", Text(), editable=False)
    reason: str | None = declared("Reason", Text(), required=True)
    until: PartialDate | None = declared("Comes back on", DAY, required=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Withholding(Item):
    """What the public pack leaves out: whole items, or one field of each of them.

    Of Part 1 while it is deferred and the scope of the deferral is what is named; of Part 2 for good (domain rules §4).
    """

    KIND = "withholding"
    PREFIX = "W"
    TITLE = "reason"

    about: tuple[str, ...] = declared("Withheld items", Links(WITHHELD_KINDS), ())
    field: str | None = declared("Field", Text())
    part: str = declared("Part", PARTS, "2", required=True)
    basis: str | None = declared("Legal basis", Text(lines=True))
    reason: str | None = declared("Reason", Text(lines=True))


@dataclass(frozen=True, slots=True, kw_only=True)
class Source(Item):
    """A document that was brought in: which, when, how it was read, and what a person has yet to look at.

    `columns` and `words` are how a spreadsheet's headings and words were read, so that nobody is asked twice; `raw`
    keeps cells whose letters were read as others (domain rules §2); `doubts` are values that were left open. How their
    lines are written is `loti_tui.domain.sources`' business.
    """

    KIND = "source"
    PREFIX = "DOC"

    title: str | None = declared("Document", Text(), required=True, editable=False)
    layout: str | None = declared("Read as", Text(), editable=False)
    sha256: str | None = declared("SHA-256", Text(), editable=False)
    brought_on: PartialDate | None = declared("Brought in on", DAY, editable=False)
    columns: str | None = declared("Columns", Text(lines=True), editable=False)
    words: str | None = declared("Words for values", Text(lines=True), editable=False)
    raw: str | None = declared("As it stands there", Text(lines=True), editable=False)
    doubts: str | None = declared("Left open", Text(lines=True), editable=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix(Item):
    """The 16 pairs of impact and probability and the RAG of each; `i3p2` is impact 3, probability 2.

    A register may hold several: the one that took effect last is in force (domain rules §2).
    """

    KIND = "matrix"
    PREFIX = "MX"

    title: str | None = declared("Matrix", Text(), required=True)
    effective_on: PartialDate | None = declared("In force from", DAY)
    i1p1: str | None = declared("Impact 1, probability 1", RAG, required=True)
    i1p2: str | None = declared("Impact 1, probability 2", RAG, required=True)
    i1p3: str | None = declared("Impact 1, probability 3", RAG, required=True)
    i1p4: str | None = declared("Impact 1, probability 4", RAG, required=True)
    i2p1: str | None = declared("Impact 2, probability 1", RAG, required=True)
    i2p2: str | None = declared("Impact 2, probability 2", RAG, required=True)
    i2p3: str | None = declared("Impact 2, probability 3", RAG, required=True)
    i2p4: str | None = declared("Impact 2, probability 4", RAG, required=True)
    i3p1: str | None = declared("Impact 3, probability 1", RAG, required=True)
    i3p2: str | None = declared("Impact 3, probability 2", RAG, required=True)
    i3p3: str | None = declared("Impact 3, probability 3", RAG, required=True)
    i3p4: str | None = declared("Impact 3, probability 4", RAG, required=True)
    i4p1: str | None = declared("Impact 4, probability 1", RAG, required=True)
    i4p2: str | None = declared("Impact 4, probability 2", RAG, required=True)
    i4p3: str | None = declared("Impact 4, probability 3", RAG, required=True)
    i4p4: str | None = declared("Impact 4, probability 4", RAG, required=True)

    @property
    def cells(self) -> dict[tuple[int, int], Rag]:
        """(impact, probability) -> RAG."""
        return {(i, p): Rag(getattr(self, cell_name(i, p))) for i in SCALE for p in SCALE}


def cell_name(impact: int, probability: int) -> str:
    """The name of a matrix's field for one pair."""
    return f"i{impact}p{probability}"


KINDS: Mapping[str, Kind] = {
    kind.name: kind
    for kind in map(
        described,
        # An item may link only to kinds that stand before its own: the order in which tables are made.
        (
            Programme,
            DayOff,
            Decision,
            Funding,
            Spend,
            SignOff,
            Risk,
            Issue,
            Procurement,
            Step,
            Milestone,
            Publication,
            Action,
            Resolution,
            Matrix,
            Acknowledgement,
            Withholding,
            Source,
        ),
    )
}
