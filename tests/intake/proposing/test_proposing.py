"""What a file says against the register: what would be added, changed and removed, and what is left to a person."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from loti_tui.domain.changes import Batch, Edit
from loti_tui.intake.applying import Decisions, batch
from loti_tui.intake.place import Place
from loti_tui.intake.proposal import Way
from loti_tui.intake.taken import Notice, Value, What
from tests.conftest import TODAY
from tests.intake.proposing.conftest import Board, found, taken

LATE = "The selected provider fails to meet planned delivery timescales"
WORK = "The selected provider fails to work effectively with GLA resources"


def doubtful(raw: str, *candidates: int) -> Value:
    return Value(None, raw, Place(line=63, column=3), f"“{raw}” can be read in several ways.", candidates)


def test_what_is_new_is_added_with_all_that_the_file_has(board: Board) -> None:
    file = taken(found("risk", description="Boroughs leave", probability=3, impact=2, rag_recorded="R", owner="Ana"))
    (proposal,) = board.look(file).proposals
    assert (proposal.way, proposal.key, proposal.accepted) == (Way.ADD, "R5", True)
    board.bring(file)
    (risk,) = [one for one in board.register.state().risks if one.ref == "R5"]
    assert (risk.probability, risk.impact, risk.rag_recorded, risk.owner) == (3, 2, "R", "Ana")
    assert risk.rag_reason == "From board.csv."


def test_bringing_in_the_same_again_changes_nothing(board: Board) -> None:
    file = taken(found("risk", description="Boroughs leave", probability=3), found("milestone", title="Report"))
    assert board.bring(file) is not None
    before = board.register.path.read_bytes()
    again = board.look(file)
    assert (again.proposals, again.unchanged) == ((), 2)
    assert board.bring(file) is None
    assert board.register.path.read_bytes() == before


def test_one_undo_takes_all_of_it_back_and_bringing_it_in_once_more_restores_the_same_items(blank: Board) -> None:
    file = taken(
        found("decision", ref="DD2178", title="Another study", ceiling=500),
        found("risk", description=LATE, probability=2),
        found("milestone", title="Report", baseline="2017-11"),
    )
    before = blank.register.state().of("programme")
    blank.bring(file)
    assert blank.register.state().of("programme")[0].title_words == "Another study"
    blank.register.undo(who="Jo")
    state = blank.register.state()
    assert state.of("programme") == before
    assert [one.KIND for one in state if not one.removed] == ["programme", "matrix"]
    assert all(one.accepted for one in blank.look(file).proposals)
    blank.bring(file)
    assert blank.texts() == [("R1", LATE)]
    assert blank.texts("decision") == [("DD2178", "Another study")]
    assert len(blank.register.state().sources) == 1
    assert blank.look(file).proposals == ()


def test_a_recorded_rag_that_the_file_states_beside_a_new_score_survives(board: Board) -> None:
    file = taken(found("risk", description=LATE, probability=4, impact=2, rag_recorded="A"))
    (proposal,) = board.look(file).proposals
    assert set(proposal.values) == {"probability"}
    stored = board.bring(file)
    assert stored is not None
    fields = [one.field for one in stored.entries if one.kind == "risk"]
    assert fields == ["probability", "rag_reason"]
    assert board.register.state().risks[0].rag_recorded == "A"
    assert board.look(file).proposals == ()


def test_a_new_score_alone_clears_the_recorded_rag_and_that_is_said_before(board: Board) -> None:
    file = taken(found("risk", description=LATE, probability=4))
    assert any("recorded RAG of R1 would be cleared" in one.sentence for one in board.look(file).notices)
    board.bring(file)
    assert board.register.state().risks[0].rag_recorded is None


def test_a_value_in_doubt_is_carried_and_not_stored_until_a_person_has_chosen(board: Board) -> None:
    file = taken(found("risk", description="Boroughs leave", probability=doubtful("l", 1), impact=2))
    (proposal,) = board.look(file).proposals
    assert proposal.open["probability"].candidates == (1,)
    board.bring(file)
    state = board.register.state()
    risk = state.risks[-1]
    assert (risk.probability, risk.impact) == (None, 2)
    assert state.sources[0].doubts == f"{risk.id} probability l"
    again = board.look(file)
    assert [set(one.values) for one in again.proposals] == [{"probability"}]
    assert board.bring(file) is None
    board.bring(file, Decisions(instead={("R5", "probability"): 1}))
    state = board.register.state()
    assert state.risks[-1].probability == 1
    assert state.sources[0].doubts is None
    assert board.look(file).proposals == ()


def test_what_was_chosen_at_once_is_stored_with_the_rest(board: Board) -> None:
    file = taken(found("risk", description="Boroughs leave", probability=doubtful("l", 1)))
    board.bring(file, Decisions(instead={("R5", "probability"): 3}))
    assert board.register.state().risks[-1].probability == 3
    assert board.register.state().sources[0].doubts is None
    assert board.look(file).proposals == ()  # a person has looked at that value, whatever it was


def test_a_value_that_the_register_would_not_take_is_in_doubt_and_the_rest_is_not_lost(board: Board) -> None:
    file = taken(found("risk", description="Boroughs leave", probability=7, owner="Ana"))
    proposed = board.look(file)
    assert "probability" in proposed.proposals[0].open
    assert any(one.what is What.DOUBTED and "1, 2, 3 or 4" in one.sentence for one in proposed.notices)
    board.bring(file)
    assert (board.register.state().risks[-1].probability, board.register.state().risks[-1].owner) == (None, "Ana")


def test_what_is_missing_in_a_complete_file_is_proposed_to_go_and_stays_unless_somebody_says_so(board: Board) -> None:
    kept = [found("risk", line, ref=ref, description=words) for line, (ref, words) in enumerate(board.texts()[:3], 2)]
    file = taken(*kept, complete=frozenset({"risk"}))
    (proposal,) = board.look(file).proposals
    assert (proposal.way, proposal.key, proposal.accepted) == (Way.REMOVE, "R4", False)
    assert board.bring(file) is None
    board.bring(file, Decisions(accepted=frozenset({"R4"})))
    assert [ref for ref, _ in board.texts()] == ["R1", "R2", "R3"]


def test_an_empty_cell_of_a_foreign_file_clears_nothing_and_one_of_our_own_does(board: Board) -> None:
    (risk, *_) = board.register.state().risks
    theirs = taken(found("risk", description=LATE, owner=None))
    looked = board.look(theirs)
    assert looked.proposals == ()
    assert any("owner" in one.sentence for one in looked.notices)
    board.bring(taken(found("risk", id=risk.id, description=LATE, owner=None), layout="pack"))
    assert board.register.state().risks[0].owner is None


def test_a_value_as_it_was_when_the_file_was_made_is_no_change_though_the_register_moved_on(board: Board) -> None:
    base = board.register.state()
    risk = base.risks[0]
    board.register.apply(Batch("Ana", (Edit("risk", risk.id, "owner", "Ana"),)))
    cells: dict[str, Any] = {"description": LATE, "owner": "Intelligence", "impact": 3}
    file = taken(found("risk", id=risk.id, **cells), layout="pack")
    (proposal,) = board.look(file, base).proposals
    assert set(proposal.values) == {"impact"}
    board.bring(file, base=base)
    now = board.register.state().risks[0]
    assert (now.owner, now.impact) == ("Ana", 3)


def test_what_both_changed_is_apart_from_the_rest_and_not_done_unasked(board: Board) -> None:
    base = board.register.state()
    risk = base.risks[0]
    board.register.apply(Batch("Ana", (Edit("risk", risk.id, "owner", "Ana"),)))
    cells: dict[str, Any] = {"description": LATE, "owner": "Bo", "response": "treat"}
    file = taken(found("risk", id=risk.id, **cells), layout="pack")
    first, second = board.look(file, base).proposals
    assert (set(first.values), first.accepted, first.key) == ({"response"}, True, "R1")
    assert (set(second.values), second.accepted, second.key) == ({"owner"}, False, "R1+")
    assert "too" in second.why
    board.bring(file, Decisions(accepted=frozenset({"R1+"})), base)
    assert board.register.state().risks[0].owner == "Bo"


def test_what_people_changed_since_the_same_file_was_brought_in_is_not_taken_back_unasked(board: Board) -> None:
    file = taken(found("risk", description="Boroughs leave", owner="Ana"))
    board.bring(file)
    risk = board.register.state().risks[-1]
    board.register.apply(Batch("Bo", (Edit("risk", risk.id, "owner", "Bo"),)))
    (proposal,) = board.look(file).proposals
    assert not proposal.accepted
    assert "brought in on" in proposal.why
    assert board.bring(file) is None
    board.register.apply(Batch("Bo", (Edit("risk", risk.id, "removed", True),)))
    (proposal,) = board.look(file).proposals
    assert (proposal.way, proposal.item, proposal.accepted) == (Way.ADD, risk.id, False)


def test_what_was_removed_comes_back_only_when_somebody_says_so_and_as_the_same_item(board: Board) -> None:
    risk = board.register.state().risks[1]
    board.register.apply(Batch("Bo", (Edit("risk", risk.id, "removed", True),), "entered twice"))
    file = taken(found("risk", description=WORK, probability=4))
    (proposal,) = board.look(file).proposals
    assert (proposal.key, proposal.item, proposal.accepted) == ("R2", risk.id, False)
    board.bring(file, Decisions(accepted=frozenset({"R2"})))
    assert ("R2", WORK) in board.texts()
    assert board.register.state().risks[1].probability == 4


def test_links_are_by_the_key_in_the_file_or_by_the_reference_in_the_register(board: Board) -> None:
    report = found("milestone", 2, title="Report", links={"depends_on": ("S8", "milestone 3")})
    study = found("milestone", 3, title="Study")
    board.bring(taken(report, study))
    milestones = {one.title: one for one in board.register.state().milestones}
    steps = {one.ref: one.id for one in board.register.state().steps}
    assert milestones["Report"].depends_on == (steps["S8"], milestones["Study"].id)


def test_a_link_to_what_is_nowhere_is_said_and_left_out(board: Board) -> None:
    proposed = board.look(taken(found("milestone", title="Report", links={"depends_on": ("S99",)})))
    assert any("S99" in one.sentence and one.what is What.LEFT_OUT for one in proposed.notices)
    assert "depends_on" not in proposed.proposals[0].values


def test_what_names_itself_is_said_and_depends_on_nothing(board: Board) -> None:
    proposed = board.look(taken(found("milestone", title="Delivery start", links={"depends_on": ("M1",)})))
    assert proposed.proposals == ()
    assert any("names the item itself" in one.sentence for one in proposed.notices)


def test_a_link_to_what_was_declined_is_not_stored(board: Board) -> None:
    file = taken(
        found("milestone", 2, title="Report", links={"depends_on": ("milestone 3",)}),
        found("milestone", 3, title="Study"),
    )
    board.bring(file, Decisions(declined=frozenset({"M7"})))
    assert [(one.title, one.depends_on) for one in board.register.state().milestones[5:]] == [("Report", ())]


def test_a_file_of_another_decision_is_not_brought_in_unasked(board: Board) -> None:
    file = taken(found("decision", ref="MD2307", title="Wharf"), found("risk", description="The wharf sinks"))
    proposed = board.look(file)
    assert [one.accepted for one in proposed.proposals] == [False, False]
    assert any("DD2092" in one.sentence and "MD2307" in one.sentence for one in proposed.notices)
    assert board.bring(file) is None


def test_a_decision_of_the_same_reference_is_changed_whatever_spaces_are_in_it(board: Board) -> None:
    file = taken(found("decision", ref="DD 2092", title="Scoping study", ceiling=9_000_000))
    (proposal,) = board.look(file).proposals
    assert (proposal.key, proposal.accepted, "ref" in proposal.values) == ("DD2092", True, False)


def test_a_programme_that_has_a_title_keeps_it_whatever_a_form_is_called(board: Board) -> None:
    file = taken(found("programme", title="Scoping Study For a London Office"))
    assert board.look(file).proposals == ()


def test_what_the_file_does_not_say_is_not_proposed_to_a_register_that_has_its_own(board: Board) -> None:
    assumed = replace(
        found("step", title="Market engagement"), place=Place(), values={"title": Value("Market engagement")}
    )
    assert board.look(taken(assumed)).proposals == ()


def test_an_assumed_value_does_not_take_the_place_of_a_recorded_one(board: Board) -> None:
    file = taken(found("procurement", title=Value("Anything"), supplier=Value("Arup", "Arup", Place(line=4))))
    assert [set(one.values) for one in board.look(file).proposals] == [{"supplier"}]


def test_a_reason_that_the_register_asks_for_is_the_file(board: Board) -> None:
    _, title = board.texts("milestone")[0]
    stored = board.bring(taken(found("milestone", title=title, baseline="2017-06"), name="plan.xlsx"))
    assert stored is not None
    assert {one.why for one in stored.entries} == {"From plan.xlsx."}


def test_a_letter_that_was_folded_is_kept_as_it_was_with_its_place_and_named_in_the_reason(blank: Board) -> None:
    at = Place(line=63, column=5)
    notice = Notice(What.FOLDED, "A Greek letter was read as A.", at, "Α")
    file = taken(found("risk", description=LATE, rag_recorded=Value("A", "Α", at)), notices=(notice,))
    stored = blank.bring(file)
    assert stored is not None
    assert "“Α” (line 63, column 5)" in stored.entries[0].why
    assert blank.register.state().sources[0].raw == "R1 rag_recorded: Α → A, line 63, column 5"


def test_the_register_remembers_how_a_spreadsheet_was_read_and_one_of_the_same_headings_is_the_same(
    blank: Board,
) -> None:
    columns = {"Risk": "description", "Likelihood": "probability", "Notes": ""}
    words = {("probability", "Likely"): 3}
    blank.bring(taken(found("risk", description=LATE, probability=3), columns=columns, words=words))
    (source,) = blank.register.state().sources
    assert source.columns == "Risk = description\nLikelihood = probability\nNotes ="
    assert source.words == "probability: Likely = 3"
    assert (source.ref, source.title, str(source.brought_on)) == ("DOC1", "board.csv", TODAY.isoformat())
    later = taken(found("risk", description=WORK), name="may.csv", sha="2" * 64, columns=columns, words=words)
    blank.bring(later)
    (source,) = blank.register.state().sources
    assert (source.title, source.sha256) == ("may.csv", "2" * 64)


def test_an_item_without_what_it_cannot_be_without_is_proposed_and_waits_for_it(board: Board) -> None:
    file = taken(found("risk", probability=3))
    (proposal,) = board.look(file).proposals
    assert (proposal.accepted, proposal.why) == (False, "It has no risk, without which it cannot be added.")
    assert board.bring(file) is None
    with pytest.raises(Exception, match="R5 has no risk"):
        board.bring(file, Decisions(accepted=frozenset({"R5"})))
    board.bring(file, Decisions(instead={("R5", "description"): "Late"}))
    assert ("R5", "Late") in board.texts()


def test_declining_everything_writes_nothing(board: Board) -> None:
    file = taken(found("risk", description="Boroughs leave"), found("risk", 3, description=LATE, probability=4))
    proposed = board.look(file)
    assert len(proposed.proposals) == 2
    assert batch(proposed, "Jo", Decisions(declined=frozenset(one.key for one in proposed.proposals))) is None


def test_a_single_field_is_left_as_it_is(board: Board) -> None:
    file = taken(found("risk", description=LATE, probability=4, owner="Ana"))
    board.bring(file, Decisions(without=frozenset({("R1", "probability")})))
    risk = board.register.state().risks[0]
    assert (risk.probability, risk.owner) == (2, "Ana")


def test_proposals_come_in_the_order_of_kinds_and_then_of_the_file(board: Board) -> None:
    file = taken(
        found("milestone", 2, title="Report"),
        found("risk", 3, description="Zebra"),
        found("funding", 4, payer="Trust", amount=5),
        found("risk", 5, description="Aardvark"),
    )
    assert [one.title for one in board.look(file).proposals] == ["Trust", "Zebra", "Aardvark", "Report"]


def test_somebody_elses_change_in_between_is_not_overwritten(board: Board) -> None:
    file = taken(found("risk", description=LATE, owner="Ana"))
    act = batch(board.look(file), "Jo")
    assert act is not None
    risk = board.register.state().risks[0]
    board.register.apply(Batch("Bo", (Edit("risk", risk.id, "owner", "Bo"),)))
    with pytest.raises(Exception, match="has been changed meanwhile"):
        board.register.apply(act)
    assert board.register.state().sources == ()


def test_two_items_under_one_key_stay_two(board: Board) -> None:
    file = taken(found("risk", 2, description="Boroughs leave"), found("risk", 2, description="The lead leaves"))
    board.bring(file)
    assert [title for _, title in board.texts()[4:]] == ["Boroughs leave", "The lead leaves"]


def test_the_references_of_a_file_are_kept_where_they_are_free_and_no_other_item_gets_one_of_them(board: Board) -> None:
    file = taken(
        found("risk", 2, description="Boroughs leave"),
        found("risk", 3, ref="R9", description="The lead leaves"),
        found("risk", 4, ref="RISK-3", description="The data is late"),
    )
    proposed = board.look(file)
    assert [one.key for one in proposed.proposals] == ["R10", "R9", "R11"]
    assert any("“RISK-3”" in one.sentence for one in proposed.notices)
    board.bring(file)
    assert board.texts()[4:] == [("R9", "The lead leaves"), ("R10", "Boroughs leave"), ("R11", "The data is late")]
