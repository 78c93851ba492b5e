"""What the board pack says, in which order: one function for each section, all of them listed in `SECTIONS`.

Source: domain rules §7. Every sum and date is made here or in the domain, never by a writer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from loti_tui.domain.changes import Entry
from loti_tui.domain.dates import PartialDate, day_words
from loti_tui.domain.delivery import expected, milestone_rag, slip, standing
from loti_tui.domain.fields import NOT_RECORDED
from loti_tui.domain.findings import Attention, attention
from loti_tui.domain.items import Milestone, Risk
from loti_tui.domain.moments import london_day
from loti_tui.domain.money import money_words
from loti_tui.domain.publication import countdown
from loti_tui.domain.records import record
from loti_tui.domain.scoring import IMPACT_NAMES, PROBABILITY_NAMES, SCALE
from loti_tui.domain.state import State, ref_order
from loti_tui.domain.text import shortened
from loti_tui.domain.trail import Trail
from loti_tui.packs.report import Block, Bullets, Cell, Facts, Heading, MatrixCell, Para, Report, RiskMatrix, Table
from loti_tui.packs.summary import due_in_words, funding_in_words, summary
from loti_tui.packs.tabling import facts, field, label, of_item, sentence, table, told, words

MARKING = "Board pack: everything, for the board only"
NOTHING = "Nothing recorded."
HEADING = 120
"""The most characters of a risk's description in a heading."""

Section = Callable[[State, date], Iterator[Block]]


def board_report(state: State, today: date, source: str, trail: Trail | None = None) -> Report:
    """The whole pack as of `today`; `source` says in a few words which register it was made from.

    `trail` is what some rules look back on; without it they are silent.
    """
    programme, decision = state.programme, state.decision
    name = programme.title_words if programme else "Programme"
    reference = f"{decision.ref}: {decision.title_words}" if decision else "No decision recorded"
    as_at = PartialDate.of_day(today).spoken()
    head = Facts((("Programme", name), ("Decision", reference), ("As at", as_at), ("Made from", source)))
    blocks: list[Block] = [head]
    for title in ORDER:
        section = SECTIONS.get(title)
        content = list(section(state, today) if section else findings(attention(state, today, trail)))
        if content:
            blocks += [Heading(2, title), *content]
    return Report(f"{name}: board pack", reference, as_at, MARKING, tuple(blocks))


# -- findings --------------------------------------------------------------------------------------------------------


def findings(found: Attention) -> Iterator[Block]:
    """What the rules find, the worst first; and what was acknowledged, by which reason and until when."""
    if not found.open:
        yield Para("Nothing needs attention.")
    else:
        yield table(
            "Findings, the worst first",
            found.open,
            told("Weight", lambda one: sentence(one.severity)),
            told("Ref", lambda one: one.ref),
            told("What was found", lambda one: one.sentence),
            told("What to do", lambda one: one.advice),
        )
    if found.acknowledged:
        yield table(
            "Acknowledged findings",
            found.acknowledged,
            told("Ref", lambda one: one[0].ref),
            told("What was found", lambda one: one[0].sentence),
            told("Reason", lambda one: words(one[1], "reason")),
            told("Comes back on", lambda one: words(one[1], "until", short=True), "date"),
        )


# -- risks -----------------------------------------------------------------------------------------------------------


def most_serious_first(state: State) -> list[Risk]:
    """Open before closed; highest score first; those without a score after all that have one (domain rules §2)."""

    def place(risk: Risk) -> tuple[object, ...]:
        judged = state.judgement(risk)
        weight = judged.rag.weight if judged.rag else -1
        return risk.status != "open", judged.score is None, -(judged.score or 0), -weight, ref_order(risk.ref)

    return sorted(state.risks, key=place)


def risks(state: State, today: date) -> Iterator[Block]:
    """The risk register, the matrix, and then each risk in full."""
    ordered = most_serious_first(state)
    if not ordered:
        yield Para(NOTHING)
        return
    yield table(
        "Risks: open before closed, highest score first, those not scored last",
        ordered,
        field("risk", "ref"),
        field("risk", "description"),
        field("risk", "probability"),
        field("risk", "impact"),
        told("Risk RAG", lambda risk: Cell(state.judgement(risk).words, state.judgement(risk).rag), "rag"),
        field("risk", "owner"),
        field("risk", "status"),
    )
    yield matrix(state)
    for risk in ordered:
        # The table has it in full: a heading of a page and a half would be none.
        yield Heading(3, f"{risk.ref}: {shortened(risk.title_words, HEADING)}")
        yield risk_in_full(risk, state)


