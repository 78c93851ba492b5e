"""What the register says that cannot all be right, or is left undone: every rule, in one table.

A rule is a small function in one of the modules here and one line in `RULES`. Codes are a contract with scripts.
Source: domain rules §6.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from loti_tui.domain.findings import documents, milestones, money, procurement, publication, risks
from loti_tui.domain.findings.finding import Facts, Finding, Rule, Severity
from loti_tui.domain.items import Acknowledgement
from loti_tui.domain.state import State
from loti_tui.domain.trail import Trail

ERROR, WARNING, NOTE = Severity
_ASK = "Ask one person to answer for it and record their name."
_DATES = "Put the dates right, or record why they are as they are in an acknowledgement."
_TO_COME = "Check the date: what is still to come is expected, and has not happened."

READ_FROM_DOCUMENTS = (
    *("decision", "funding", "spend", "signoff", "risk", "issue", "procurement", "step", "milestone", "publication"),
    *("action", "resolution"),
)
"""The kinds of item that a document may tell of."""

RULES: tuple[Rule, ...] = (
    # publication
    Rule("publication-overdue", ERROR, "publication", publication.overdue,
         "Publish Part 1 and record the day, or defer it until a day to come, with a reason."),
    Rule("publication-due-soon", WARNING, "publication", publication.due_soon,
         "Ask whether Part 1 may be published then; if not, defer it until a later day, with a reason."),
    Rule("deferral-before-approval", ERROR, "publication", publication.before_approval,
         "Check the date on the signed form. If publication is still to wait, extend the deferral with a reason."),
    Rule("deferral-before-procurement", ERROR, "publication", publication.before_procurement,
         "Extend the deferral to the day after that step, with a reason, or publish."),
    Rule("deferral-no-longer-needed", WARNING, "publication", publication.no_longer_needed,
         "Publish Part 1, or record for what else the deferral is strictly necessary."),
    Rule("deferral-without-date", ERROR, "publication", publication.without_date,
         "Record a specific date, as near as is strictly necessary."),
    Rule("deferral-without-reason", ERROR, "publication", publication.without_reason,
         "Record the reason, or end the deferral."),
    Rule("deferral-ends-soon", WARNING, "publication", publication.ends_soon,
         "Ask whether Part 1 may be published then; if not, extend the deferral with a reason."),
    Rule("deferral-extended-again", WARNING, "publication", publication.extended_again,
         "Have the board confirm that the deferral is as short as strictly necessary."),
    Rule("exemption-not-recorded", NOTE, "publication", publication.exemption_not_recorded,
         "Record which exemption a request for the information would meet: section 22, or section 43."),
    Rule("published-early", ERROR, "publication", publication.published_early,
         "Check the dates; if they are right, tell whoever asked for the deferral and whoever approved the decision."),
    Rule("date-still-to-come", WARNING, "publication", publication.still_to_come, _TO_COME),
    Rule("part-2-without-basis", ERROR, "publication", publication.part2_without_basis,
         "Record the legal basis, or publish what Part 2 holds."),
    Rule("part-2-review-overdue", WARNING, "publication", publication.part2_review_overdue,
         "Review whether Part 2 is still exempt, and record the day of the next review."),
    Rule("dates-cannot-be-told-apart", NOTE, "publication", publication.cannot_be_told_apart,
         "Record the day of that step as soon as it is known, and defer until the day after it."),
    Rule("calendar-not-known", NOTE, "publication", publication.calendar_unknown,
         "Work the day out by hand, or use a version of loti-tui that knows that year."),
    # money
    Rule("funding-does-not-add-up", ERROR, "decision", money.does_not_add_up,
         "Check the amounts of the funding lines and the ceiling against the decision form."),
    Rule("funding-amount-missing", WARNING, "funding", money.amount_missing, "Record the amount."),
    Rule("amount-may-be-cut", WARNING, "funding", money.amount_cut,
         "Look at the amount on the signed form, and put it right if it was misread."),
    Rule("spend-over-ceiling", ERROR, "decision", money.over_ceiling,
         "Stop committing money, and ask for a further decision."),
    Rule("spend-before-approval", ERROR, "spend", money.spend_before_approval, _DATES),
    Rule("spend-outside-period", ERROR, "spend", money.spend_outside_period,
         "Check the date; if it is right, ask for a decision that covers it."),
    Rule("period-before-approval", WARNING, "decision", money.period_before_approval,
         "Make sure that nothing was spent or promised before the approval."),
    Rule("delivery-outside-period", WARNING, "milestone", money.delivery_outside_period,
         "Bring the milestone into the period, or ask for a decision that covers it."),
    # procurement
    Rule("work-before-contract", ERROR, "milestone", procurement.work_before_contract,
         "Have the contract executed by both sides first, or move the start of the work."),
    Rule("steps-out-of-order", WARNING, "step", procurement.out_of_order, _DATES),
    Rule("step-overdue", WARNING, "step", procurement.step_overdue,
         "Record the day on which it was done, or a new forecast."),
    Rule("notice-overdue", ERROR, "procurement", procurement.notice_overdue,
         "Publish the notice, and name it in the step by which it went out."),
    Rule("notice-due", WARNING, "procurement", procurement.notice_due,
         "Publish the notice, and name it in the step by which it went out."),
    Rule("procurement-law-not-known", NOTE, "procurement", procurement.law_not_known,
         "Record the day on which the procurement began."),
    Rule("no-contract-step", WARNING, "procurement", procurement.without_contract_step,
         "Add a step for the contract, executed by both sides."),
    Rule("direct-award-without-exemption", ERROR, "procurement", procurement.award_without_exemption,
         "Record the exemption and who approved it."),
    Rule("standstill-cut-short", ERROR, "step", procurement.standstill_cut_short,
         "Move the contract to the first day to sign or later, and take advice if it is signed already."),
    # milestones
    Rule("milestone-overdue", ERROR, "milestone", milestones.overdue,
         "Record the day on which it was reached, or a new forecast."),
    *(Rule("date-still-to-come", WARNING, kind, milestones.still_to_come, _TO_COME) for kind in ("milestone", "step")),
    Rule("milestone-slipped", WARNING, "milestone", milestones.slipped,
         "Tell the board what moved it, or have the baseline changed with a reason."),
    Rule("depends-on-later", ERROR, "milestone", milestones.depends_on_later,
         "Move the one or the other, or take the dependency out."),
    Rule("depends-on-removed", WARNING, "milestone", milestones.depends_on_removed,
         "Take the dependency out, or name what takes its place."),
    Rule("dates-cannot-be-told-apart", NOTE, "milestone", milestones.cannot_be_told_apart,
         "Record the days as soon as they are known."),
    Rule("no-baseline", NOTE, "milestone", milestones.without_baseline, "Record the approved date."),
    Rule("milestone-without-owner", NOTE, "milestone", milestones.without_owner, _ASK),
    # risks, issues and actions
    Rule("risk-without-owner", WARNING, "risk", risks.without_owner, _ASK),
    *(Rule("owner-is-a-unit", WARNING, kind, risks.owner_is_a_unit,
           "Ask one person in it to own this, and record their name.")
      for kind in ("risk", "milestone", "issue", "action")),
    Rule("no-mitigation", WARNING, "risk", risks.without_mitigation,
         "Record what is done about it, or that it is tolerated."),
    Rule("review-overdue", WARNING, "risk", risks.review_overdue,
         "Look at the risk again, and record the day of the next review."),
    Rule("recorded-differs", WARNING, "risk", risks.recorded_differs,
         "Record why it is rated so, or let the matrix rate it."),
    Rule("lowered-without-mitigation", WARNING, "risk", risks.lowered_without_mitigation,
         "Record what was done that lowered it."),
    Rule("red-for-long", ERROR, "risk", risks.red_for_long,
         "Ask the board to decide: more mitigation, another response, or a stop."),
    Rule("not-scored", WARNING, "risk", risks.not_scored, "Score its probability and its impact."),
    Rule("issue-overdue", WARNING, "issue", risks.issue_overdue, "Close it, or record a new date."),
    Rule("issue-without-owner", WARNING, "issue", risks.issue_without_owner, _ASK),
    Rule("action-overdue", WARNING, "action", risks.action_overdue, "Record that it is done, or a new date."),
    Rule("action-without-owner", WARNING, "action", risks.action_without_owner, _ASK),
    # documents that were brought in
    *(
        Rule("value-left-open", WARNING, kind, documents.left_open,
             "Look at the document, and record the value that is meant.")
        for kind in READ_FROM_DOCUMENTS
    ),
)  # fmt: skip
"""Every rule. The order is that in which findings of one severity are told."""

CODES = tuple(dict.fromkeys(rule.code for rule in RULES))
"""The stable names, each once."""

WORST_FIRST = tuple(sorted(RULES, key=lambda rule: tuple(Severity).index(rule.severity)))
"""The rules in the order in which what they find is told."""


@dataclass(frozen=True)
class Attention:
    """What a register's rules find on a day: what is open, and what was acknowledged for now."""

    open: tuple[Finding, ...] = ()
    acknowledged: tuple[tuple[Finding, Acknowledgement], ...] = ()


