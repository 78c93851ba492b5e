"""Where a procurement stands: its steps by their stage, the law that it is under, its gate, its notices, its value.

The law and its figures are in `regime` and `notices`; here they meet the register (domain rules §5).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from loti_tui.domain.changes import Edit, new_item
from loti_tui.domain.dates import PartialDate
from loti_tui.domain.delivery import expected
from loti_tui.domain.fields import Plain
from loti_tui.domain.items import Milestone, Procurement, Step
from loti_tui.domain.notices import NOTICE_NAMES, NoticeDue, notices
from loti_tui.domain.refused import Refused
from loti_tui.domain.regime import Regime, above_threshold, regime_of
from loti_tui.domain.state import State
from loti_tui.domain.steps import STAGES, Template, missing, stage_by_title
from loti_tui.domain.text import fold
from loti_tui.domain.workdays import Calendar


def stage_of(step: Step) -> str | None:
    """The stage of a step: as recorded, else as its usual title says."""
    return step.stage or stage_by_title(step.title or "")


def steps_by_stage(state: State) -> dict[str, Step]:
    """stage -> the first step at it that is not dropped."""
    found: dict[str, Step] = {}
    for step in state.steps:
        stage = stage_of(step)
        if stage and step.status != "dropped":
            found.setdefault(stage, step)
    return found


def begun(procurement: Procurement) -> PartialDate | None:
    """When the procurement began, as far as that is known: else when it is planned for."""
    return procurement.begun_on or procurement.planned_for


def is_done(item: Step | Milestone) -> bool:
    """Whether it has happened."""
    return item.actual is not None or item.status == "done"


EVENTS: Mapping[str, str] = {"advert": "invitation", "award": "award", "contract": "contract"}
"""The events that notices belong to, in order -> the stage of the step that is this event."""

OWED_SINCE: Mapping[str, str] = {"award-uk6": "award"}
"""Code of a notice that goes out before the event that its day is counted from -> since what it is owed."""

AWARD = STAGES.index("award")

NUMBER = frozenset(name.casefold() for name in NOTICE_NAMES)
"""What says alone which notice is meant."""

WORD = re.compile(r"[^\W_]+")
BETWEEN_NOTICES = re.compile(r"[,;/&+\n]|\band\b")


@dataclass(frozen=True, slots=True)
class Owed:
    """A notice that is owed since its event, and whether the register says that it went out."""

    notice: NoticeDue
    happened: bool
    sent: bool


@dataclass(frozen=True)
class Purchase:
    """The procurement of a register, read as a whole."""

    procurement: Procurement
    steps: dict[str, Step]
    regime: Regime | None
    above: bool | None
    owed: tuple[Owed, ...]

    @property
    def contract(self) -> Step | None:
        """The step before which no work starts: the contract, executed by both sides (form paragraph 6.2)."""
        return self.steps.get("contract")

    @property
    def gate_open(self) -> bool:
        """Whether work may start."""
        return self.contract is not None and is_done(self.contract)


def purchase(state: State) -> Purchase | None:
    """The procurement as it stands; None where the register has none."""
    bought = state.procurement
    if bought is None:
        return None
    steps, since = steps_by_stage(state), begun(bought)
    regime = regime_of(since)
    return Purchase(bought, steps, regime, above_threshold(bought.value, since), owed(state, bought, steps, regime))


def owed(state: State, bought: Procurement, steps: dict[str, Step], regime: Regime | None) -> tuple[Owed, ...]:
    """Every notice of the procurement. One is sent where a finished step names it, or the notices' own step is done."""
    awarded, contract = (expected(steps[stage]) if stage in steps else None for stage in ("award", "contract"))
    found = notices(
        regime,
        value=bought.value,
        begun=begun(bought),
        awarded=awarded,
        contract=contract,
        advertised=bought.method == "tender" if bought.method else None,
        extra=state.days_off[Calendar.ENGLAND],
    )
    happened = events_past(steps)
    all_sent = "notices" in steps and is_done(steps["notices"])
    finished = [step for step in state.steps if step.notice and is_done(step) and step.status != "dropped"]
    return tuple(
        Owed(
            one,
            happened=OWED_SINCE.get(one.code, one.after) in happened,
            sent=all_sent or any(sent_with(step, one) for step in finished),
        )
        for one in found
    )


def furthest(steps: Mapping[str, Step]) -> int:
    """The place among `STAGES` of the last one that is done, -1 where none is; notices go out at any time."""
    return max(
        (STAGES.index(stage) for stage, step in steps.items() if stage != "notices" and is_done(step)), default=-1
    )


def events_past(steps: Mapping[str, Step]) -> frozenset[str]:
    """Which events have happened: a contract that is executed was awarded, whatever the register says of the award."""
    reached = furthest(steps)
    return frozenset(event for event, stage in EVENTS.items() if STAGES.index(stage) <= reached)


def sent_with(step: Step, notice: NoticeDue) -> bool:
    """Whether a finished step says that this notice went out with it: by its number, or by words of its name.

    “Contracts Finder” is the entry of the invitation at a step before the award, and that of the award afterwards.
    """
    stage = stage_of(step)
    if stage and (STAGES.index(stage) < AWARD) != (notice.after == "advert"):
        return False
    name = set(WORD.findall(fold(notice.name)))
    told = (set(WORD.findall(part)) for part in BETWEEN_NOTICES.split(fold(step.notice or "")))
    return any(name <= words or (words <= name and (len(words) > 1 or not NUMBER.isdisjoint(words))) for words in told)


def value_withheld(state: State) -> bool:
    """Whether the estimated value is kept from the public: until the award, where publication waits for a purchase.

    Bidders could take it as a guide to what would be paid: the reason that DD2092 gives for its deferral. A step before
    the award sets nothing free, nor one that was dropped or removed.
    """
    publication = state.publication
    if publication is None or not publication.deferred or publication.published_on is not None:
        return False
    waited_for = state.items.get(publication.waits_for or "")
    if not isinstance(waited_for, Step):
        return False
    if furthest(steps_by_stage(state)) >= AWARD:
        return False
    stage = stage_of(waited_for)
    early = stage is not None and STAGES.index(stage) < AWARD
    return early or waited_for.removed or waited_for.status == "dropped" or not is_done(waited_for)


def laid_out(state: State, template: Template) -> tuple[Edit, ...]:
    """The edits that add the steps of a template which the procurement has not yet, each in its place among the others.

    Raises `Refused` where there is no procurement, or nothing to add.
    """
    bought = state.procurement
    if bought is None:
        raise Refused("This register has no procurement to lay steps out for. Nothing was changed.")
    lacking = missing(template, (stage_of(step) for step in state.steps))
    if not lacking:
        raise Refused(f"The procurement has every step of “{template.name}” already. Nothing was changed.")
    edits = [] if bought.method else [Edit("procurement", bought.id, "method", template.name, None)]
    order: list[tuple[str | None, Step | str]] = [(stage_of(step), step) for step in state.steps]
    for stage, title in lacking:
        later = STAGES[STAGES.index(stage) + 1 :]
        place = next((place for place, (other, _) in enumerate(order) if other in later), len(order))
        order.insert(place, (stage, title))
    for position, (at, one) in enumerate(order, 1):
        if not isinstance(one, Step):
            values: dict[str, Plain] = {"title": one, "stage": at, "procurement": bought.id, "position": position}
            edits += new_item("step", values)
        elif one.position != position:
            edits.append(Edit("step", one.id, "position", position, one.position))
    return tuple(edits)
