"""What the register adds up to at one moment."""

from __future__ import annotations

from datetime import date

import pytest

from loti_tui.domain.changes import Entry
from loti_tui.domain.dates import PartialDate
from loti_tui.domain.fields import Plain
from loti_tui.domain.item import Item
from loti_tui.domain.items import KINDS, DayOff, Matrix, Milestone, Publication, Risk, Step, cell_name
from loti_tui.domain.refused import Refused
from loti_tui.domain.scoring import PRESETS, SCALE, Rag
from loti_tui.domain.state import State, loaded, plain, ref_order
from loti_tui.domain.workdays import Calendar


def state(*items: Item) -> State:
    return State({item.id: item for item in items})


def risk(ref: str, *, removed: bool = False) -> Risk:
    return Risk(id=f"id-{ref}", ref=ref, description=f"Risk {ref}", removed=removed)


def matrix(preset: str, *, removed: bool = False) -> Item:
    cells = {cell_name(*pair): str(rag) for pair, rag in PRESETS[preset]().items()}
    return loaded("matrix", {"id": "mx", "ref": "MX1", "removed": removed, **cells})


def test_r10_comes_after_r9_and_not_after_r1() -> None:
    assert sorted(["R10", "R9", "R1", "R100", "R2"], key=ref_order) == ["R1", "R2", "R9", "R10", "R100"]


def test_a_reference_without_a_number_can_be_sorted_too() -> None:
    assert sorted(["R2", "odd", "R1b", "R1a", ""], key=ref_order) == ["", "R1a", "R1b", "R2", "odd"]


def test_items_of_a_kind_stand_in_the_order_of_their_references() -> None:
    assert [one.ref for one in state(risk("R10"), risk("R9"), risk("R1")).risks] == ["R1", "R9", "R10"]


def test_steps_stand_in_their_place_and_those_without_one_last() -> None:
    places = {"S1": 2, "S2": 1, "S3": None, "S4": 2}
    steps = [Step(id=ref, ref=ref, position=place) for ref, place in places.items()]
    assert [one.ref for one in state(*steps).steps] == ["S2", "S1", "S4", "S3"]


def test_a_removed_item_is_kept_but_does_not_stand() -> None:
    register = state(risk("R1"), risk("R2", removed=True))
    assert [one.ref for one in register.risks] == ["R1"]
    assert {one.ref for one in register} == {"R1", "R2"}


def test_a_register_without_items_has_nothing_of_any_kind() -> None:
    empty = state()
    assert all(empty.of(kind) == () for kind in KINDS)
    assert (empty.decision, empty.procurement, empty.publication, empty.programme) == (None, None, None, None)


@pytest.mark.parametrize("ref", ["R2", "r2", " R2 "])
def test_an_item_is_found_by_its_reference_in_any_case(ref: str) -> None:
    assert state(risk("R1"), risk("R2")).find(ref).ref == "R2"


@pytest.mark.parametrize("name", ["publication", "Publication"])
def test_what_there_is_one_of_is_found_by_the_name_of_its_kind(name: str) -> None:
    assert state(Publication(id="p", ref="PUB1")).find(name).ref == "PUB1"


def test_the_name_of_a_kind_of_many_finds_nothing() -> None:
    with pytest.raises(Refused, match="no “risk”"):
        state(risk("R1")).find("risk")


def test_an_unknown_reference_is_refused_with_those_there_are() -> None:
    milestones = [Milestone(id=f"id-M{n}", ref=f"M{n}") for n in range(1, 4)]
    with pytest.raises(Refused) as caught:
        state(risk("R1"), risk("R10"), *milestones).find("R99")
    assert caught.value.sentence == "There is no “R99” in this register. It has R1 to R10, M1 to M3."


def test_an_unknown_reference_is_quoted_without_control_characters() -> None:
    with pytest.raises(Refused) as caught:
        state().find("\x1b]0;title\x07R1\n" + "x" * 500)
    assert caught.value.sentence.isprintable()
    assert len(caught.value.sentence) < 150


