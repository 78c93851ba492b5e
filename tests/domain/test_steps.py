"""The stages of a procurement, and the steps that each method of buying goes through."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fixtures.dd2092 import facts
from loti_tui.domain.steps import STAGE_TITLES, STAGES, TEMPLATES, Template, missing, stage_by_title

templates = pytest.mark.parametrize("template", TEMPLATES.values(), ids=list(TEMPLATES))


def test_the_stages_are_a_closed_vocabulary_in_order() -> None:
    assert STAGES == (
        "need",
        "route",
        "specification",
        "invitation",
        "clarifications",
        "quotes due",
        "evaluation",
        "award",
        "standstill",
        "contract",
        "notices",
        "close",
    )


def test_each_stage_has_a_usual_title_of_its_own() -> None:
    assert tuple(STAGE_TITLES) == STAGES
    assert len(set(STAGE_TITLES.values())) == len(STAGES)


@pytest.mark.parametrize("stage", STAGES)
def test_a_usual_title_is_recognised(stage: str) -> None:
    assert stage_by_title(STAGE_TITLES[stage]) == stage


@templates
def test_the_titles_of_a_template_are_recognised(template: Template) -> None:
    assert [stage_by_title(title) for _, title in template.steps] == [stage for stage, _ in template.steps]


@pytest.mark.parametrize(
    ("title", "stage"),
    [
        ("QUOTES DUE", "quotes due"),
        ("  Evaluation ", "evaluation"),
        ("Tenders due", "quotes due"),
        ("Route agreed with TfL Procurement", "route"),
        ("route AGREED with us", "route"),
        ("Route agreed with", None),
        ("Route agreed within TfL", None),
        ("Route agreed by the board", None),
        ("The route agreed with TfL", None),
        ("Quotes due soon", None),
        ("Evaluation and moderation", None),
        ("contract", None),
        ("", None),
    ],
)
def test_only_the_titles_themselves_are_recognised(title: str, stage: str | None) -> None:
    assert stage_by_title(title) == stage


@given(st.text())
def test_any_title_has_a_stage_of_the_vocabulary_or_none(title: str) -> None:
    assert stage_by_title(title) in (None, *STAGES)


@templates
def test_a_template_goes_through_its_stages_in_order_and_each_once(template: Template) -> None:
    places = [STAGES.index(stage) for stage, _ in template.steps]
    assert places == sorted(set(places))
    assert {"need", "route", "award", "contract", "notices", "close"} <= {stage for stage, _ in template.steps}
    assert template.sentence.endswith(".")


def test_the_templates_are_the_methods_of_buying() -> None:
    assert list(TEMPLATES) == ["quotes", "tender", "direct award"]
    assert [template.name for template in TEMPLATES.values()] == list(TEMPLATES)


def test_quotes_are_asked_for_and_need_no_standstill() -> None:
    steps = dict(TEMPLATES["quotes"].steps)
    assert set(STAGES) - set(steps) == {"standstill"}
    assert steps == {stage: title for stage, title in STAGE_TITLES.items() if stage != "standstill"}


def test_a_tender_has_every_stage_the_standstill_too_and_its_own_words() -> None:
    steps = dict(TEMPLATES["tender"].steps)
    assert tuple(steps) == STAGES
    assert {stage: title for stage, title in steps.items() if title != STAGE_TITLES[stage]} == {
        "invitation": "Invitation to tender issued",
        "quotes due": "Tenders due",
    }
    assert steps["standstill"] == "Standstill ends"


def test_a_direct_award_has_an_exemption_and_invites_nobody() -> None:
    assert TEMPLATES["direct award"].steps == (
        ("need", "Need and budget approved"),
        ("route", "Exemption approved"),
        ("specification", "Specification and criteria"),
        ("award", "Award approved"),
        ("contract", "Contract executed by both sides"),
        ("notices", "Notices published"),
        ("close", "Contract closed"),
    )


@templates
def test_a_procurement_without_steps_misses_them_all(template: Template) -> None:
    assert missing(template, []) == template.steps
    assert missing(template, [None, None]) == template.steps


@templates
@given(present=st.lists(st.sampled_from([*STAGES, None])))
def test_what_is_missing_is_in_order_and_fills_the_template_exactly(
    template: Template, present: list[str | None]
) -> None:
    added = missing(template, present)
    assert list(added) == [step for step in template.steps if step in added]
    assert not {stage for stage, _ in added} & set(present)
    assert {stage for stage, _ in template.steps} <= {stage for stage, _ in added} | set(present)
    assert missing(template, [*present, *(stage for stage, _ in added)]) == ()


def test_every_step_of_dd2092_is_recognised_by_its_title() -> None:
    titles = [step["title"] for step in facts()["step"]]
    assert titles
    assert None not in [stage_by_title(title) for title in titles]


def test_a_register_of_titles_alone_is_told_which_steps_it_does_not_have_yet() -> None:
    titles = (
        "Need and budget approved",
        "Route agreed with TfL Procurement",
        "Specification and criteria",
        "Invitation to quote issued",
        "Quotes due",
        "Evaluation",
        "Award approved",
        "Contract executed by both sides",
    )
    assert missing(TEMPLATES["quotes"], map(stage_by_title, titles)) == (
        ("clarifications", "Clarifications close"),
        ("notices", "Notices published"),
        ("close", "Contract closed"),
    )