def matrix(state: State) -> RiskMatrix:
    """The matrix with the open risks at their scores; where the recorded RAG is another than the cell's, it says so."""
    cells = [
        MatrixCell(impact, probability, state.cells[impact, probability], standing_at(state, impact, probability))
        for impact in SCALE
        for probability in SCALE
    ]
    return RiskMatrix("Risk matrix: the open risks that are scored", IMPACT_NAMES, PROBABILITY_NAMES, tuple(cells))


def standing_at(state: State, impact: int, probability: int) -> tuple[str, ...]:
    """The open risks in one cell of the matrix."""
    found = []
    for risk in state.risks:
        if risk.status == "open" and (risk.impact, risk.probability) == (impact, probability):
            judged = state.judgement(risk)
            note = f" (recorded {judged.recorded.word})" if judged.differs and judged.recorded else ""
            found.append(f"{risk.ref}{note}")
    return tuple(found)


ALWAYS = ("mitigation", "owner", "response", "review_on")
IF_RECORDED = ("cause", "event", "effect", "category", "actionee", "proximity", "raised_on")


def risk_in_full(risk: Risk, state: State) -> Facts:
    """What the table has no room for. What is not recorded is named in one line, not left out."""
    rows = [("Risk RAG", state.judgement(risk).words)]
    if risk.rag_recorded:
        rows += facts(risk, "rag_reason")
    rows += facts(risk, *ALWAYS)
    target = risk.target_probability, risk.target_impact
    if target != (None, None):
        rows += facts(risk, "target_probability", "target_impact")
    rows += facts(risk, *(name for name in IF_RECORDED if getattr(risk, name) is not None))
    missing = [label("risk", name).lower() for name in IF_RECORDED if getattr(risk, name) is None]
    missing += ["target score"] if target == (None, None) else []
    return Facts((*rows, *([(NOT_RECORDED, ", ".join(missing))] if missing else [])))


# -- procurement and milestones --------------------------------------------------------------------------------------


def procurement(state: State, today: date) -> Iterator[Block]:
    """The purchase, and its steps in order."""
    if state.procurement:
        yield of_item(state.procurement, "title", "lead", "rules", "route", "value", "planned_for")
    else:
        yield Para("No procurement recorded.")
    if state.steps:
        yield table(
            "Procurement steps, in order",
            state.steps,
            field("step", "ref"),
            field("step", "title"),
            field("step", "lead"),
            field("step", "planned"),
            field("step", "forecast"),
            field("step", "actual"),
            told("Variance", lambda step: sentence(slip(step).words)),
            told("Status", lambda step: sentence(standing(step, today))),
            field("step", "notice"),
        )


def milestones(state: State, today: date) -> Iterator[Block]:
    """Every milestone against its approved plan."""
    if not state.milestones:
        yield Para(NOTHING)
        return
    yield table(
        "Milestones: the approved plan, what is expected now, and what happened",
        state.milestones,
        field("milestone", "ref"),
        field("milestone", "title"),
        field("milestone", "outcome"),
        field("milestone", "owner"),
        field("milestone", "baseline"),
        field("milestone", "forecast"),
        field("milestone", "actual"),
        told("Variance", lambda one: sentence(slip(one).words)),
        told("Milestone RAG", lambda one: rated(one, state, today), "rag"),
        told("Status", lambda one: sentence(standing(one, today))),
        told("Depends on", lambda one: depends_on(one, state)),
    )


def rated(milestone: Milestone, state: State, today: date) -> Cell:
    """The milestone RAG, or why there is none."""
    rag = milestone_rag(milestone, today, state.milestone_rule)
    if rag:
        return Cell(f"{rag.word} ({rag})", rag)
    return Cell("No date to judge by" if expected(milestone) is None else f"None: {milestone.status}")


def depends_on(milestone: Milestone, state: State) -> str:
    linked = [state.items[one] for one in milestone.depends_on if one in state.items]
    return ", ".join(f"{one.ref} (removed)" if one.removed else one.ref for one in linked) or NOT_RECORDED


# -- publication, decision, money, people ----------------------------------------------------------------------------