def test_a_removed_item_is_said_to_be_removed_and_how_to_bring_it_back() -> None:
    with pytest.raises(Refused, match=r"R2 was removed\. “loti restore R2” brings it back"):
        state(risk("R2", removed=True)).find("r2")


def test_a_removed_item_is_found_where_that_is_asked_for() -> None:
    assert state(risk("R2", removed=True)).find("r2", removed=True).removed


def test_the_standing_item_comes_before_a_removed_one_of_the_same_reference() -> None:
    gone, stands = Risk(id="old", ref="R1", removed=True), Risk(id="new", ref="R1")
    assert state(gone, stands).find("R1", removed=True) is stands


def test_the_matrix_in_force_is_the_registers_own() -> None:
    register = state(matrix("1-3 / 4-8 / 9-16"))
    assert register.cells == PRESETS["1-3 / 4-8 / 9-16"]()
    rated = Risk(id="r", ref="R3", probability=2, impact=1, rag_recorded="A")
    assert register.judgement(rated).computed is Rag.GREEN


@pytest.mark.parametrize("items", [(), (matrix("1-3 / 4-8 / 9-16", removed=True),)], ids=["none", "removed"])
def test_without_a_matrix_risks_are_rated_by_the_preset_of_the_form(items: tuple[Item, ...]) -> None:
    assert state(*items).cells == PRESETS["DD2092"]()


def test_the_cells_of_a_matrix_are_named_by_impact_then_probability() -> None:
    cells = {cell_name(i, p): "G" for i in SCALE for p in SCALE} | {"i4p1": "R"}
    odd = loaded("matrix", {"id": "mx", **cells})
    assert isinstance(odd, Matrix)
    assert odd.cells[4, 1] is Rag.RED
    assert odd.cells[1, 4] is Rag.GREEN


def test_an_item_is_loaded_from_plain_values_and_gives_them_back() -> None:
    values: dict[str, Plain] = {"id": "m", "ref": "M2", "removed": False, "baseline": "2017-11", "depends_on": ["s8"]}
    item = loaded("milestone", values)
    assert isinstance(item, Milestone)
    assert (item.baseline, item.depends_on) == (PartialDate("2017-11"), ("s8",))
    assert {name: plain(item, name) for name in values} == values


def test_what_is_not_recorded_is_loaded_as_nothing() -> None:
    item = loaded("milestone", {"id": "m", "ref": "M1", "baseline": None, "depends_on": None})
    assert plain(item, "baseline") is None
    assert plain(item, "depends_on") is None
    assert plain(item, "status") == "planned"


def test_a_flag_stays_a_flag() -> None:
    assert plain(Publication(id="p", part2=True), "part2") is True


def entry(kind: str, field: str) -> Entry:
    return Entry("b", "2017-04-06T00:00:00.000000Z", "Ann", "", "edit", kind, "X1", "x", field, None, "2017-05-01")


def test_a_state_moves_on_by_what_was_stored_and_stays_as_it_was_itself() -> None:
    before = state(risk("R1"))
    deferral = entry("publication", "until")
    after = before.after([risk("R2")], [entry("risk", "owner"), deferral, entry("publication", "reason")])
    assert [one.ref for one in after.risks] == ["R1", "R2"]
    assert after.deferrals == (deferral,)
    assert [one.ref for one in before.risks] == ["R1"]
    assert before.deferrals == ()


def test_items_are_frozen() -> None:
    with pytest.raises(AttributeError):
        risk("R1").ref = "R2"  # type: ignore[misc]


def test_an_item_is_called_by_its_title_or_by_its_kind() -> None:
    assert risk("R1").title_words == "Risk R1"
    assert Publication(id="p").title_words == "Publication"
    assert Milestone(id="m").title_words == ""


def test_references_of_two_kinds_never_look_alike() -> None:
    prefixes = [kind.prefix for kind in KINDS.values()]
    assert all(prefixes)
    assert len(set(prefixes)) == len(prefixes)


