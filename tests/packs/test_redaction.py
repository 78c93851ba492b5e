"""What the public may see: Part 1 when it is not deferred, never Part 2, and nothing where anything is unclear."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from db.register import Register
from loti_tui.domain import visibility
from loti_tui.domain.changes import Batch, Edit
from loti_tui.domain.fields import Plain
from loti_tui.domain.items import KINDS
from loti_tui.domain.refused import CannotOpen, Refused
from loti_tui.domain.state import State
from loti_tui.domain.visibility import KEPT, ORIGINS, Origin
from loti_tui.domain.withholding import Withheld, grounds, named
from loti_tui.packs import Pack, make_pack, pack_of
from loti_tui.packs.redaction import public

DAY = date(2017, 4, 6)


def edit(register: Register, ref: str, **values: Plain) -> None:
    item = register.state().find(ref)
    register.apply(Batch("Jo", tuple(Edit(item.KIND, item.id, name, value) for name, value in values.items()), "why"))


def withhold(register: Register, ref: str, field: str = "", part: str = "2") -> None:
    register.apply(Batch("Jo", named(register.state().find(ref), field, part, why="it is secret")))


def pack(register: Register, word: str = "now", audience: str = "public") -> Pack:
    return pack_of(register.basis(word, DAY), source="board.loti", audience=audience)


@pytest.fixture
def published(register: Register) -> Register:
    """DD2092 after its publication."""
    edit(register, "publication", published_on="2017-04-05")
    return register


@pytest.fixture
def narrow(register: Register) -> Register:
    """DD2092 deferred for what is named only; nothing waits for the award."""
    edit(register, "publication", scope="named", waits_for=None)
    return register


# -- the table -------------------------------------------------------------------------------------------------------


def test_every_field_of_every_kind_says_whether_the_public_may_see_it() -> None:
    assert {kind: set(fields) for kind, fields in ORIGINS.items()} == {
        kind: set(described.fields) for kind, described in KINDS.items()
    }


def test_a_field_of_which_nobody_said_so_lets_no_pack_out(published: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    forgotten = {kind: dict(fields) for kind, fields in ORIGINS.items()}
    del forgotten["risk"]["mitigation"]
    monkeypatch.setattr(visibility, "ORIGINS", forgotten)
    with pytest.raises(Refused, match="Nothing says whether the public may see “mitigation of risk”"):
        pack(published)


# -- a deferral ------------------------------------------------------------------------------------------------------


def test_while_part_1_is_deferred_nothing_of_it_is_public_but_which_decision_it_is(register: Register) -> None:
    seen = pack(register).state
    assert {item.KIND for item in seen} == {"programme", "decision", "publication", "matrix"}
    assert (seen.decision and seen.decision.ref, seen.decision and seen.decision.title) == ("DD2092", None)
    assert seen.programme is not None
    assert seen.programme.title is None


def test_the_clock_alone_sets_nothing_free(register: Register) -> None:
    late = pack_of(register.basis("now", date(2030, 1, 1)), source="x", audience="public")
    assert late.state.risks == ()
    assert {line.until for line in late.withheld} == {"it is published"}


def test_when_it_is_published_part_1_is_public(published: Register) -> None:
    seen = pack(published).state
    assert [risk.ref for risk in seen.risks] == ["R1", "R2", "R3", "R4"]
    assert seen.risks[0].mitigation == published.state().risks[0].mitigation
    assert [line.amount for line in seen.funding] == [2_500_000, 2_500_000, 5_000_000]


def test_before_the_day_of_publication_it_is_not(register: Register) -> None:
    edit(register, "publication", published_on="2017-04-07")
    assert pack(register).state.risks == ()


def test_what_is_never_deferred_is_public_without_a_publication(register: Register) -> None:
    edit(register, "publication", deferred=False)
    assert len(pack(register).state.risks) == 4


def test_a_deferral_may_reach_only_what_is_named(narrow: Register) -> None:
    withhold(narrow, "R1", "mitigation", part="1")
    withhold(narrow, "R2", part="1")
    seen = pack(narrow).state
    assert [risk.ref for risk in seen.risks] == ["R1", "R3", "R4"]
    assert seen.risks[0].mitigation is None
    assert seen.risks[0].withheld == {"mitigation", "rag_reason"}


def test_what_is_named_for_the_deferral_is_public_after_it(published: Register) -> None:
    withhold(published, "R1", "mitigation", part="1")
    assert pack(published).state.risks[0].mitigation is not None


def test_a_deferral_of_what_is_named_with_nothing_named_lets_no_pack_out(narrow: Register) -> None:
    with pytest.raises(Refused, match="nothing is named"):
        pack(narrow)


# -- Part 2, the board's own record, what was removed ----------------------------------------------------------------


def test_part_2_is_never_public(published: Register) -> None:
    withhold(published, "R3")
    withhold(published, "M2", "owner")
    seen = pack(published).state
    assert [risk.ref for risk in seen.risks] == ["R1", "R2", "R4"]
    assert Withheld("Risks", 1, "Part 2, exempt", "not to be published") in pack(published).withheld


def test_the_boards_own_record_is_in_no_public_pack(published: Register) -> None:
    published.add("issue", {"description": "Two suppliers withdrew"}, who="Jo")
    published.add("action", {"description": "Ask the boroughs"}, who="Jo")
    published.add("resolution", {"decided": "That it goes on"}, who="Jo")
    published.add("spend", {"title": "Inception", "amount": 100}, who="Jo")
    seen = pack(published)
    assert not {item.KIND for item in seen.state} & {"issue", "action", "resolution", "spend", "acknowledgement"}
    assert ("Issues", 1, "The board’s own record") in [(one.what, one.count, one.category) for one in seen.withheld]
    titles = {getattr(block, "text", "") for block in seen.report.blocks}
    assert not titles & {"What needs attention", "Decisions sought", "Actions", "Signed by the board"}


def test_what_was_removed_is_not_public_even_as_a_change(published: Register) -> None:
    published.take_snapshot("March", who="Jo", day=DAY)
    edit(published, "R4", removed=True)
    seen = pack(published)
    assert all(not item.removed for item in seen.state)
    assert [(one.change, one.ref) for one in seen.changes] == [("removed", "R4")]
    assert "capacity" not in seen.changes[0].sentence
    assert (seen.changes[0].old, seen.changes[0].who, seen.changes[0].why) == (None, "", "")


def test_a_matrix_that_was_removed_is_no_trouble(published: Register) -> None:
    published.take_snapshot("March", who="Jo", day=DAY)
    edit(published, "MX1", removed=True)
    assert pack(published).state.matrices == ()


def test_a_rating_that_was_exempt_in_the_snapshot_before_has_no_direction(published: Register) -> None:
    withhold(published, "R1", "impact")
    published.take_snapshot("March", who="Jo", day=DAY)
    edit(published, "W1", removed=True)
    (register,) = [block for block in pack(published).report.blocks if getattr(block, "name", "") == "Risks"]
    rows = {row[0].text: [cell.text for cell in row] for row in getattr(register, "rows", ())}
    assert ("Withheld" in rows["R1"], "= Same" in rows["R2"]) == (True, True)


def test_who_changed_a_date_and_why_is_not_public(published: Register) -> None:
    edit(published, "publication", until="2017-05-31")
    assert {(entry.who, entry.why) for entry in pack(published).state.deferrals} == {("", "")}
    assert len(pack(published).state.deferrals) == len(published.state().deferrals) == 2


def test_the_board_gets_everything(register: Register) -> None:
    withhold(register, "R3")
    made = pack(register, audience="board")
    assert made.state == register.state().on(DAY)
    assert made.withheld == ()


# -- what gives another away -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ref", "field", "hidden"),
    [
        ("R1", "impact", {"impact", "probability", "rag_recorded", "rag_reason"}),
        ("M1", "forecast", {"baseline", "forecast", "actual", "confidence"}),
        ("S8", "planned", {"planned", "forecast", "actual"}),
    ],
)
def test_a_field_takes_with_it_those_that_would_give_it_away(
    published: Register, ref: str, field: str, hidden: set[str]
) -> None:
    withhold(published, ref, field)
    seen = pack(published)
    assert seen.state.find(ref).withheld == hidden
    rows = [row for block in seen.report.blocks for row in getattr(block, "rows", ()) if row[0] == row[0]]
    told = [[getattr(cell, "text", cell) for cell in row] for row in rows if getattr(row[0], "text", "") == ref]
    assert told
    assert all("Withheld" in row for row in told if len(row) > 3)
    assert not any("not scored" in cell.casefold() for row in told for cell in row)


def test_one_amount_takes_the_others_with_it(published: Register) -> None:
    edit(published, "decision", summary="Go on")
    withhold(published, "F1")
    seen = pack(published).state
    assert [line.amount for line in seen.funding] == [None, None]
    assert seen.decision is not None
    assert seen.decision.ceiling is None
    assert seen.procurement is not None
    assert seen.procurement.value is None


def test_the_value_of_a_purchase_is_withheld_until_its_award(register: Register) -> None:
    edit(register, "publication", scope="named")
    edit(register, "decision", summary="Go on")
    withhold(register, "R1", part="1")
    seen = pack(register)
    assert seen.state.procurement is not None
    assert seen.state.procurement.value is None
    assert "the contract is awarded" in {line.until for line in seen.withheld}


def test_a_link_to_what_is_left_out_is_left_out(published: Register) -> None:
    withhold(published, "S8")
    assert pack(published).state.find("M1").withheld == {"confidence"}
    milestone = next(one for one in pack(published).state.milestones if one.ref == "M1")
    assert milestone.depends_on == ()


# -- failing closed --------------------------------------------------------------------------------------------------


def test_without_a_publication_nobody_knows_so_nothing_is_public() -> None:
    with pytest.raises(Refused, match="does not say whether publication is deferred"):
        make_pack(State({}), today=DAY, source="x", audience="public")


BREAKAGES: dict[str, dict[str, Any]] = {
    "names nothing": {"part": "2"},
    "names an item that is not there": {"part": "2", "about": ["nowhere"]},
    "names a field that is not there": {"part": "2", "field": "colour"},
}


@pytest.mark.parametrize("values", BREAKAGES.values(), ids=BREAKAGES)
def test_a_withholding_that_cannot_be_understood_lets_no_pack_out(published: Register, values: dict[str, Any]) -> None:
    about = {"about": [published.state().find("R1").id]} if "field" in values else {}
    state = published.state()
    mark = KINDS["withholding"].item(id="w", ref="W1", **{"about": (), **values, **about})
    with pytest.raises(Refused, match=r"No public pack was made\. Withholding W1"):
        make_pack(replace(state, items={**state.items, "w": mark}), today=DAY, source="x", audience="public")


def test_a_part_that_no_version_knows_lets_no_pack_out(published: Register) -> None:
    state = published.state()
    values: dict[str, Any] = {"about": (state.find("R1").id,), "part": "3"}
    mark = KINDS["withholding"].item(id="w", ref="W1", **values)
    with pytest.raises(Refused, match="No public pack was made"):
        make_pack(replace(state, items={**state.items, "w": mark}), today=DAY, source="x", audience="public")


def test_a_fault_in_the_redaction_is_a_refusal(published: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    def fault(*args: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("loti_tui.packs.making.public", fault)
    with pytest.raises(Refused, match=r"could not be worked out \(ZeroDivisionError\)"):
        pack(published)


def test_what_is_withheld_by_now_does_not_get_out_by_an_older_snapshot(published: Register) -> None:
    published.take_snapshot("March", who="Jo", day=DAY)
    assert len(pack(published, "March").state.risks) == 4
    withhold(published, "R2", "mitigation")
    with pytest.raises(Refused, match="Mitigation of R2 is withheld by now"):
        pack(published, "March")


def test_what_is_deferred_by_now_does_not_either(register: Register) -> None:
    edit(register, "publication", deferred=False)
    register.take_snapshot("March", who="Jo", day=DAY)
    edit(register, "publication", deferred=True)
    with pytest.raises(Refused, match="is withheld by now"):
        pack(register, "March")


def test_an_older_snapshot_of_what_was_withheld_then_stays_as_it_was(register: Register) -> None:
    register.take_snapshot("March", who="Jo", day=DAY)
    edit(register, "publication", published_on="2017-04-06")
    assert pack(register, "March").state.risks == ()


def test_what_was_exempt_in_the_snapshot_before_is_not_told_as_changed(published: Register) -> None:
    withhold(published, "R2", "mitigation")
    published.take_snapshot("March", who="Jo", day=DAY)
    edit(published, "W1", removed=True)
    edit(published, "R2", mitigation="Another one altogether")
    assert pack(published).changes == ()


def test_a_secret_that_stands_elsewhere_too_lets_no_pack_out(published: Register) -> None:
    edit(published, "R1", mitigation="Ask Smith and Sons for their accounts")
    withhold(published, "R1", "mitigation")
    edit(published, "R2", mitigation="We shall ask Smith and Sons for their accounts, and wait.")
    with pytest.raises(Refused, match=r"Mitigation of R1 is withheld, and the same words stand in Mitigation of R2"):
        pack(published)


def test_an_amount_that_stands_in_a_text_too_lets_no_pack_out(published: Register) -> None:
    edit(published, "decision", summary="Approve up to £100,000 for it")
    withhold(published, "P1", "value")
    with pytest.raises(Refused, match=r"£100,000.*Withhold that too, or reword it"):
        pack(published)


def test_a_name_that_many_bear_gives_nothing_away(published: Register) -> None:
    withhold(published, "R1", "owner")
    assert pack(published).state.risks[0].owner is None


def test_a_snapshot_that_was_altered_makes_no_pack(published: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    published.take_snapshot("March", who="Jo", day=DAY)
    from db import snapshots

    read: Callable[..., Any] = snapshots.read
    monkeypatch.setattr(
        snapshots, "read", lambda connection: [replace(one, content=one.content + " ") for one in read(connection)]
    )
    with pytest.raises(CannotOpen, match="is not what was sealed"):
        pack(published, "March")


def test_every_open_field_is_one_that_says_which_decision_it_is_or_how_things_are_judged() -> None:
    """A list to look at twice: what stands here is public in every case."""
    opened = {
        f"{kind}.{name}" for kind, fields in ORIGINS.items() for name, origin in fields.items()
        if origin is Origin.OPEN and name not in KEPT and not name.startswith("i")
    }  # fmt: skip
    assert opened == {
        "programme.milestone_rule", "dayoff.day", "dayoff.nation", "procurement.ocid",
        "publication.deferred", "publication.until", "publication.exemption", "publication.scope",
        "publication.published_on", "publication.published_by", "publication.part2", "publication.part2_review_on",
        "matrix.title", "matrix.effective_on",
    }  # fmt: skip


def test_redacting_twice_is_redacting_once(narrow: Register) -> None:
    withhold(narrow, "R1", "impact", part="1")
    state = narrow.state().on(DAY)
    found = grounds(state, DAY)
    once = public(state, found)
    assert public(once, found) == once
