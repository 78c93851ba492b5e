"""Undo and redo are read from the log alone: across restarts, a batch at a time, and never over somebody's work."""

from __future__ import annotations

import pytest

from db.register import Register
from loti_tui.domain.changes import Act, Batch, Edit, Stored
from loti_tui.domain.fields import Plain
from loti_tui.domain.refused import Moved, NothingToDo, Refused
from loti_tui.domain.state import plain


def edit(register: Register, ref: str, field: str, value: Plain) -> Edit:
    item = register.state().find(ref, removed=True)
    return Edit(item.KIND, item.id, field, value)


def put(register: Register, ref: str, field: str, value: Plain, who: str = "Ann", why: str = "") -> Stored:
    return register.apply(Batch(who, (edit(register, ref, field, value),), why))


def holds(register: Register, ref: str, *fields: str) -> list[Plain]:
    item = register.state().find(ref, removed=True)
    return [plain(item, field) for field in fields]


def standing(register: Register) -> list[str]:
    return [one.ref for one in register.state().risks]


def test_the_seed_cannot_be_undone(register: Register) -> None:
    before = register.path.read_bytes()
    for of in (None, "Jo"):
        with pytest.raises(NothingToDo, match=r"^There is nothing to undo\.$"):
            register.undo(who="Jo", of=of)
    assert register.path.read_bytes() == before


def test_there_is_nothing_to_redo_before_an_undo(register: Register) -> None:
    put(register, "R1", "owner", "Ann")
    with pytest.raises(NothingToDo, match=r"There is nothing to redo\."):
        register.redo(who="Ann")


def test_undo_and_redo_go_on_across_reopening(register: Register) -> None:
    start = register.state()
    put(register, "R1", "owner", "Ann")
    one = register.state()
    put(register, "R1", "owner", "Bob")
    two = register.state()
    for act, expected in (("undo", one), ("undo", start), ("redo", one), ("redo", two), ("undo", one)):
        opened = Register.open(register.path)
        getattr(opened, act)(who="Ann")
        assert opened.state() == expected


def test_undo_and_redo_come_to_an_end(register: Register) -> None:
    put(register, "R1", "owner", "Ann")
    register.undo(who="Ann")
    with pytest.raises(NothingToDo):
        register.undo(who="Ann")
    register.redo(who="Ann")
    with pytest.raises(NothingToDo):
        register.redo(who="Ann")


def test_an_undo_is_a_new_batch_and_takes_nothing_out_of_the_log(register: Register) -> None:
    put(register, "R1", "owner", "Ann")
    log = register.history()
    stored = register.undo(who="Bob")
    assert register.history()[: len(log)] == log
    (line,) = register.history()[len(log) :]
    assert (line.who, line.act, line.old, line.new) == ("Bob", Act.UNDO, "Ann", "Intelligence")
    assert stored.act is Act.UNDO


def test_a_bulk_edit_is_one_step(register: Register) -> None:
    before = register.state()
    register.apply(Batch("Ann", tuple(edit(register, ref, "owner", "Ann") for ref in ("R1", "R2", "R3", "M1"))))
    after = register.state()
    register.undo(who="Ann")
    assert register.state() == before
    register.redo(who="Ann")
    assert register.state() == after


def test_undoing_an_add_hides_the_item_and_redo_brings_it_back(register: Register) -> None:
    values: dict[str, Plain] = {"description": "New", "probability": 3, "impact": 3, "owner": "Ann"}
    (item,) = register.add("risk", values, who="Ann").items
    register.undo(who="Ann")
    assert standing(register) == ["R1", "R2", "R3", "R4"]
    assert register.state().items[item.id].removed
    register.redo(who="Ann")
    assert register.state().find("R5") == item


def test_undoing_a_removal_brings_the_item_back(register: Register) -> None:
    before = register.state()
    put(register, "R2", "removed", True)
    register.undo(who="Ann")
    assert register.state() == before


