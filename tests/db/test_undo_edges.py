"""What a refused undo says, to the letter: whose value stands, and which was not put back."""

from __future__ import annotations

import pytest

from db.register import Register
from loti_tui.domain.changes import Act, Batch, Edit, Stored
from loti_tui.domain.fields import Plain
from loti_tui.domain.refused import Moved, NothingToDo, Refused
from loti_tui.domain.state import plain


def put(register: Register, ref: str, field: str, value: Plain, who: str = "Ann") -> Stored:
    item = register.state().find(ref, removed=True)
    return register.apply(Batch(who, (Edit(item.KIND, item.id, field, value),)))


def batch_of(stored: Stored) -> str:
    assert stored.batch is not None
    return stored.batch


def test_an_added_item_that_was_changed_since_is_told_with_both_values(register: Register) -> None:
    register.add("risk", {"description": "New"}, who="Ann")
    put(register, "R5", "description", "Theirs", who="Bob")
    with pytest.raises(Moved) as caught:
        register.undo(who="Ann", of="Ann")
    assert (caught.value.theirs, caught.value.mine) == ("Theirs", "New")
    assert caught.value.sentence == (
        "Not undone: R5 was changed after it was added: Risk was “New” and is “Theirs” now. It was left as it is; "
        "remove it if it should go."
    )


def test_a_link_that_was_put_in_since_is_told_by_reference(register: Register) -> None:
    (added,) = register.add("milestone", {"title": "New"}, who="Ann").items
    put(register, added.ref, "depends_on", [register.state().find(ref).id for ref in ("M1", "S8")], who="Bob")
    with pytest.raises(Moved) as caught:
        register.undo(who="Ann", of="Ann")
    assert (caught.value.theirs, caught.value.mine) == ("M1, S8", "Not recorded")


def test_an_added_item_that_was_removed_since_is_told_as_removed(register: Register) -> None:
    added = register.add("risk", {"description": "New"}, who="Ann")
    put(register, "R5", "removed", True, who="Bob")
    with pytest.raises(Moved) as caught:
        register.undo(who="Ann", batch=batch_of(added))
    assert (caught.value.theirs, caught.value.mine) == ("Removed", "Added")


def test_every_answer_of_no_is_a_whole_sentence(register: Register) -> None:
    edit = batch_of(put(register, "R1", "owner", "Ann"))
    start = register.acts()[-1].id
    with pytest.raises(NothingToDo, match=r"^There is nothing to redo\.$"):
        register.redo(who="Ann")
    with pytest.raises(NothingToDo, match=r"^That stands as it was done: there is nothing to do again\.$"):
        register.redo(who="Ann", batch=edit)
    with pytest.raises(NothingToDo, match=r"^The making of the register cannot be undone\.$"):
        register.undo(who="Ann", batch=start)
    with pytest.raises(
        Refused, match=r"^There is no such act in the history of this register\. Nothing was changed\.$"
    ):
        register.undo(who="Ann", batch="nowhere")
    with pytest.raises(NothingToDo) as caught:
        register.undo(who="Bob", of="Bob")
    assert caught.value.others
    assert caught.value.sentence == (
        "Nothing of Bob's is left to undo. The newest change is Ann's; undo again to take it back."
    )
    register.undo(who="Ann")
    with pytest.raises(NothingToDo, match=r"^There is nothing to undo\.$") as empty:
        register.undo(who="Bob", of="Bob")
    assert not empty.value.others


def test_what_was_undone_twice_is_said_of_whom_who_did_it_last(register: Register) -> None:
    edit = batch_of(put(register, "R1", "owner", "Ann"))
    register.undo(who="Bob", batch=edit)
    redone = batch_of(register.redo(who="Cy", batch=edit))
    register.undo(who="Di", batch=edit)
    with pytest.raises(NothingToDo, match="That was undone already, by Di on "):
        register.undo(who="Ann", batch=edit)
    with pytest.raises(NothingToDo, match="That was undone already, by Di on "):
        register.undo(who="Ann", batch=redone)


def test_each_reversal_says_what_it_reversed_and_by_whom(register: Register) -> None:
    edit = batch_of(put(register, "R1", "owner", "Ann"))
    undone = register.undo(who="Bob")
    redone = register.redo(who="Cy", of="Bob")
    assert (undone.act, redone.act) == (Act.UNDO, Act.REDO)
    newest, middle, _ = register.acts()[:3]
    assert (newest.who, newest.act, newest.undoes) == ("Cy", "redo", undone.batch)
    assert (middle.who, middle.act, middle.undoes) == ("Bob", "undo", edit)


@pytest.mark.parametrize(("field", "value"), [("owner", "Ann"), ("owner", None), ("cause", "Two suppliers")])
def test_an_act_that_restored_and_edited_an_item_is_undone_and_redone_whole(
    register: Register, field: str, value: str | None
) -> None:
    before = register.state().find("R1")
    put(register, "R1", "removed", True)
    edits = Edit("risk", before.id, "removed", False), Edit("risk", before.id, field, value)
    register.apply(Batch("Ann", edits))
    register.undo(who="Ann")
    gone = register.state().find("R1", removed=True)
    assert gone.removed
    assert plain(gone, field) == plain(before, field)
    register.redo(who="Ann")
    assert plain(register.state().find("R1"), field) == value


@pytest.mark.parametrize(("field", "value"), [("owner", "Ann"), ("owner", None), ("cause", "Two suppliers")])
def test_an_act_that_edited_and_removed_an_item_is_undone_and_redone_whole(
    register: Register, field: str, value: str | None
) -> None:
    before = register.state().find("R1")
    register.apply(Batch("Ann", (Edit("risk", before.id, field, value), Edit("risk", before.id, "removed", True))))
    register.undo(who="Ann")
    assert register.state().find("R1") == before
    register.redo(who="Ann")
    gone = register.state().find("R1", removed=True)
    assert (gone.removed, plain(gone, field)) == (True, value)


def test_a_persons_own_new_edit_ends_their_redo_and_nobody_elses_does(register: Register) -> None:
    put(register, "R1", "owner", "Ann", who="Ann")
    register.undo(who="Ann", of="Ann")
    put(register, "R2", "owner", "Bob", who="Bob")
    assert register.redo(who="Ann", of="Ann").entries[0].new == "Ann"
    register.undo(who="Ann", of="Ann")
    put(register, "R3", "owner", "Ann", who="Ann")
    with pytest.raises(NothingToDo, match=r"^There is nothing to redo\.$"):
        register.redo(who="Ann", of="Ann")
