"""Where a procurement stands: stages, gate, value, and the steps of a template."""

from __future__ import annotations

import pytest

from db.register import Register
from loti_tui.domain.changes import Batch, Edit
from loti_tui.domain.dates import PartialDate
from loti_tui.domain.fields import Plain
from loti_tui.domain.item import Item
from loti_tui.domain.items import Milestone, Procurement, Step
from loti_tui.domain.procuring import (
    Purchase,
    begun,
    is_done,
    laid_out,
    purchase,
    stage_of,
    steps_by_stage,
    value_withheld,
)
from loti_tui.domain.refused import Moved, Refused
from loti_tui.domain.regime import Regime
from loti_tui.domain.state import State
from loti_tui.domain.steps import STAGES, TEMPLATES, Template
from tests.domain.findings.cases import contract, procurement, publication, step
from tests.domain.findings.cases import register as in_memory

Value = str | int | bool | None


def bought(*steps: Item, **values: Value) -> Purchase:
    """A procurement of these values with these steps: £100,000, planned for April 2017, quotes."""
    found = purchase(in_memory(procurement(**values), *steps))
    assert found is not None
    return found


def at(stage: str, ref: str, **values: Value) -> Item:
    return step(ref, **{"stage": stage, "title": stage.capitalize(), **values})


def award(**values: Value) -> Item:
    return at("award", "S7", **values)


# -- stages ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "stage", "found"),
    [
        ("Quotes due", "award", "award"),
        ("Quotes due", None, "quotes due"),
        ("  CONTRACT executed by both sides ", None, "contract"),
        ("Route agreed with TfL Procurement", None, "route"),
        ("Tenders due", None, "quotes due"),
        ("A step of our own", None, None),
        (None, None, None),
    ],
)
def test_the_stage_is_the_recorded_one_or_that_of_the_usual_title(
    title: str | None, stage: str | None, found: str | None
) -> None:
    item = step(title=title, stage=stage)
    assert isinstance(item, Step)
    assert stage_of(item) == found


def test_of_two_steps_at_one_stage_the_first_in_order_counts_and_none_that_is_dropped_or_removed() -> None:
    steps = [at("award", "S1", status="dropped"), at("award", "S2", removed=True), award(position=4), at("award", "S9")]
    assert {stage: one.ref for stage, one in steps_by_stage(in_memory(*steps)).items()} == {"award": "S7"}


def test_what_happened_or_is_ticked_off_is_done() -> None:
    april = PartialDate("2017-04")
    for kind in (Step, Milestone):
        assert is_done(kind(id="x", status="done"))
        assert is_done(kind(id="x", actual=april, status="started"))
        assert not is_done(kind(id="x", forecast=april, status="started"))


# -- the purchase ----------------------------------------------------------------------------------------------------


def test_a_register_without_a_procurement_has_no_purchase() -> None:
    assert purchase(in_memory(contract())) is None
    assert purchase(in_memory(procurement(removed=True))) is None


def test_the_law_goes_by_when_it_began_else_by_when_it_is_planned() -> None:
    assert bought(begun_on="2025-03-01", planned_for="2025-01").regime is Regime.ACT_2023
    assert bought(planned_for="2025-01").regime is Regime.REGULATIONS_2015
    assert bought(planned_for=None).regime is None
    item = procurement(begun_on="2017-03-01")
    assert isinstance(item, Procurement)
    assert str(begun(item)) == "2017-03-01"


def test_whether_it_is_above_the_threshold_needs_the_value_and_a_known_figure() -> None:
    assert bought(value=164_176_00).above is True
    assert bought(value=164_175_99).above is False
    assert bought(value=None).above is None
    assert bought(planned_for="2019").above is None


def test_the_gate_opens_when_the_contract_is_executed() -> None:
    assert not bought(contract()).gate_open
    assert bought(contract(actual="2017-04-05")).gate_open
    assert bought(contract(status="done")).gate_open


def test_without_a_contract_the_gate_stays_shut() -> None:
    assert bought().contract is None
    assert not bought().gate_open
    assert not bought(contract(status="dropped")).gate_open


