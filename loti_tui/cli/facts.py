"""An item as a list of facts in words: what the page of one item and its linear twin are made of."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from loti_tui.domain.accounting import NOTHING, Account, account, funding_label, left_label, left_words
from loti_tui.domain.dates import day_words
from loti_tui.domain.delivery import RULES, late, milestone_rag, slip
from loti_tui.domain.fields import NOT_RECORDED, Link, Links
from loti_tui.domain.item import Item
from loti_tui.domain.items import (
    KINDS,
    Acknowledgement,
    Action,
    Decision,
    Milestone,
    Procurement,
    Publication,
    Risk,
    Step,
)
from loti_tui.domain.kept_back import kept_back
from loti_tui.domain.meetings import action_standing
from loti_tui.domain.money import money_words
from loti_tui.domain.procuring import value_withheld
from loti_tui.domain.publication import countdown, request_due
from loti_tui.domain.related import action_words, named
from loti_tui.domain.scoring import Rag, judge
from loti_tui.domain.state import State, plain
from loti_tui.domain.workdays import Calendar, CalendarUnknown

if TYPE_CHECKING:
    from loti_tui.domain.differences.trend import Earlier


@dataclass(frozen=True, slots=True)
class Fact:
    """One label and what is recorded under it; `rag` where the fact is a RAG."""

    name: str
    label: str
    words: str
    rag: Rag | None = None

    @property
    def missing(self) -> bool:
        return self.words in (NOT_RECORDED, "Not scored")


OVERDUE = "Yes: its date has passed"

BRIEF: Mapping[str, tuple[str, ...]] = {
    "risk": ("description", "mitigation", "impact", "probability", "rag", "trend", "owner", "review_on", "status"),
    "step": ("title", "lead", "planned", "forecast", "actual", "status"),
    "milestone": (
        "title",
        "owner",
        "baseline",
        "forecast",
        "actual",
        "variance",
        "rag",
        "confidence",
        "status",
        "overdue",
        "depends_on",
    ),
    "action": ("description", "owner", "due", "overdue", "status", "done_on", "meeting", "risk", "note"),
    "acknowledgement": ("code", "about", "reason", "until"),
}
"""The facts of each item in a list that is read aloud; the other kinds say all they have."""


def facts(item: Item, state: State, today: date, earlier: Earlier | None = None) -> list[Fact]:
    """Every fact of one item, in the order in which its kind declares them.

    `earlier` is what the risks were in a snapshot, where their direction of travel is told too.
    """
    found = list(recorded(item, state))
    found += [Fact("withheld", one.label, one.words) for one in kept_back(item, state)]
    more = EXTRAS.get(item.KIND)
    extras = list(more(item, state, today)) if more is not None else []
    if earlier is not None and isinstance(item, Risk):
        extras.append(("rag", Fact("trend", "Trend", earlier.words(item, state))))
    for after, extra in extras:
        place = next((n for n, fact in enumerate(found) if fact.name == after), len(found) - 1)
        found.insert(place + 1, extra)
    return found


def brief(item: Item, state: State, today: date, earlier: Earlier | None = None) -> list[Fact]:
    """The facts of one item of a list."""
    wanted = BRIEF.get(item.KIND)
    found = facts(item, state, today, earlier)
    return found if wanted is None else [fact for name in wanted for fact in found if fact.name == name]


def recorded(item: Item, state: State) -> Iterator[Fact]:
    """The fields of an item in words, links as the references of what they name."""
    for name, field in KINDS[item.KIND].fields.items():
        if name in ("ref", "removed", "programme", "procurement"):
            continue
        value = plain(item, name)
        rag = Rag(str(value)) if name == "rag_recorded" and value else None
        if isinstance(field.type, Link | Links):
            ids = value if isinstance(value, list) else [value] if isinstance(value, str) else []
            words = ", ".join(state.refs(ids)) or NOT_RECORDED
            if isinstance(value, str) and (other := state.items.get(value)):
                words = f"{other.ref}, {other.title_words}" if other.title_words else other.ref
        elif isinstance(item, Acknowledgement) and name == "about":
            words = about_words(item, state)
        else:
            words = rag_words(rag) if rag else field.type.words(value)
        yield Fact(name, field.label, words, rag)


def rag_words(rag: Rag) -> str:
    """ "Amber (A)"."""
    return f"{rag.word} ({rag})"


def risk_extras(item: Risk, state: State, today: date) -> Iterator[tuple[str, Fact]]:
    judged = state.judgement(item)
    computed = rag_words(judged.computed) if judged.computed else "Not scored"
    # Each goes right after the field that it is told with, so the last is first.
    yield "impact", Fact("rag_computed", "Computed RAG", computed, judged.computed)
    yield "impact", Fact("rag", "Risk RAG", judged.words, judged.rag)
    yield "impact", Fact("score", "Current score", "Not scored" if judged.score is None else str(judged.score))
    for name, label in (("inherent", "Inherent score"), ("target", "Target score")):
        yield f"{name}_impact", score_fact(item, state, name, label)
    for action in reversed(state.actions):
        if action.risk == item.id:
            yield "mitigation", Fact("action", "Mitigating action", action_words(action, today))
    for issue in reversed(state.issues):
        if issue.risk == item.id:
            yield "status", Fact("issue", "Became issue", named(issue))


def score_fact(item: Risk, state: State, name: str, label: str) -> Fact:
    """The inherent or the target score, and the RAG that the matrix in force gives it."""
    judged = judge(getattr(item, f"{name}_probability"), getattr(item, f"{name}_impact"), None, state.cells)
    return Fact(f"{name}_score", label, judged.words, judged.computed)


def action_extras(item: Action, state: State, today: date) -> Iterator[tuple[str, Fact]]:
    if action_standing(item, today) == "overdue":
        yield "due", Fact("overdue", "Overdue", OVERDUE)


def about_words(item: Acknowledgement, state: State) -> str:
    """What an acknowledgement is about: the item, and the other thing that the finding names, as references."""
    parts = (item.about or "").split(" ")
    return ", ".join(state.items[one].ref if one in state.items else one for one in parts) or NOT_RECORDED


def procurement_extras(item: Procurement, state: State, today: date) -> Iterator[tuple[str, Fact]]:
    from loti_tui.cli.procurement import WITHHELD, standing_facts

    yield from (("", fact) for fact in standing_facts(state))
    if item.value is not None and value_withheld(state):
        yield "value", Fact("withheld", "Public", f"The value is {WITHHELD}")


def milestone_extras(item: Milestone, state: State, today: date) -> Iterator[tuple[str, Fact]]:
    rag = milestone_rag(item, today, state.milestone_rule)
    none = f"None: it is {item.status}" if item.status in ("done", "dropped") else "None: it has no date"
    yield "actual", Fact("rag_rule", "Rule of the milestone RAG", rule_words(state))
    yield "actual", Fact("rag", "Milestone RAG", rag_words(rag) if rag else none, rag)
    yield "actual", Fact("variance", "Variance", capital(slip(item).words))
    yield from step_extras(item, state, today)


def rule_words(state: State) -> str:
    """What the board judges its milestones by: the rule's name, and what it says."""
    return f"“{state.milestone_rule}”: {RULES[state.milestone_rule][0]}"


