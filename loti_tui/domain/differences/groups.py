"""What belongs together: fields of a kind that make one difference, and who tells it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass

from loti_tui.domain.differences import delivery, matrices, publishing, risks
from loti_tui.domain.differences.difference import Difference
from loti_tui.domain.differences.edited import edited, ranked
from loti_tui.domain.differences.pair import Pair
from loti_tui.domain.items import CONFIDENCE, ISSUE_IMPACTS, KINDS

Tells = Callable[[Pair, Collection[str]], Iterator[Difference]]
"""(pair, those of the fields that differ) -> what is told of them."""


@dataclass(frozen=True, slots=True)
class Group:
    """Fields that are told together."""

    fields: tuple[str, ...]
    tells: Tells


def confidence(pair: Pair, touched: Collection[str]) -> Iterator[Difference]:
    """Delivery confidence: lowered is worse, as people say it."""
    yield ranked(pair, "confidence", tuple(reversed(CONFIDENCE.values)))


def severity(pair: Pair, touched: Collection[str]) -> Iterator[Difference]:
    """The impact of an issue: raised is worse."""
    yield ranked(pair, "impact", ISSUE_IMPACTS)


GROUPS: Mapping[str, tuple[Group, ...]] = {
    "programme": (Group(("confidence",), confidence),),
    "risk": (Group(risks.JUDGEMENT, risks.judgement), Group(("status",), risks.status)),
    "issue": (Group(("impact",), severity), Group(("status",), risks.status)),
    "step": (
        Group(("planned", "forecast"), delivery.moved),
        Group(("actual", "status"), delivery.progress),
    ),
    "milestone": (
        Group(("baseline", "forecast"), delivery.moved),
        Group(("actual", "status"), delivery.progress),
        Group(("confidence",), confidence),
    ),
    "publication": (
        Group(publishing.DEFERRAL, publishing.deferral),
        Group(publishing.PUBLISHED, publishing.published),
    ),
    "action": (Group(("done_on", "status"), delivery.progress),),
    "matrix": (Group(tuple(matrices.PAIRS), matrices.cells),),
}
"""kind -> its fields that are told together; each of the others stands for itself."""

NOT_TOLD = ("removed", "position")
"""An item's fate is told of the whole item, and the place of a step with that of the others."""


def within(pair: Pair) -> Iterator[Difference]:
    """Every difference of an item that stands in both states."""
    left = [name for name in pair.changed(KINDS[pair.kind].fields) if name not in NOT_TOLD]
    for group in GROUPS.get(pair.kind, ()):
        if touched := [name for name in group.fields if name in left]:
            yield from group.tells(pair, touched)
            left = [name for name in left if name not in group.fields]
    for name in left:
        yield from edited(pair, name)