def test_undoing_an_act_that_edited_and_removed_an_item_brings_back_both(register: Register) -> None:
    before = register.state()
    edits = (edit(register, "R2", "owner", "Ann"), edit(register, "R2", "removed", True))
    register.apply(Batch("Ann", edits))
    register.undo(who="Ann")
    assert register.state() == before


def test_undo_restores_the_recorded_rag_that_a_new_score_cleared(register: Register) -> None:
    judgement = ("impact", "rag_recorded", "rag_reason")
    before = holds(register, "R1", *judgement)
    put(register, "R1", "impact", 3)
    assert holds(register, "R1", *judgement) == [3, None, None]
    register.undo(who="Ann")
    assert holds(register, "R1", *judgement) == before == [2, "A", "As stated in DD2092, section 4a"]
    register.redo(who="Ann")
    assert holds(register, "R1", *judgement) == [3, None, None]


def test_undo_of_an_actual_date_restores_the_status(register: Register) -> None:
    put(register, "M1", "actual", "2017-05-02")
    assert holds(register, "M1", "actual", "status") == ["2017-05-02", "done"]
    register.undo(who="Ann")
    assert holds(register, "M1", "actual", "status") == [None, "planned"]


def test_undo_of_a_deferral_keeps_every_date_in_its_history(register: Register) -> None:
    put(register, "publication", "until", "2017-05-01", why="not finished")
    register.undo(who="Ann")
    assert holds(register, "publication", "until") == ["2017-03-31"]
    assert [one.new for one in register.state().deferrals] == ["2017-03-31", "2017-05-01", "2017-03-31"]


def test_undo_restores_links(register: Register) -> None:
    before = register.state()
    put(register, "M2", "depends_on", None)
    register.undo(who="Ann")
    assert register.state() == before


def test_an_edit_after_an_undo_ends_the_redo(register: Register) -> None:
    put(register, "R1", "owner", "Ann")
    register.undo(who="Ann")
    put(register, "R2", "owner", "Ann")
    with pytest.raises(NothingToDo):
        register.redo(who="Ann")


def test_an_edit_that_changed_nothing_does_not_end_the_redo(register: Register) -> None:
    put(register, "R1", "owner", "Ann")
    register.undo(who="Ann")
    put(register, "R2", "owner", "Intelligence")
    register.redo(who="Ann")
    assert holds(register, "R1", "owner") == ["Ann"]


def test_undo_goes_on_before_an_edit_that_was_undone(register: Register) -> None:
    put(register, "R1", "owner", "First")
    put(register, "R2", "owner", "Second")
    register.undo(who="Ann")
    put(register, "R3", "owner", "Third")
    register.undo(who="Ann")
    register.undo(who="Ann")
    assert [holds(register, ref, "owner") for ref in ("R1", "R2", "R3")] == [["Intelligence"]] * 3


def test_undo_takes_back_the_newest_act_of_anybody(register: Register) -> None:
    put(register, "R1", "owner", "Ann")
    put(register, "R2", "owner", "Bob", who="Bob")
    register.undo(who="Ann")
    assert [holds(register, ref, "owner") for ref in ("R1", "R2")] == [["Ann"], ["Intelligence"]]


def test_a_persons_undo_leaves_other_peoples_acts_alone(register: Register) -> None:
    put(register, "R1", "owner", "Ann")
    put(register, "R2", "owner", "Bob", who="Bob")
    register.undo(who="Ann", of="Ann")
    assert [holds(register, ref, "owner") for ref in ("R1", "R2")] == [["Intelligence"], ["Bob"]]
    with pytest.raises(NothingToDo, match=r"^Nothing of Ann's is left to undo\. .* is Bob's") as caught:
        register.undo(who="Ann", of="Ann")
    assert caught.value.others


def test_a_persons_redo_is_not_ended_by_other_peoples_acts(register: Register) -> None:
    put(register, "R1", "owner", "Ann")
    register.undo(who="Ann", of="Ann")
    put(register, "R2", "owner", "Bob", who="Bob")
    register.redo(who="Ann", of="Ann")
    assert [holds(register, ref, "owner") for ref in ("R1", "R2")] == [["Ann"], ["Bob"]]