def test_dd2092_buys_by_quotes_under_the_regulations_below_the_threshold(register: Register) -> None:
    found = purchase(register.state())
    assert found is not None
    assert (found.regime, found.above, found.gate_open) == (Regime.REGULATIONS_2015, False, False)
    assert found.contract is not None
    assert found.contract.ref == "S8"
    assert [one.notice.code for one in found.owed] == ["contracts-finder-award", "transparency-code"]
    assert not any(one.happened or one.sent for one in found.owed)


# -- the value -------------------------------------------------------------------------------------------------------


def withheld(*steps: Item, **values: Value) -> bool:
    return value_withheld(in_memory(procurement(), publication(**{"waits_for": "s8", **values}), *steps))


def test_the_value_is_withheld_while_publication_waits_for_the_purchase() -> None:
    assert withheld(contract())
    assert withheld(award(), contract())


def test_the_value_is_free_from_the_award_on() -> None:
    assert not withheld(award(status="done"), contract())
    assert not withheld(award(actual="2017-04-05"), contract())


@pytest.mark.parametrize("stage", ["standstill", "contract", "close"])
def test_what_comes_after_the_award_frees_the_value_too(stage: str) -> None:
    assert withheld(award(), contract(), at(stage, "S9"))
    assert not withheld(award(), contract(status="dropped"), at(stage, "S9", status="done"))


@pytest.mark.parametrize("stage", ["need", "invitation", "quotes due", "evaluation"])
def test_no_step_before_the_award_frees_the_value_though_it_was_waited_for(stage: str) -> None:
    assert withheld(at(stage, "S2", status="done"), contract())
    assert withheld(at(stage, "S8", status="done"))


def test_notices_that_are_published_free_the_value_only_where_they_were_waited_for() -> None:
    assert withheld(at("notices", "S9", status="done"), contract())
    assert not withheld(at("notices", "S8", status="done"))


@pytest.mark.parametrize("gone", [{"status": "dropped"}, {"removed": True}, {"removed": True, "status": "done"}])
def test_a_step_that_is_gone_frees_nothing(gone: dict[str, Value]) -> None:
    assert withheld(contract(**gone))


def test_a_step_of_another_kind_frees_the_value_once_it_is_done() -> None:
    assert withheld(step("S8", title="Ours", stage=None))
    assert not withheld(step("S8", title="Ours", stage=None, status="done"))


def test_the_value_is_free_where_publication_waits_for_no_purchase() -> None:
    assert not withheld(contract(), waits_for=None)
    assert not withheld(contract(), waits_for="nobody")
    assert not withheld(contract(), deferred=False)
    assert not withheld(contract(), published_on="2017-04-05")
    assert not value_withheld(State({}))


def test_the_value_of_dd2092_is_withheld_until_the_award(register: Register) -> None:
    assert value_withheld(register.state())
    step_7 = register.state().find("S7")
    register.apply(Batch("Ann", (Edit("step", step_7.id, "actual", "2017-04-20"),)))
    assert not value_withheld(register.state())


# -- templates -------------------------------------------------------------------------------------------------------


def lay_out(register: Register, template: Template) -> list[str]:
    """The stages of the steps in their order, once a template is laid out."""
    register.apply(Batch("Ann", laid_out(register.state(), template)))
    return [str(stage_of(one)) for one in register.state().steps]


def empty(register: Register) -> Register:
    """The same register without its steps, and without a method."""
    state = register.state()
    assert state.procurement is not None
    gone = [Edit("step", one.id, "removed", True) for one in state.steps]
    register.apply(Batch("Ann", (*gone, Edit("procurement", state.procurement.id, "method", None))))
    return register


