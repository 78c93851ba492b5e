"""The one door: what is stored, what is refused, and that a refusal changes nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from db.register import Register
from fixtures import dd2092
from loti_tui.domain.changes import UNSEEN, Batch, Edit, Stored, Unseen, new_item
from loti_tui.domain.fields import Plain
from loti_tui.domain.item import Item
from loti_tui.domain.items import Milestone, Risk
from loti_tui.domain.refused import Moved, Refused
from loti_tui.domain.state import plain

HOSTILE = [
    "[/x] [bold]red[/]",
    "'; DROP TABLE risk; --",
    '=HYPERLINK("x")',
    "{0} %s ${HOME}",
    "\\n <script>",
    "Zoë 👩‍👩‍👧",
]


def edit(register: Register, ref: str, field: str, value: Any, seen: Plain | Unseen = UNSEEN) -> Edit:
    item = register.state().find(ref, removed=True)
    return Edit(item.KIND, item.id, field, value, seen)


def put(register: Register, ref: str, field: str, value: Any, seen: Plain | Unseen = UNSEEN, why: str = "") -> Stored:
    return register.apply(Batch("Ann", (edit(register, ref, field, value, seen),), why))


def holds(register: Register, ref: str, field: str) -> Plain:
    return plain(register.state().find(ref, removed=True), field)


def refused(register: Register, *edits: Edit, who: str = "Ann", why: str = "") -> str:
    """The sentence with which a batch is refused; the file is the same afterwards, byte for byte."""
    before = register.path.read_bytes()
    with pytest.raises(Refused) as caught:
        register.apply(Batch(who, edits, why))
    assert register.path.read_bytes() == before
    return caught.value.sentence


def test_an_edit_is_answered_with_what_is_stored_now(register: Register) -> None:
    stored = put(register, "R1", "owner", "Ann Other")
    (entry,) = stored.entries
    assert (entry.ref, entry.field, entry.old, entry.new) == ("R1", "owner", "Intelligence", "Ann Other")
    (item,) = stored.items
    assert item == register.state().find("R1")
    assert holds(register, "R1", "owner") == "Ann Other"


def test_a_state_moved_on_by_the_answer_is_the_state_that_is_read_again(register: Register) -> None:
    state = register.state()
    acts: list[Callable[[], Stored]] = [
        lambda: put(register, "publication", "until", "2017-05-01", why="no award yet"),
        lambda: put(register, "R1", "impact", 4),
        lambda: register.add("milestone", {"title": "New", "depends_on": [state.find("M1").id]}, who="Ann"),
        lambda: put(register, "R2", "removed", True),
        lambda: register.undo(who="Ann"),
        lambda: register.redo(who="Ann"),
    ]
    for act in acts:
        stored = act()
        state = state.after(stored.items, stored.entries)
        assert state == register.state()


def test_what_was_stored_is_there_when_the_register_is_opened_again(register: Register) -> None:
    put(register, "R1", "owner", "Ann Other")
    assert Register.open(register.path).state() == register.state()


def test_a_new_item_gets_reference_programme_and_defaults(register: Register) -> None:
    (item,) = register.add("risk", {"description": "New"}, who="Ann").items
    programme = register.state().programme
    assert programme is not None
    assert isinstance(item, Risk)
    assert (item.ref, item.status, item.removed, item.programme) == ("R5", "open", False, programme.id)


def test_a_removed_item_is_kept_and_can_be_restored(register: Register) -> None:
    before = register.state().find("R2")
    put(register, "R2", "removed", True)
    assert "R2" not in [one.ref for one in register.state().risks]
    put(register, "R2", "removed", False)
    assert register.state().find("R2") == before


def test_a_removed_item_cannot_be_edited(register: Register) -> None:
    put(register, "R2", "removed", True)
    assert refused(register, edit(register, "R2", "owner", "Ann")) == (
        "R2 was removed. Restore it before you change it."
    )


def test_references_are_never_reused(register: Register) -> None:
    register.add("risk", {"description": "Fifth"}, who="Ann")
    put(register, "R5", "removed", True)
    (item,) = register.add("risk", {"description": "Sixth"}, who="Ann").items
    assert item.ref == "R6"


def test_an_undone_add_keeps_its_reference_for_itself(register: Register) -> None:
    register.add("risk", {"description": "Fifth"}, who="Ann")
    register.undo(who="Ann")
    (item,) = register.add("risk", {"description": "Sixth"}, who="Ann").items
    assert item.ref == "R6"


def test_r10_comes_after_r9(register: Register) -> None:
    refs = [register.add("risk", {"description": f"Risk {n}"}, who="Ann").items[0].ref for n in range(7)]
    assert refs == ["R5", "R6", "R7", "R8", "R9", "R10", "R11"]


def test_many_items_of_one_batch_get_references_in_their_order(register: Register) -> None:
    edits = [one for n in range(3) for one in new_item("issue", {"description": f"Issue {n}"})]
    stored = register.apply(Batch("Ann", tuple(edits)))
    assert [(one.ref, plain(one, "description")) for one in stored.items] == [
        ("I1", "Issue 0"),
        ("I2", "Issue 1"),
        ("I3", "Issue 2"),
    ]


def test_a_new_step_gets_the_next_place_in_the_same_procurement(register: Register) -> None:
    register.add("step", {"title": "Notices"}, who="Ann")
    steps = register.state().steps
    assert (steps[-1].ref, steps[-1].position, steps[-1].status) == ("S9", 9, "planned")
    assert steps[-1].procurement == steps[0].procurement


@pytest.mark.parametrize("ref", ["R1", "R²"])
def test_a_reference_that_is_taken_or_odd_is_no_fault_of_the_file(register: Register, ref: str) -> None:
    edits = new_item("risk", {"description": "Same", "ref": ref})
    if ref == "R1":
        assert "R1" in refused(register, *edits)
    else:
        register.apply(Batch("Ann", edits))
    assert register.add("risk", {"description": "Next"}, who="Ann").items[0].ref == "R5"


def test_an_item_does_not_come_back_under_a_reference_that_another_has_by_now(register: Register) -> None:
    put(register, "DD2092", "removed", True)
    register.add("decision", {"title": "Second form", "ref": "DD2092"}, who="Ann")
    gone = next(item for item in register.state() if item.ref == "DD2092" and item.removed)
    assert "DD2092" in refused(register, Edit("decision", gone.id, "removed", False))


def test_equal_values_are_no_change(register: Register) -> None:
    before = register.path.read_bytes()
    stored = put(register, "R1", "owner", "  Intelligence ")
    assert (stored.batch, stored.entries, stored.items) == (None, (), ())
    assert register.apply(Batch("Ann", ())).batch is None
    assert register.path.read_bytes() == before


def test_of_a_batch_only_what_really_changes_is_logged(register: Register) -> None:
    edits = (edit(register, "R1", "owner", "Intelligence"), edit(register, "R2", "owner", "Ann"))
    assert [(one.ref, one.field) for one in register.apply(Batch("Ann", edits)).entries] == [("R2", "owner")]


def test_the_last_of_two_edits_of_one_field_stands(register: Register) -> None:
    first, back = edit(register, "R1", "owner", "Ann"), edit(register, "R1", "owner", "Intelligence")
    register.apply(Batch("Ann", (first, back)))
    assert holds(register, "R1", "owner") == "Intelligence"
    register.apply(Batch("Ann", (back, first)))
    assert holds(register, "R1", "owner") == "Ann"


@pytest.mark.parametrize(
    ("kind", "field", "value", "sentence"),
    [
        ("risk", "impact", 9, "Impact accepts 1, 2, 3 or 4; “9” is not one of these."),
        ("risk", "status", "x", "Status accepts open, closed or occurred; “x” is not one of these."),
        ("risk", "description", " ", "Risk cannot be empty: it accepts text of up to 10,000 characters."),
        ("risk", "colour", "red", "A risk has no field “colour”."),
        ("risk", "id", "x", "A risk has no field “id”."),
        ("hazard", "owner", "Ann", "There is no kind of item called “hazard”."),
    ],
)
def test_a_refused_batch_changes_nothing_even_when_its_first_edits_were_fine(
    register: Register, kind: str, field: str, value: Plain, sentence: str
) -> None:
    fine = edit(register, "R1", "owner", "Ann")
    bad = Edit(kind, register.state().find("R2").id, field, value)
    assert refused(register, fine, *new_item("risk", {"description": "New"}), bad).startswith(sentence)
    assert len(register.history()) == len(register.changes())


def test_an_unknown_field_is_refused_with_the_names_there_are(register: Register) -> None:
    sentence = refused(register, edit(register, "R1", "colour", "red"))
    assert "description, cause, event, effect, mitigation" in sentence
    assert "removed" not in sentence


@pytest.mark.parametrize(("kind", "field"), [("\x1b[31mhazard", "owner"), ("risk", "\x1b]0;x\x07colour" + "x" * 500)])
def test_a_refusal_is_safe_to_show_whatever_was_asked_for(register: Register, kind: str, field: str) -> None:
    sentence = refused(register, Edit(kind, register.state().find("R1").id, field, "x"))
    assert sentence.isprintable()
    assert len(sentence) < 500


def test_an_item_that_is_not_there_is_refused(register: Register) -> None:
    assert "is not in this register" in refused(register, Edit("risk", "nowhere", "owner", "Ann"))


def test_a_new_item_without_what_it_needs_is_refused(register: Register) -> None:
    sentence = refused(register, *new_item("risk", {"owner": "Ann"}))
    assert sentence.startswith("A risk needs a value for description")


def test_a_value_that_somebody_else_changed_is_not_overwritten(register: Register) -> None:
    mine = edit(register, "R1", "impact", 4, seen=2)
    put(register, "R1", "impact", 3)
    before = register.path.read_bytes()
    with pytest.raises(Moved) as caught:
        register.apply(Batch("Bob", (edit(register, "R2", "owner", "Bob"), mine)))
    assert (caught.value.theirs, caught.value.mine) == ("3 Substantial", "4 Catastrophic")
    assert "Impact of R1" in caught.value.sentence
    assert "“3 Substantial”" in caught.value.sentence
    assert "“4 Catastrophic”" in caught.value.sentence
    assert register.path.read_bytes() == before


def test_what_was_changed_to_the_very_value_i_want_is_no_conflict(register: Register) -> None:
    put(register, "R1", "impact", 3)
    assert put(register, "R1", "impact", 3, seen=2).batch is None


def test_a_value_that_still_stands_may_be_replaced_by_who_saw_it(register: Register) -> None:
    put(register, "R1", "cause", "Two suppliers", seen=None)
    put(register, "R1", "cause", None, seen="Two suppliers")
    assert holds(register, "R1", "cause") is None


def test_a_conflict_over_links_names_references_and_no_ids(register: Register) -> None:
    with pytest.raises(Moved) as caught:
        put(register, "M2", "depends_on", [register.state().find("S8").id], seen=None)
    assert (caught.value.theirs, caught.value.mine) == ("M1", "S8")
    assert "“M1” now" in caught.value.sentence


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_kept_as_typed(register: Register, text: str) -> None:
    put(register, "R1", "owner", text)
    register.add("risk", {"description": text, "mitigation": text}, who=text, why=text)
    assert holds(register, "R1", "owner") == holds(register, "R5", "mitigation") == text
    assert {(one.who, one.why) for one in register.history(newest=1)} == {(text, text)}


def test_text_is_cleaned_at_the_door_in_every_place(register: Register) -> None:
    dirty, cleaned = " a\x1b[31m\u202e\ud800\x00b\n ", "ab"
    (item,) = register.add("risk", {"description": dirty, "owner": dirty}, who=dirty, why=dirty).items
    assert (plain(item, "description"), plain(item, "owner")) == (cleaned, cleaned)
    assert {(one.who, one.why) for one in register.history(item.id)} == {(cleaned, cleaned)}
    assert register.state().items[item.id] == item


def test_lines_stay_where_a_field_has_lines_and_go_where_it_has_none(register: Register) -> None:
    put(register, "R1", "mitigation", "One\r\nTwo")
    put(register, "R1", "owner", "One\r\nTwo")
    assert (holds(register, "R1", "mitigation"), holds(register, "R1", "owner")) == ("One\nTwo", "One Two")


def test_who_why_and_when_are_kept_with_every_line(path: Path) -> None:
    moment = datetime(2017, 4, 6, 9, 30, tzinfo=UTC)
    register = Register.create(path, [dd2092.first_batch("Jo")], now=lambda: moment)
    stored = put(register, "R1", "impact", 3, why="two suppliers withdrew")
    lines = register.history(newest=3)
    assert tuple(lines) == stored.entries
    assert {(one.who, one.why, one.at) for one in lines} == {
        ("Ann", "two suppliers withdrew", "2017-04-06T09:30:00.000000Z")
    }


def test_a_nameless_act_is_by_somebody_unknown(register: Register) -> None:
    register.apply(Batch(" ", (edit(register, "R1", "owner", "Ann"),)))
    assert register.people() == ["unknown", "Jo"]


@pytest.mark.parametrize(("who", "why"), [("x" * 201, ""), ("Ann", "x" * 2_001)])
def test_a_name_or_a_reason_that_is_too_long_is_refused(register: Register, who: str, why: str) -> None:
    assert "characters; at most" in refused(register, edit(register, "R1", "owner", "Ann"), who=who, why=why)


def milestone(register: Register, ref: str) -> Item:
    found = register.state().find(ref)
    assert isinstance(found, Milestone)
    return found


@pytest.mark.parametrize("target", ["nowhere", "R1"])
def test_a_link_to_an_item_that_is_missing_or_of_another_kind_is_refused(register: Register, target: str) -> None:
    wanted = register.state().find("R1").id if target == "R1" else target
    sentence = refused(register, edit(register, "M2", "depends_on", [milestone(register, "M1").id, wanted]))
    assert sentence == "Depends on of M2 names an item that is not in this register."


def test_a_link_to_another_kind_is_refused_though_that_item_is_edited_beside_it(register: Register) -> None:
    risk = edit(register, "R1", "owner", "Ann")
    refused(register, risk, edit(register, "M2", "depends_on", [risk.item]))


def test_an_item_cannot_depend_on_itself(register: Register) -> None:
    own = milestone(register, "M2").id
    assert refused(register, edit(register, "M2", "depends_on", [own])) == "M2 cannot depend on itself."


def test_a_new_item_may_be_linked_in_the_batch_that_adds_it(register: Register) -> None:
    added = new_item("milestone", {"title": "Pilot"})
    register.apply(Batch("Ann", (edit(register, "M2", "depends_on", [added[0].item]), *added)))
    assert holds(register, "M2", "depends_on") == [register.state().find("M6").id]


def test_a_step_may_move_to_a_procurement_that_the_same_batch_adds(register: Register) -> None:
    added = new_item("procurement", {"title": "Second purchase"})
    register.apply(Batch("Ann", (*added, edit(register, "S8", "procurement", added[0].item))))
    assert holds(register, "S8", "procurement") == added[0].item


def test_a_new_score_clears_the_recorded_rag_in_the_same_batch(register: Register) -> None:
    stored = put(register, "R1", "impact", 3)
    assert {(one.field, one.new) for one in stored.entries} == {
        ("impact", 3),
        ("rag_recorded", None),
        ("rag_reason", None),
    }
    assert len({one.batch for one in register.history(newest=3)}) == 1


def test_a_recorded_rag_that_is_stated_again_beside_a_new_score_stands(register: Register) -> None:
    edits = (edit(register, "R1", "impact", 3), edit(register, "R1", "rag_recorded", "A"))
    register.apply(Batch("Ann", edits, "still Amber"))
    assert (holds(register, "R1", "rag_recorded"), holds(register, "R1", "rag_reason")) == ("A", "still Amber")


def test_a_status_that_is_stated_beside_an_actual_date_stands_though_it_is_not_new(register: Register) -> None:
    edits = (edit(register, "M1", "actual", "2017-05-02"), edit(register, "M1", "status", "planned"))
    register.apply(Batch("Ann", edits))
    assert holds(register, "M1", "status") == "planned"


def test_a_whole_form_sent_again_with_one_new_value_changes_that_value_alone(register: Register) -> None:
    names = ("description", "probability", "impact", "rag_recorded", "status", "owner")
    edits = [edit(register, "R1", name, holds(register, "R1", name)) for name in names[:-1]]
    stored = register.apply(Batch("Ann", (*edits, edit(register, "R1", "owner", "Ann")), "named"))
    assert [one.field for one in stored.entries] == ["owner"]


@pytest.mark.parametrize("act", ["apply", "undo", "redo"])
def test_a_register_opened_for_reading_refuses_every_act(register: Register, act: str) -> None:
    put(register, "R1", "owner", "Ann")
    reader = Register.open(register.path, read_only=True)
    before = register.path.read_bytes()
    acts: dict[str, Callable[[], Stored]] = {
        "apply": lambda: put(reader, "R1", "owner", "Bob"),
        "undo": lambda: reader.undo(who="Ann"),
        "redo": lambda: reader.redo(who="Ann"),
    }
    with pytest.raises(Refused, match="open for reading only"):
        acts[act]()
    assert reader.state() == register.state()
    assert register.path.read_bytes() == before
