"""The purchase: what is bought, who runs it, under which rules, by what method; and the usual steps of that method."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from loti_tui.domain.steps import TEMPLATES
from loti_tui.intake.form.decision import Decided
from loti_tui.intake.form.funding import Share
from loti_tui.intake.form.gathering import Gathered
from loti_tui.intake.form.pieces import Piece, Section, named
from loti_tui.intake.form.timeline import Activity
from loti_tui.intake.place import NOWHERE, Place
from loti_tui.intake.taken import Value, What

_WHAT = re.compile(
    r"\b(?:procure(?:ment)?|commission(?:ing)?|appoint(?:ment)?|purchase)(?: and \w+)?(?: of)? "
    r"(?P<what>(?:an? |the )?[a-z][^.,;£(]*?)(?= arising| in order| from \d| for the period|[.,;(]|$)"
)
_LEAD = re.compile(
    r"\b(?:be )?procured (?:by|through|via) (?:the )?(?P<lead>[A-Z][\w'’&]*(?: (?:of|for|and|[A-Z][\w'’&]*))*)"
)
_RULES = re.compile(r"\b(?P<rules>(?:the )?(?:GLA|Authority)['\u2019]s Contracts and Funding Code)")
_QUOTES = re.compile(r"\b(?:quotes|quotations|request for quot(?:es|ations?))\b", re.I)
_TENDER = re.compile(r"\b(?:tenders?|tendering|tendered|invitation to tender|mini-competition)\b", re.I)
_DIRECT = re.compile(r"\b(?:single[- ]source|direct award|exemption from the (?:requirement|GLA))", re.I)
_APPROACHED = re.compile(r"\bproviders who are approached for quotes\b|\bquotes from approached \w+", re.I)
_USED_FOR = re.compile(r"\b(?:to be used|used|is) for the (?:procurement|commissioning|purchase|appointment)\b")
_BEFORE_WORK = re.compile(
    r"\bexecuted\b.{0,120}\bbefore (?:the )?(?:commencement|start|beginning)\b|\bbefore the contract is executed\b",
    re.S,
)

NOT_PROPOSED = ("clarifications", "notices", "close")
"""Stages of a template that a form of this size speaks of nowhere: a person adds them where they are wanted."""
CLIENT_STAGES = ("need", "specification")
"""Stages that belong to those who need what is bought; all others belong to those who buy."""


@dataclass(frozen=True, slots=True)
class Purchase:
    """Whether there is a purchase with a contract to wait for, and whether the form says that work waits for it."""

    has_contract: bool = False
    stated: bool = False


def take_purchase(
    sections: list[Section],
    decision: Decided,
    shares: list[Share],
    rows: list[Activity],
    approved: Value | None,
    gathered: Gathered,
) -> Purchase:
    """Add the procurement and its proposed steps, where the form speaks of one."""
    row = next((one for one in rows if one.is_purchase), None)
    legal = [piece for one in named(sections, "legal") for piece in one.pieces]
    lead = _found(_LEAD, "lead", legal)
    if row is None and lead is None:
        return Purchase()
    method = _method(sections)
    values = {
        "title": _title(decision, row),
        "lead": Value(str(lead.plain).replace("Transport for London", "TfL"), lead.raw, lead.place) if lead else None,
        "rules": _rules(legal),
        "route": _route(_all(sections)),
        "value": _value(decision),
        "planned_for": row.when if row else None,
        "method": method,
    }
    place = row.place if row else lead.place if lead else NOWHERE
    item = gathered.add("procurement", "procurement/1", values, place)
    if method is None or not isinstance(method.plain, str):
        gathered.say(What.NOTED, "The form does not say how the purchase is made: its steps are not proposed.", place)
        return Purchase()
    clients = tuple(share.payer for share in shares if str(share.payer.plain).startswith("GLA"))
    _add_steps(method.plain, item.values, clients, approved, gathered)
    return Purchase(True, any(_BEFORE_WORK.search(piece.rest) for piece in legal))


def _all(sections: list[Section]) -> Iterable[tuple[str, Place]]:
    """Every text of the form, cells of tables among them, with its place."""
    for section in sections:
        for block in section.blocks:
            if isinstance(block, Piece):
                yield block.rest, block.place
            else:
                for row in block.rows:
                    yield from ((cell.text, cell.place) for cell in row)


def _found(pattern: re.Pattern[str], group: str, pieces: list[Piece]) -> Value | None:
    for piece in pieces:
        if found := pattern.search(piece.rest):
            return Value(found[group], found[group], piece.place)
    return None


def _rules(legal: list[Piece]) -> Value | None:
    found = _found(_RULES, "rules", legal)
    return Value("GLA Contracts and Funding Code", found.raw, found.place) if found else None


def _title(decision: Decided, row: Activity | None) -> Value:
    """What is bought, in the decision's words; else the label of the timeline."""
    for piece in decision.pieces:
        if found := _WHAT.search(piece.rest):
            words = re.sub(r"^(?:an?|the) ", "", found["what"].strip())
            return Value(words[:1].upper() + words[1:], found["what"].strip(), piece.place)
    if row:
        return Value(row.title, row.raw, row.place)
    return Value("Procurement", "", NOWHERE)