@pytest.mark.parametrize("name", TEMPLATES)
def test_an_empty_procurement_gets_the_steps_of_the_template_in_order(register: Register, name: str) -> None:
    template = TEMPLATES[name]
    assert lay_out(empty(register), template) == [stage for stage, _ in template.steps]
    steps = register.state().steps
    assert [one.title for one in steps] == [title for _, title in template.steps]
    assert [one.position for one in steps] == list(range(1, len(steps) + 1))
    assert {one.status for one in steps} == {"planned"}
    procurement = register.state().procurement
    assert procurement is not None
    assert procurement.method == name
    assert {one.procurement for one in steps} == {procurement.id}


@pytest.mark.parametrize(
    ("name", "added"),
    [
        ("quotes", {"clarifications", "notices", "close"}),
        ("tender", {"clarifications", "standstill", "notices", "close"}),
        ("direct award", {"notices", "close"}),
    ],
)
def test_dd2092_gets_what_it_lacks_each_in_its_place(register: Register, name: str, added: set[str]) -> None:
    before = {one.id: one.title for one in register.state().steps}
    stages = lay_out(register, TEMPLATES[name])
    assert stages == sorted(stages, key=STAGES.index)
    steps = register.state().steps
    assert {stage_of(one) for one in steps if one.id not in before} == added
    assert {one.id: one.title for one in steps if one.id in before} == before
    assert [one.position for one in steps] == list(range(1, len(steps) + 1))


def test_a_method_that_is_recorded_stays(register: Register) -> None:
    lay_out(register, TEMPLATES["tender"])
    procurement = register.state().procurement
    assert procurement is not None
    assert procurement.method == "quotes"


@pytest.mark.parametrize("name", TEMPLATES)
def test_laying_out_is_undone_in_one_step(register: Register, name: str) -> None:
    before = register.state()
    lay_out(register, TEMPLATES[name])
    register.undo(who="Ann")
    after = register.state()
    assert after.steps == before.steps
    assert after.procurement == before.procurement


def test_a_template_that_is_laid_out_is_refused_the_second_time(register: Register) -> None:
    lay_out(register, TEMPLATES["quotes"])
    with pytest.raises(Refused) as caught:
        laid_out(register.state(), TEMPLATES["quotes"])
    assert caught.value.sentence == "The procurement has every step of “quotes” already. Nothing was changed."


def test_without_a_procurement_there_is_nothing_to_lay_out() -> None:
    with pytest.raises(Refused) as caught:
        laid_out(State({}), TEMPLATES["quotes"])
    assert caught.value.sentence == "This register has no procurement to lay steps out for. Nothing was changed."


def placed(*steps: Item) -> list[tuple[int, str]]:
    """(place, title or reference) of each step that laying out quotes adds or moves."""
    state = in_memory(procurement(), *steps)
    edits = laid_out(state, TEMPLATES["quotes"])
    values: dict[str, dict[str, Plain]] = {}
    for edit in edits:
        values.setdefault(edit.item, {})[edit.field] = edit.value
    return sorted((int(str(one["position"])), str(one.get("title") or item.upper())) for item, one in values.items())


def test_a_step_of_the_boards_own_stays_where_it_stands() -> None:
    own = step("S2", title="Ask the boroughs", stage=None, position=2)
    rest = placed(at("need", "S1", position=1), own, at("contract", "S8", position=3))
    assert rest[:3] == [(3, "Route agreed"), (4, "Specification and criteria"), (5, "Invitation to quote issued")]
    assert (10, "S8") in rest
    assert "S2" not in [title for _, title in rest]


def test_a_step_that_is_dropped_is_not_laid_out_again() -> None:
    rest = placed(at("clarifications", "S5", position=1, status="dropped"))
    assert "Clarifications close" not in [title for _, title in rest]


def test_steps_without_a_place_get_one() -> None:
    assert (1, "S1") in placed(at("need", "S1", position=None))


def test_who_lays_out_while_somebody_else_moves_a_step_is_told_so(register: Register) -> None:
    edits = laid_out(register.state(), TEMPLATES["quotes"])
    moved = register.state().find("S8")
    register.apply(Batch("Bo", (Edit("step", moved.id, "position", 20),)))
    with pytest.raises(Moved):
        register.apply(Batch("Ann", edits))
    assert len(register.state().steps) == 8
