"""The door at its edges: places and references that are handed out, conflicts over nothing, limits to the letter."""

from __future__ import annotations

import pytest

from db.register import Register
from loti_tui.domain.changes import Batch, Edit, Stored, new_item
from loti_tui.domain.fields import Plain
from loti_tui.domain.refused import Moved, Refused
from loti_tui.domain.state import plain


def edit(register: Register, ref: str, field: str, value: Plain) -> Edit:
    item = register.state().find(ref, removed=True)
    return Edit(item.KIND, item.id, field, value)


def put(register: Register, ref: str, field: str, value: Plain) -> Stored:
    return register.apply(Batch("Ann", (edit(register, ref, field, value),)))


def refused(register: Register, *edits: Edit) -> str:
    with pytest.raises(Refused) as caught:
        register.apply(Batch("Ann", edits))
    return caught.value.sentence


def moved(register: Register, ref: str, field: str, value: Plain, seen: Plain) -> Moved:
    item = register.state().find(ref)
    with pytest.raises(Moved) as caught:
        register.apply(Batch("Bob", (Edit(item.KIND, item.id, field, value, seen=seen),)))
    return caught.value


def test_a_conflict_says_where_it_is_and_what_stands_there(register: Register) -> None:
    fault = moved(register, "R1", "impact", 4, seen=3)
    assert (fault.item, fault.field, fault.stands) == (register.state().find("R1").id, "impact", 2)
    assert fault.sentence == (
        "Impact of R1 has been changed meanwhile and is “2 Significant” now. Your “4 Catastrophic” was not stored."
    )


@pytest.mark.parametrize(
    ("ref", "field", "value", "seen", "theirs", "mine"),
    [
        ("M3", "depends_on", ["M1", "M2"], ["M2"], "Not recorded", "M1, M2"),
        ("M2", "depends_on", None, ["M3"], "M1", "Not recorded"),
        ("R1", "owner", None, "Bob", "Intelligence", "Not recorded"),
    ],
)
def test_a_conflict_over_nothing_is_told_in_words(
    register: Register, ref: str, field: str, value: list[str] | None, seen: list[str] | str, theirs: str, mine: str
) -> None:
    def ids(refs: list[str] | str | None) -> Plain:
        return [register.state().find(one).id for one in refs] if isinstance(refs, list) else refs

    fault = moved(register, ref, field, ids(value), ids(seen))
    assert (fault.theirs, fault.mine) == (theirs, mine)


def test_a_conflict_over_one_link_names_its_reference(register: Register) -> None:
    register.add("procurement", {"title": "Second"}, who="Ann")
    second, first = (register.state().find(ref).id for ref in ("P2", "P1"))
    fault = moved(register, "S8", "procurement", second, seen=None)
    assert (fault.theirs, fault.mine, fault.stands) == ("P1", "P2", first)


def test_new_steps_of_one_act_follow_each_other_after_the_last_that_stands(register: Register) -> None:
    last = register.state().steps[-1]
    put(register, last.ref, "removed", True)
    edits = [one for title in ("One", "Two") for one in new_item("step", {"title": title})]
    stored = register.apply(Batch("Ann", tuple(edits)))
    assert [plain(one, "position") for one in stored.items] == [last.position, (last.position or 0) + 1]
    assert [one.ref for one in stored.items] == ["S9", "S10"]


def test_the_first_step_of_a_register_has_the_first_place(register: Register) -> None:
    for step in register.state().steps:
        put(register, step.ref, "position", None)
    assert plain(register.add("step", {"title": "First"}, who="Ann").items[0], "position") == 1


def test_a_place_that_its_author_names_is_kept(register: Register) -> None:
    (step,) = register.add("step", {"title": "Early", "position": 0}, who="Ann").items
    assert plain(step, "position") == 0


def test_a_new_item_belongs_to_what_stands_and_not_to_what_was_removed(register: Register) -> None:
    register.add("procurement", {"title": "Second"}, who="Ann")
    put(register, "P1", "removed", True)
    (step,) = register.add("step", {"title": "Notices"}, who="Ann").items
    assert plain(step, "procurement") == register.state().find("P2").id


def test_a_new_item_belongs_to_the_first_by_reference_unless_its_author_says_otherwise(register: Register) -> None:
    second = register.add("procurement", {"title": "Second"}, who="Ann").items[0].id
    steps = [
        register.add("step", {"title": "Any", **named}, who="Ann").items[0] for named in ({}, {"procurement": second})
    ]
    assert [plain(step, "procurement") for step in steps] == [register.state().find("P1").id, second]


