"""What happened, in one plain sentence."""

from __future__ import annotations

from db.register import Register
from loti_tui.domain.changes import Batch, Edit, Stored
from loti_tui.domain.fields import Plain
from loti_tui.domain.said import change_words, said


def told(register: Register, stored: Stored) -> str:
    return said(stored.entries, register.state(), stored.act)


def edit(register: Register, ref: str, field: str, value: Plain) -> Edit:
    item = register.state().find(ref, removed=True)
    return Edit(item.KIND, item.id, field, value)


def put(register: Register, ref: str, field: str, value: Plain, why: str = "") -> str:
    return told(register, register.apply(Batch("Ann", (edit(register, ref, field, value),), why)))


def test_an_edit_is_told_with_label_reference_and_the_value_in_words(register: Register) -> None:
    assert put(register, "R1", "owner", "Ann Other") == "Owner of R1 is now Ann Other."
    assert put(register, "M1", "forecast", "2017-06") == "Forecast of M1 is now Jun 2017."
    assert put(register, "F1", "amount", 1_250) == "Amount of F1 is now £12.50."


def test_a_new_score_tells_the_rating_and_that_the_recorded_rag_was_cleared(register: Register) -> None:
    assert put(register, "R1", "impact", 3) == (
        "Impact of R1 is now 3 Substantial, score 6, Amber; the recorded RAG was cleared."
    )


def test_a_second_new_score_has_no_recorded_rag_to_clear(register: Register) -> None:
    put(register, "R1", "impact", 3)
    assert put(register, "R1", "impact", 4) == "Impact of R1 is now 4 Catastrophic, score 8, Amber."


def test_a_score_that_is_taken_away_is_told_as_not_scored(register: Register) -> None:
    assert "not scored" in put(register, "R1", "impact", None)


def test_a_recorded_rag_is_told_with_the_score_that_it_stands_beside(register: Register) -> None:
    told = put(register, "R1", "rag_recorded", "R", why="the board says so")
    assert told.startswith("Recorded RAG of R1 is now Red")
    assert told.endswith(", score 4.")


def test_an_actual_date_is_told(register: Register) -> None:
    assert put(register, "S8", "actual", "2017-04-20").startswith("Actual of S8 is now 20 Apr 2017")


def test_a_cleared_value_is_told_as_cleared(register: Register) -> None:
    assert put(register, "R1", "owner", None) == "Owner of R1 was cleared."


def test_links_are_told_as_references(register: Register) -> None:
    step, milestone = (register.state().find(ref).id for ref in ("S8", "M3"))
    assert put(register, "M2", "depends_on", [step, milestone]) == "Depends on of M2 is now S8, M3."


def test_adding_removing_and_restoring_are_told_by_reference(register: Register) -> None:
    added = register.add("risk", {"description": "New", "probability": 1}, who="Ann")
    assert told(register, added) == "R5 was added."
    assert put(register, "R5", "removed", True) == "R5 was removed."
    assert put(register, "R5", "removed", False) == "R5 was restored."


def test_an_act_on_many_items_is_counted_and_names_the_first_six(register: Register) -> None:
    refs = [f"S{n}" for n in range(1, 8)]
    edits = tuple(edit(register, ref, "lead", "Ann") for ref in refs)
    assert told(register, register.apply(Batch("Ann", edits))) == (
        "7 values of 7 items were changed: S1, S2, S3, S4, S5, S6…."
    )


def test_what_changed_nothing_says_so(register: Register) -> None:
    assert put(register, "R1", "owner", "Intelligence") == "Nothing changed: the register holds this already."


def test_undo_and_redo_say_what_they_are(register: Register) -> None:
    put(register, "R1", "impact", 3)
    assert told(register, register.undo(who="Ann")) == "Undone. Impact of R1 is now 2 Significant, score 4, Amber."
    assert told(register, register.redo(who="Ann")) == (
        "Done again. Impact of R1 is now 3 Substantial, score 6, Amber; the recorded RAG was cleared."
    )


def test_undoing_an_add_is_told_as_a_removal(register: Register) -> None:
    register.add("risk", {"description": "New"}, who="Ann")
    assert told(register, register.undo(who="Ann")) == "Undone. R5 was removed."
    assert told(register, register.redo(who="Ann")) == "Done again. R5 was restored."


def test_a_line_of_the_log_shows_old_and_new_in_words(register: Register) -> None:
    put(register, "R1", "impact", 3)
    words = [change_words(entry) for entry in register.history(newest=3)]
    assert "Impact of R1: 2 Significant → 3 Substantial" in words
    assert "Recorded RAG of R1: Amber → Not recorded" in words


def test_a_line_of_the_log_tells_the_fate_of_an_item(register: Register) -> None:
    added = register.add("risk", {"description": "New"}, who="Ann")
    assert "R5 added" in [change_words(entry) for entry in added.entries]
    put(register, "R5", "removed", True)
    put(register, "R5", "removed", False)
    assert [change_words(entry) for entry in register.history(newest=2)] == ["R5 removed", "R5 restored"]


def test_a_long_text_is_told_shortened_in_one_line(register: Register) -> None:
    told = put(register, "R1", "mitigation", "One line\nand " + "another " * 500)
    assert "\n" not in told
    assert len(told) < 100
    assert told.endswith("….")


def test_hostile_text_is_told_as_it_was_typed(register: Register) -> None:
    assert put(register, "R1", "owner", "[/x] [bold]") == "Owner of R1 is now [/x] [bold]."