# -- on a day --------------------------------------------------------------------------------------------------------


def since(day: str | None, ref: str, preset: str = "DD2092") -> Item:
    """A matrix in force from a day."""
    cells = {cell_name(*pair): str(rag) for pair, rag in PRESETS[preset]().items()}
    return loaded("matrix", {"id": ref, "ref": ref, "effective_on": day, **cells})


def in_force(register: State, *days: str) -> list[str]:
    """The matrix in force on each day, by its reference."""
    found = [register.on(date.fromisoformat(day)).matrix for day in days]
    return [one.ref if one else "none" for one in found]


def test_on_each_day_the_matrix_is_in_force_that_took_effect_last() -> None:
    register = state(since(None, "MX1"), since("2017-05-01", "MX2"), since("2017-04-20", "MX3"))
    days = ("1900-01-01", "2017-04-19", "2017-04-20", "2017-04-30", "2017-05-01", "2199-12-31")
    assert in_force(register, *days) == ["MX1", "MX1", "MX3", "MX3", "MX2", "MX2"]


def test_a_matrix_of_a_day_to_come_is_not_in_force_yet_though_it_is_the_only_one() -> None:
    register = state(since("2017-05-01", "MX1", "1-3 / 4-8 / 9-16"))
    assert in_force(register, "2017-04-30", "2017-05-01") == ["none", "MX1"]
    assert register.on(date(2017, 4, 30)).cells == PRESETS["DD2092"]()


def test_read_on_no_day_the_last_matrix_is_in_force() -> None:
    register = state(since(None, "MX1"), since("2199-12-31", "MX2"))
    assert register.matrix is not None
    assert register.matrix.ref == "MX2"


def test_a_matrix_that_was_removed_gives_way_to_the_one_before() -> None:
    later = loaded("matrix", {"id": "MX2", "ref": "MX2", "removed": True, "effective_on": "2017-04-01"})
    assert in_force(state(since(None, "MX1"), later), "2017-05-01") == ["MX1"]


def test_a_state_read_on_the_same_day_is_the_very_same() -> None:
    register = state(risk("R1")).on(date(2017, 4, 6))
    assert register.on(date(2017, 4, 6)) is register
    assert register.on(date(2017, 4, 7)).items is register.items


def test_a_risk_is_judged_by_the_matrix_of_the_day() -> None:
    register = state(since(None, "MX1"), since("2017-05-01", "MX2", "1-3 / 4-8 / 9-16"))
    rated = Risk(id="r", ref="R3", probability=2, impact=1)
    days = (date(2017, 4, 30), date(2017, 5, 1))
    assert [register.on(day).judgement(rated).computed for day in days] == [Rag.AMBER, Rag.GREEN]


def test_what_is_stored_is_read_on_the_same_day() -> None:
    register = state(risk("R1")).on(date(2017, 4, 6))
    assert register.after([risk("R2")], []).day == date(2017, 4, 6)


@pytest.mark.parametrize(
    ("nation", "england", "any_nation"),
    [
        (None, True, True),
        ("England and Wales", True, True),
        ("Scotland", False, True),
        ("Northern Ireland", False, True),
    ],
)
def test_a_day_off_counts_where_it_is_one(nation: str | None, england: bool, any_nation: bool) -> None:
    day = DayOff(id="h", ref="H1", title="Off", day=PartialDate("2017-04-05"), nation=nation)
    off = state(day).days_off
    assert (date(2017, 4, 5) in off[Calendar.ENGLAND], date(2017, 4, 5) in off[Calendar.ANY_NATION]) == (
        england,
        any_nation,
    )


def test_a_day_off_that_was_removed_or_has_no_day_is_none() -> None:
    gone = DayOff(id="h1", ref="H1", title="Off", day=PartialDate("2017-04-05"), removed=True)
    off = state(gone, DayOff(id="h2", ref="H2", title="Off")).days_off
    assert off == {calendar: frozenset() for calendar in Calendar}