def publication(state: State, today: date) -> Iterator[Block]:
    """Part 1 and when it is due, every date to which it was deferred, and Part 2."""
    item = state.publication
    if item is None:
        yield Para(NOTHING)
        return
    due = record(item, state, today)["due_on"]
    yield Facts(
        (
            *facts(item, "deferred", "until", "reason"),
            *facts(state.decision, "approved_on"),
            ("Publication due on", day_words(date.fromisoformat(due)) if due else "Not known"),
            ("Where it stands", due_in_words(countdown(state, today))),
            *facts(item, "published_on", "part2"),
            *(facts(item, "part2_basis") if item.part2 or item.part2_basis else ()),
        )
    )
    if state.deferrals:
        yield table(
            "Every date to which publication has been deferred, oldest first",
            state.deferrals,
            told("Deferred until", lambda entry: date_in_log(entry.new), "date"),
            told("Before that", lambda entry: date_in_log(entry.old), "date"),
            told("Why", lambda entry: entry.why or NOT_RECORDED),
            told("Recorded by", lambda entry: entry.who or NOT_RECORDED),
            told("Recorded on", recorded_on, "date"),
        )


def date_in_log(value: object) -> str:
    return PartialDate(str(value)).short() if value else NOT_RECORDED


def recorded_on(entry: Entry) -> str:
    """The day in London, whatever the time zone of the machine that makes the pack."""
    return PartialDate.of_day(london_day(entry.at)).short()


def decision(state: State, today: date) -> Iterator[Block]:
    """The decision, and whether its money adds up."""
    item = state.decision
    if item is None:
        yield Para("No decision recorded.")
    else:
        yield Facts(
            (
                *facts(item, "ref", "title", "decision_type", "summary", "authority", "approved_on"),
                *facts(item, "ceiling", "starts_on", "ends_on", "source"),
            )
        )
        for name in ("objectives", "outcomes"):
            lines = [line for line in (getattr(item, name) or "").splitlines() if line.strip()]
            yield Heading(3, label("decision", name))
            yield Bullets(tuple(lines)) if lines else Para(f"{NOT_RECORDED}.")
    yield Heading(3, "Funding")
    yield Para(funding_in_words(state))
    if state.funding:
        yield funding(state)


def funding(state: State) -> Table:
    """Who pays how much, and the sum."""
    lines = table(
        "Funding lines and their sum",
        state.funding,
        field("funding", "ref"),
        field("funding", "payer"),
        field("funding", "amount"),
    )
    total = money_words(sum(line.amount or 0 for line in state.funding))
    return Table(lines.caption, lines.columns, (*lines.rows, (Cell("Total"), Cell("All payers"), Cell(total))))


def sign_offs(state: State, today: date) -> Iterator[Block]:
    """Who confirmed what, and when."""
    yield listing(state, "signoff", "Who confirmed what, and when", "role", "name", "signed_on", "confirmed")


def issues(state: State, today: date) -> Iterator[Block]:
    """What has happened, where anything has."""
    if state.issues:
        names = ("ref", "description", "response", "owner", "raised_on", "due", "status")
        yield listing(state, "issue", "Issues: what has happened", *names)


def actions(state: State, today: date) -> Iterator[Block]:
    """What meetings asked for, where they did."""
    if state.actions:
        names = ("ref", "description", "owner", "due", "status", "meeting")
        yield listing(state, "action", "Actions: what was asked for", *names)


def board_decisions(state: State, today: date) -> Iterator[Block]:
    """What meetings of the board decided, where they did."""
    if state.resolutions:
        yield listing(state, "resolution", "Decisions of the board", "ref", "decided", "meeting", "reason")


def spending(state: State, today: date) -> Iterator[Block]:
    """What is committed and paid, where anything is, and its sum."""
    if state.spends:
        lines = listing(state, "spend", "Committed and paid", "ref", "title", "payee", "stage", "dated", "amount")
        yield lines
        total = sum(one.amount or 0 for one in state.spends)
        yield Para(f"{money_words(total)} is committed or paid.")


def listing(state: State, kind: str, caption: str, *names: str) -> Block:
    """All items of a kind in a table of these fields."""
    items = state.of(kind)
    return table(caption, items, *(field(kind, name) for name in names)) if items else Para(NOTHING)


NEEDS_ATTENTION = "What needs attention"

SECTIONS: dict[str, Section] = {
    "Status summary": summary,
    "Risks": risks,
    "Procurement": procurement,
    "Milestones": milestones,
    "Publication": publication,
    "Decision and funding": decision,
    "Commitments and spending": spending,
    "Sign-offs": sign_offs,
    "Issues": issues,
    "Actions": actions,
    "Board decisions": board_decisions,
}
"""Heading -> what stands under it. A section that yields nothing is left out."""

ORDER = ("Status summary", NEEDS_ATTENTION, *(title for title in SECTIONS if title != "Status summary"))
"""In which order the sections stand."""