def step_extras(item: Step | Milestone, state: State, today: date) -> Iterator[tuple[str, Fact]]:
    if late(item, today):
        yield "status", Fact("overdue", "Overdue", OVERDUE)


def request_words(state: State, today: date) -> str:
    """Until when a request for information that came today is to be answered."""
    try:
        return day_words(request_due(today, state.days_off[Calendar.ANY_NATION]))
    except CalendarUnknown as unknown:
        return f"Not known. {unknown.sentence}"


def publication_extras(item: Publication, state: State, today: date) -> Iterator[tuple[str, Fact]]:
    approved = state.decision.approved_on if state.decision else None
    standing = countdown(state, today)
    earlier = [entry for entry in state.deferrals if entry.old is not None]
    dates = KINDS["publication"].fields["until"].type
    if item.published_on is None:
        yield "exemption", Fact("request", "A request today is due by", request_words(state, today))
    yield "reason", Fact("standing", "Standing", capital(standing.words))
    yield "reason", Fact("due_on", "Due on", day_words(standing.due) if standing.due else "No date")
    yield "reason", Fact("approved_on", "Approved on", approved.short() if approved else NOT_RECORDED)
    for number, entry in reversed(list(enumerate(earlier, 1))):
        words = f"{dates.words(entry.old)}, changed by {entry.who}" + (f": {entry.why}" if entry.why else "")
        yield "reason", Fact("history", f"Earlier date {number}", words)


def decision_extras(item: Decision, state: State, today: date) -> Iterator[tuple[str, Fact]]:
    money, when = KINDS["funding"].fields["amount"].type, KINDS["signoff"].fields["signed_on"].type
    yield "title", Fact("ref", "Reference", item.ref)
    yield from (("ceiling", fact) for fact in reversed(list(sums(account(state)))))
    for one in reversed(state.funding):
        words = f"{one.payer or NOT_RECORDED}, {money.words(one.amount)}"
        yield "ceiling", Fact("funding", f"Funding {one.ref}", words)
    for sign_off in state.sign_offs:
        said = (sign_off.role, sign_off.name, when.words(plain(sign_off, "signed_on")), sign_off.confirmed)
        words = ", ".join(part.rstrip(".") for part in said if part and part != NOT_RECORDED)
        yield "", Fact("sign_off", f"Sign-off {sign_off.ref}", words)
    yield from (("", fact) for fact in beside_decision(state))


def sums(of: Account) -> Iterator[Fact]:
    """What the money comes to: whether the funding lines are the ceiling, what is spent, what is left."""
    if of.lines:
        yield Fact("funded", funding_label(of), money_words(of.funded))
    yield Fact("committed", "Committed", money_words(of.committed))
    yield Fact("paid", "Paid", money_words(of.paid))
    yield Fact("left", left_label(of), left_words(of))


def beside_decision(state: State) -> Iterator[Fact]:
    """What the screen of the decision shows besides its form: spending, programme, days off, what is withheld."""
    for kind, label in (("spend", "Spending"), ("dayoff", "Day off"), ("withholding", "Withheld")):
        if not state.of(kind):
            yield Fact(kind, label, NOTHING[kind])
        for item in state.of(kind):
            told = (fact.words for fact in recorded(item, state) if not fact.missing)
            yield Fact(kind, f"{label} {item.ref}", ", ".join(words.rstrip(".") for words in told))
    if state.programme is not None:
        yield from recorded(state.programme, state)


EXTRAS: Mapping[str, Callable[[Any, State, date], Iterator[tuple[str, Fact]]]] = {
    "risk": risk_extras,
    "step": step_extras,
    "milestone": milestone_extras,
    "publication": publication_extras,
    "decision": decision_extras,
    "action": action_extras,
    "procurement": procurement_extras,
}
"""kind -> what follows from its fields, each with the name of the field that it comes after."""


def capital(words: str) -> str:
    """The words with their first letter as a capital; the others stay."""
    return words[:1].upper() + words[1:]
