"""Where the procurement stands, as facts: the law that it is under, its gate, and the notices that it owes."""

from __future__ import annotations

from collections.abc import Iterator

from loti_tui.cli.facts import Fact
from loti_tui.domain.delivery import expected
from loti_tui.domain.fields import NOT_RECORDED
from loti_tui.domain.items import KINDS
from loti_tui.domain.procuring import Owed, Purchase, begun, purchase, value_withheld
from loti_tui.domain.regime import regime_words, standstill_words, threshold_words
from loti_tui.domain.state import State

WITHHELD = "withheld from the public until the award"


def heading_facts(state: State) -> list[Fact]:
    """What stands above the steps of the procurement; nothing in a register that has none."""
    bought = purchase(state)
    if bought is None:
        return []
    what = f"{bought.procurement.ref}, {bought.procurement.title_words}"
    value = Fact("value", KINDS["procurement"].fields["value"].label, value_words(bought, state))
    return [Fact("title", "Procurement", what), value, *standing_facts(state)]


def value_words(bought: Purchase, state: State) -> str:
    """The estimated value, and that the public may not see it where that is so."""
    value = KINDS["procurement"].fields["value"].type.words(bought.procurement.value)
    return f"{value}, {WITHHELD}" if value != NOT_RECORDED and value_withheld(state) else value


def standing_facts(state: State) -> Iterator[Fact]:
    """The law, the threshold, the standstill, the gate, and each notice that is owed."""
    bought = purchase(state)
    if bought is None:
        return
    since, value = begun(bought.procurement), bought.procurement.value
    yield Fact("law", "Law", regime_words(since))
    yield Fact("threshold", "Threshold", threshold_words(value, since))
    yield Fact("standstill", "Standstill", standstill_words(bought.regime, bought.above))
    yield Fact("gate", "Gate", gate_words(bought))
    for one in bought.owed:
        yield Fact("notice", "Notice", notice_words(one))


def gate_words(bought: Purchase) -> str:
    """Whether work may start, and what decides that: the contract, executed by both sides."""
    contract = bought.contract
    if contract is None:
        return "Closed: work may not start before the contract, and the procurement has no step for it."
    named, when = f"{contract.ref}, {contract.title_words}", expected(contract)
    if bought.gate_open:
        return f"Open: work may start. {named}, is done{f' ({when.short()})' if when else ''}."
    return f"Closed: work may not start before {named}, is done ({when.short() if when else 'no date'})."


def notice_words(one: Owed) -> str:
    """A notice with its day and its source, and how it stands."""
    how = "Sent." if one.sent else "Owed now." if one.happened else "Not owed yet."
    return f"{one.notice.sentence} {how}"