def _value(decision: Decided) -> Value | None:
    """The ceiling, where the decision says that all of it is for the purchase."""
    if decision.ceiling is None or not _USED_FOR.search(decision.text):
        return None
    return decision.ceiling


def _route(texts: Iterable[tuple[str, Place]]) -> Value | None:
    for text, place in texts:
        if found := _APPROACHED.search(text):
            return Value("Quotes from approached providers", found[0], place)
    return None


def _method(sections: list[Section]) -> Value | None:
    """How it is bought: the one method that the form speaks of. Of several, which it is remains in doubt."""
    spoken: dict[str, Value] = {}
    for text, place in _all(sections):
        for name, pattern in (("quotes", _QUOTES), ("tender", _TENDER), ("direct award", _DIRECT)):
            if name not in spoken and (found := pattern.search(text)):
                spoken[name] = Value(name, found[0], place)
    if len(spoken) > 1:
        first = next(iter(spoken.values()))
        doubt = "The form speaks of more than one way of buying."
        return Value(None, first.raw, first.place, doubt, tuple(spoken))
    return next(iter(spoken.values()), None)


def _add_steps(
    method: str, bought: Mapping[str, Value], clients: tuple[Value, ...], approved: Value | None, gathered: Gathered
) -> None:
    """The usual steps of the method: the need is met by the approval, the contract is planned as the form has it."""
    lead, planned = bought.get("lead"), bought.get("planned_for")
    buyer = Value(lead.plain) if lead and lead.plain else None
    client = Value(clients[0].plain) if len(clients) == 1 else None
    gathered.say(
        What.ASSUMED,
        f"The form has no steps of the purchase: the usual ones for {method} are proposed, with the dates that it has.",
        planned.place if planned else NOWHERE,
        planned.raw if planned else "",
    )
    for stage, title in TEMPLATES[method].steps:
        if stage in NOT_PROPOSED:
            continue
        if stage == "route" and buyer and title == "Route agreed":
            title = f"Route agreed with {buyer.plain}"
        step: dict[str, Value | None] = {"title": Value(title), "stage": Value(stage)}
        step["lead"] = client if stage in CLIENT_STAGES else buyer
        if stage == "need" and approved and approved.plain:
            step |= {"actual": approved, "status": Value("done")}
        if stage == "contract" and planned and planned.plain:
            step |= {"planned": planned, "forecast": planned}
        gathered.add(
            "step", f"step/{stage.replace(' ', '-')}", step, NOWHERE, links={"procurement": ("procurement/1",)}
        )