def attention(state: State, today: date, trail: Trail | None = None) -> Attention:
    """What every rule finds on a day, the worst first; findings of one rule stand in the order of their items."""
    facts = Facts(state.on(today), today, trail or Trail())
    accepted = accepted_on(state, today)
    standing: list[Finding] = []
    seen: list[tuple[Finding, Acknowledgement]] = []
    for finding in found(facts):
        by = accepted.get((finding.code, finding.about)) if accepted else None
        if by is None:
            standing.append(finding)
        else:
            seen.append((finding, by))
    return Attention(tuple(standing), tuple(seen))


def accepted_on(state: State, today: date) -> dict[tuple[str | None, str | None], Acknowledgement]:
    """(code, what it is about) -> the acknowledgement that holds on a day; of several, the one that holds longest."""
    holding = ((one.until.first, one) for one in state.acknowledgements if one.until and today < one.until.first)
    return {(one.code, one.about): one for _, one in sorted(holding, key=lambda pair: pair[0])}


def found(facts: Facts, rules: Iterable[Rule] = WORST_FIRST) -> Iterator[Finding]:
    """What these rules find, rule by rule, each in the order of the items."""
    for rule in rules:
        for item in facts.state.of(rule.kind):
            for hit in rule.look(item, facts):
                yield rule.finding(item, *hit)