def moved(register: Register, act: str, who: str) -> Moved:
    """How undo or redo is refused; the file is the same afterwards, byte for byte."""
    before = register.path.read_bytes()
    with pytest.raises(Moved) as caught:
        getattr(register, act)(who=who, of=who)
    assert register.path.read_bytes() == before
    return caught.value


def test_undo_is_refused_where_the_field_moved_since_and_names_both_values(register: Register) -> None:
    edits = (edit(register, "R2", "owner", "Ann"), edit(register, "R1", "impact", 3))
    register.apply(Batch("Ann", edits))
    put(register, "R1", "impact", 4, who="Bob")
    fault = moved(register, "undo", "Ann")
    assert (fault.theirs, fault.mine) == ("4 Catastrophic", "2 Significant")
    assert fault.sentence.startswith("Not undone: Impact of R1")
    assert "“4 Catastrophic”" in fault.sentence
    assert "“2 Significant”" in fault.sentence
    assert holds(register, "R2", "owner") == ["Ann"]


def test_redo_is_refused_where_the_field_moved_since_and_names_both_values(register: Register) -> None:
    put(register, "R1", "owner", "Ann")
    register.undo(who="Ann", of="Ann")
    put(register, "R1", "owner", "Bob", who="Bob")
    fault = moved(register, "redo", "Ann")
    assert (fault.theirs, fault.mine) == ("Bob", "Ann")
    assert fault.sentence.startswith("Not redone: Owner of R1")


@pytest.mark.parametrize(("field", "value"), [("description", "Theirs"), ("owner", "Bob")], ids=["changed", "filled"])
def test_an_item_is_not_taken_away_from_under_what_somebody_put_into_it(
    register: Register, field: str, value: str
) -> None:
    register.add("risk", {"description": "New"}, who="Ann")
    put(register, "R5", field, value, who="Bob")
    fault = moved(register, "undo", "Ann")
    assert fault.theirs == value
    assert "R5 was changed after it was added" in fault.sentence
    assert standing(register)[-1] == "R5"


def test_undo_goes_past_an_act_whose_values_somebody_put_back(register: Register) -> None:
    put(register, "R1", "owner", "Ann")
    put(register, "R2", "owner", "Ann")
    put(register, "R2", "owner", "Intelligence", who="Bob")
    register.undo(who="Ann", of="Ann")
    register.undo(who="Ann", of="Ann")
    assert [holds(register, ref, "owner") for ref in ("R1", "R2")] == [["Intelligence"]] * 2


def test_undo_brings_the_log_and_the_tables_to_the_same(register: Register) -> None:
    put(register, "R1", "impact", 3)
    put(register, "R1", "impact", 4)
    register.undo(who="Ann")
    line = register.history(newest=1)[0]
    assert (line.field, line.old, line.new) == ("impact", 4, 3)
    replaced = {earlier for change in register.changes() for earlier in change.after}
    ends = [one for one in register.changes() if one.id not in replaced]
    assert len({(one.kind, one.item, one.field) for one in ends}) == len(ends)


# -- any act of the history ------------------------------------------------------------------------------------------


def batch_of(stored: Stored) -> str:
    assert stored.batch
    return stored.batch


def test_any_act_is_undone_whatever_came_after_it(register: Register) -> None:
    first = put(register, "R1", "owner", "Ann")
    put(register, "R2", "owner", "Bob", who="Bob")
    stored = register.undo(who="Cy", batch=batch_of(first))
    assert [holds(register, ref, "owner") for ref in ("R1", "R2")] == [["Intelligence"], ["Bob"]]
    assert (stored.act, stored.entries[0].who) == (Act.UNDO, "Cy")