def test_in_an_empty_register_a_new_item_belongs_to_what_the_same_act_adds_before_it(register: Register) -> None:
    empty = Register.create(register.path.with_name("empty.loti"))
    (alone,) = empty.add("risk", {"description": "Before there is a programme"}, who="Ann").items
    programme = new_item("programme", {"title": "Board"})
    stored = empty.apply(Batch("Ann", (*programme, *new_item("risk", {"description": "New"}))))
    assert plain(alone, "programme") is None
    assert plain(stored.items[1], "programme") == programme[0].item


def test_two_items_of_one_act_cannot_have_one_reference(register: Register) -> None:
    edits = [one for _ in range(2) for one in new_item("risk", {"description": "New", "ref": "R7"})]
    assert refused(register, *edits) == "There is another risk with the reference R7. Nothing was changed."


def test_items_of_two_kinds_may_have_one_reference(register: Register) -> None:
    (issue,) = register.add("issue", {"description": "New", "ref": "R1"}, who="Ann").items
    assert issue.ref == "R1"


def test_a_reference_that_one_item_leaves_another_may_take_in_the_same_act(register: Register) -> None:
    register.apply(Batch("Ann", (edit(register, "R1", "ref", "R9"), edit(register, "R2", "ref", "R1"))))
    assert [one.ref for one in register.state().risks] == ["R1", "R3", "R4", "R9"]


def test_numbers_go_on_after_the_highest_whatever_odd_references_there_are(register: Register) -> None:
    for ref in ("R40", "R41b", "X99", "R٥"):
        register.add("risk", {"description": "Odd", "ref": ref}, who="Ann")
    assert register.add("risk", {"description": "Next"}, who="Ann").items[0].ref == "R41"


def test_an_item_that_is_not_there_is_named_by_its_kind(register: Register) -> None:
    gone = Edit("risk", "nowhere", "owner", "Ann")
    assert refused(register, gone) == ("The risk that this change is for is not in this register. Nothing was changed.")
    assert refused(register, gone, Edit("risk", "nowhere", "removed", True)) == refused(register, gone)


def test_a_new_item_that_is_refused_is_told_by_its_reference_or_its_kind(register: Register) -> None:
    edits = new_item("milestone", {"title": "New", "depends_on": ["nowhere"], "ref": "M9"})
    assert refused(register, *edits) == "Depends on of M9 names an item that is not in this register."
    assert refused(register, *new_item("risk", {"owner": "Ann"})) == (
        "A risk needs a value for description: it accepts text of up to 10,000 characters."
    )


@pytest.mark.parametrize(("who", "why"), [("x" * 200, ""), ("Ann", "x" * 2_000)])
def test_a_name_and_a_reason_may_be_as_long_as_their_limit(register: Register, who: str, why: str) -> None:
    register.apply(Batch(who, (edit(register, "R1", "owner", "Ann"),), why))
    assert [(one.who, one.why) for one in register.history(newest=1)] == [(who, why)]


@pytest.mark.parametrize(
    ("who", "why", "sentence"),
    [
        ("x" * 201, "", "The name has 201 characters; at most 200 are accepted."),
        ("Ann", "x" * 2_001, "The reason has 2,001 characters; at most 2,000 are accepted."),
    ],
)
def test_over_its_limit_it_is_named_and_counted(register: Register, who: str, why: str, sentence: str) -> None:
    with pytest.raises(Refused) as caught:
        register.apply(Batch(who, (edit(register, "R1", "owner", "Ann"),), why))
    assert caught.value.sentence == sentence


def test_a_removed_item_may_be_restored_and_edited_in_one_act(register: Register) -> None:
    put(register, "R2", "removed", True)
    register.apply(Batch("Ann", (edit(register, "R2", "removed", False), edit(register, "R2", "owner", "Ann"))))
    assert plain(register.state().find("R2"), "owner") == "Ann"


def test_the_last_word_on_a_new_item_stands_too(register: Register) -> None:
    first, *rest = new_item("risk", {"description": "New", "owner": "Ann"})
    again = Edit("risk", first.item, "owner", "Bob")
    (item,) = register.apply(Batch("Ann", (first, *rest, again))).items
    assert plain(item, "owner") == "Bob"


@pytest.mark.parametrize(
    ("kind", "values", "field", "value"),
    [
        ("risk", {"description": "New", "status": "closed"}, "status", "closed"),
        ("step", {"title": "New", "status": "started"}, "status", "started"),
        ("publication", {"deferred": True, "part2": True}, "deferred", True),
    ],
)
def test_what_the_author_of_a_new_item_names_is_kept_where_there_is_a_default(
    register: Register, kind: str, values: dict[str, Plain], field: str, value: Plain
) -> None:
    (item,) = register.add(kind, values, who="Ann").items
    assert plain(item, field) == value
