"""The stages of a procurement, and the steps that each method of buying goes through.

Source: domain rules §1 ("Procurement step"): the steps of a consultancy under £100,000, as joined from DD2092, from
councils' guides to requests for quotes, and from the milestones of the GLA's own project system.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

_TITLES: tuple[tuple[str, str], ...] = (
    ("need", "Need and budget approved"),
    ("route", "Route agreed"),
    ("specification", "Specification and criteria"),
    ("invitation", "Invitation to quote issued"),
    ("clarifications", "Clarifications close"),
    ("quotes due", "Quotes due"),
    ("evaluation", "Evaluation"),
    ("award", "Award approved"),
    ("standstill", "Standstill ends"),
    ("contract", "Contract executed by both sides"),
    ("notices", "Notices published"),
    ("close", "Contract closed"),
)

STAGE_TITLES: Mapping[str, str] = dict(_TITLES)
"""Stage -> the title that its step usually has, in order."""

STAGES: tuple[str, ...] = tuple(STAGE_TITLES)
"""The stages of a procurement in order: the closed vocabulary of a step's stage."""


@dataclass(frozen=True, slots=True)
class Template:
    """The steps of one method of buying, as (stage, title) in order; `sentence` says for whom it is."""

    name: str
    sentence: str
    steps: tuple[tuple[str, str], ...]


def _steps(left_out: Iterable[str] = (), **titles: str) -> tuple[tuple[str, str], ...]:
    """The usual steps without some stages, and with other titles where a method has its own words."""
    return tuple(
        (stage, titles.get(stage.replace(" ", "_"), title)) for stage, title in _TITLES if stage not in left_out
    )


TEMPLATES: Mapping[str, Template] = {
    "quotes": Template(
        "quotes",
        "Below the threshold: suppliers who were chosen are asked to quote. No standstill is required.",
        _steps(left_out=("standstill",)),
    ),
    "tender": Template(
        "tender",
        "At or above the threshold: an advertised tender, with a standstill before the contract is signed.",
        _steps(invitation="Invitation to tender issued", quotes_due="Tenders due"),
    ),
    "direct award": Template(
        "direct award",
        "One supplier without competition, under an exemption that is approved first. Nobody else is invited.",
        _steps(
            left_out=("invitation", "clarifications", "quotes due", "evaluation", "standstill"),
            route="Exemption approved",
        ),
    ),
}
"""Method of buying -> its steps. The methods are those of a procurement's field of that name.

A direct award above the threshold may need a standstill (Procurement Act 2023, s.51): its step is added by hand.
"""

_AGREED_WITH = "route agreed with "
_STAGE_OF: Mapping[str, str] = {
    title.casefold(): stage
    for steps in (_TITLES, *(template.steps for template in TEMPLATES.values()))
    for stage, title in steps
}


def stage_by_title(title: str) -> str | None:
    """The stage of a step whose register recorded none, by its title; None for any other title.

    Only the usual titles and those of the templates are known, whatever their case and the spaces around them; and
    "Route agreed with" somebody.
    """
    words = title.strip().casefold()
    return "route" if words.startswith(_AGREED_WITH) else _STAGE_OF.get(words)


def missing(template: Template, stages_present: Iterable[str | None]) -> tuple[tuple[str, str], ...]:
    """The steps of a template, in order, whose stage a procurement has no step for yet.

    A step without a stage (None) stands for none.
    """
    present = set(stages_present)
    return tuple(step for step in template.steps if step[0] not in present)