def test_an_act_is_done_again_from_the_history_though_something_was_edited_since(register: Register) -> None:
    first = batch_of(put(register, "R1", "owner", "Ann"))
    undone = batch_of(register.undo(who="Ann", batch=first))
    for way in ("redo of the edit", "redo of the undo", "undo of the undo"):
        put(register, "R2", "owner", way)
        step = register.undo if way.startswith("undo") else register.redo
        assert step(who="Ann", batch=first if way.endswith("edit") else undone).act is Act.REDO
        assert holds(register, "R1", "owner") == ["Ann"]
        undone = batch_of(register.undo(who="Ann", batch=first))


def test_a_redo_that_is_taken_back_undoes_its_edit_once_more(register: Register) -> None:
    first = batch_of(put(register, "R1", "owner", "Ann"))
    register.undo(who="Ann")
    redone = batch_of(register.redo(who="Ann"))
    assert register.undo(who="Bob", batch=redone).act is Act.UNDO
    assert holds(register, "R1", "owner") == ["Intelligence"]
    register.redo(who="Bob", batch=first)
    assert holds(register, "R1", "owner") == ["Ann"]


def test_what_cannot_be_taken_back_or_done_again_is_said_and_nothing_is_written(register: Register) -> None:
    start = register.acts()[0].id
    edit_ = batch_of(put(register, "R1", "owner", "Ann"))
    undo_ = batch_of(register.undo(who="Bob", batch=edit_))
    before = register.path.read_bytes()
    for step, batch, words in (
        (register.undo, start, "The making of the register cannot be undone."),
        (register.undo, edit_, "That was undone already, by Bob on "),
        (register.redo, start, "nothing to do again"),
    ):
        with pytest.raises(NothingToDo, match=words):
            step(who="Ann", batch=batch)
    with pytest.raises(Refused, match="There is no such act"):
        register.undo(who="Ann", batch="no-such-act")
    assert register.path.read_bytes() == before
    redo_ = batch_of(register.undo(who="Cy", batch=undo_))
    with pytest.raises(NothingToDo, match="That was taken back already, by Cy on "):
        register.undo(who="Ann", batch=undo_)
    for batch in (edit_, undo_, redo_):
        with pytest.raises(NothingToDo, match="nothing to do again"):
            register.redo(who="Ann", batch=batch)


@pytest.mark.parametrize("again", [False, True], ids=["undo", "redo"])
def test_an_act_whose_field_moved_since_is_refused_with_both_values(register: Register, again: bool) -> None:
    first = batch_of(put(register, "R1", "owner", "Ann"))
    if again:
        register.undo(who="Ann", batch=first)
    put(register, "R1", "owner", "Bob", who="Bob")
    before = register.path.read_bytes()
    with pytest.raises(Moved, match=r"^Not (un|re)done: Owner of R1 .* “Bob” now") as caught:
        (register.redo if again else register.undo)(who="Ann", batch=first)
    assert (caught.value.theirs, caught.value.mine) == ("Bob", "Ann" if again else "Intelligence")
    assert register.path.read_bytes() == before


def test_an_edit_of_an_item_that_was_removed_since_is_refused(register: Register) -> None:
    first = put(register, "R1", "owner", "Ann")
    put(register, "R1", "removed", True)
    with pytest.raises(Refused, match=r"^Not undone: R1 was removed"):
        register.undo(who="Ann", batch=batch_of(first))


def test_adding_an_item_that_was_removed_since_is_refused_in_plain_words(register: Register) -> None:
    added = register.add("risk", {"description": "New"}, who="Ann")
    put(register, "R5", "removed", True, who="Bob")
    with pytest.raises(Moved, match=r"^Not undone: R5 was removed since it was added\.$"):
        register.undo(who="Ann", batch=batch_of(added))


def test_a_bulk_edit_is_one_step_from_the_history_and_across_restarts(register: Register) -> None:
    before = register.state()
    bulk = register.apply(Batch("Ann", tuple(edit(register, ref, "owner", "Ann") for ref in ("R1", "R2", "M1"))))
    after = register.state()
    again = Register.open(register.path)
    again.undo(who="Bob", batch=batch_of(bulk))
    assert again.state() == before
    third = Register.open(register.path)
    third.redo(who="Cy", batch=batch_of(bulk))
    assert third.state() == after
