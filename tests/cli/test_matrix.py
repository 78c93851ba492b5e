"""`loti matrix`: the RAG of each pair, from a day on; and what another matrix would move, before anything moves."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import KEPT, TYPED, Loti

STRICTER = "1-3 / 4-8 / 9-16"
ROWS = ("4 Highly likely", "3 Probable", "2 Improbable", "1 Remote")
COLUMNS = ("1 Moderate", "2 Significant", "3 Substantial", "4 Catastrophic")


def cells(loti: Loti, *words: str) -> dict[tuple[int, int], str]:
    return {(one["impact"], one["probability"]): one["rag"] for one in loti("matrix", "--json", *words).json["cells"]}


def rag(loti: Loti, ref: str, *words: str) -> Any:
    return loti("show", ref, "--json", *words).json["rag_computed"]


def test_the_matrix_is_a_table_with_probability_upwards_and_impact_to_the_right(loti: Loti) -> None:
    lines = loti("matrix").out.splitlines()
    heads = [line for line in lines if all(name in line for name in COLUMNS)]
    assert len(heads) == 1
    assert [next(line for line in lines if line.startswith(row)) for row in ROWS] == [
        line for line in lines if line.startswith(ROWS)
    ]
    assert max(map(len, lines)) <= 80


def test_each_cell_is_a_shape_a_word_and_a_letter(loti: Loti) -> None:
    lines = loti("matrix").out.splitlines()
    top = next(line for line in lines if line.startswith(ROWS[0]))
    low = next(line for line in lines if line.startswith(ROWS[3]))
    assert top.split()[3:] == ["◆", "Amber", "(A)", "◆", "Amber", "(A)", "▲", "Red", "(R)", "▲", "Red", "(R)"]
    assert low.split()[2:5] == ["●", "Green", "(G)"]


def test_read_aloud_each_pair_is_a_line(loti: Loti) -> None:
    lines = loti("matrix", "show", "--plain").out.splitlines()
    assert lines[0] == "Matrix in force: MX1, DD2092"
    assert "Probability 3 Probable, impact 3 Substantial: Red (R), score 9" in lines
    assert len([line for line in lines if line.startswith("Probability")]) == 16


def test_as_json_it_has_its_16_cells_and_the_other_matrices(loti: Loti) -> None:
    document = loti("matrix", "--json").json
    assert list(document) == ["ref", "title", "effective_on", "cells", "others"]
    assert (document["ref"], document["title"], document["effective_on"]) == ("MX1", "DD2092", None)
    assert len(document["cells"]) == 16
    assert document["cells"][0] == {"impact": 1, "probability": 1, "score": 1, "rag": "G"}
    assert document["others"] == []


def test_show_matrix_is_the_same(loti: Loti) -> None:
    for form in ([], ["--plain"], ["--json"]):
        assert loti("show", "matrix", *form).out == loti("matrix", *form).out


def test_what_would_move_is_said_before_anything_moves(loti: Loti, path: Path) -> None:
    before = path.read_bytes()
    answer = loti("matrix", "impact", "1-3")
    assert answer.status == 0
    assert answer.out.splitlines() == [
        "R3: Amber would be Green; the recorded RAG stays Amber.",
        "R4: Amber would be Green; the recorded RAG stays Amber.",
    ]
    assert answer.err == "2 risks would be rated otherwise.\n"
    assert path.read_bytes() == before


def test_as_json_each_move_names_both_rags_and_the_recorded_one(loti: Loti) -> None:
    loti("set", "R3", "rag=")
    first, second = loti("matrix", "impact", STRICTER, "--json").json
    assert list(first) == ["ref", "description", "now", "then", "recorded", "shown_moves"]
    assert (first["ref"], first["now"], first["then"], first["recorded"], first["shown_moves"]) == (
        "R3", "A", "G", None, True,
    )  # fmt: skip
    assert (second["recorded"], second["shown_moves"]) == ("A", False)


def test_where_nothing_would_move_that_is_said_and_the_status_is_0(loti: Loti) -> None:
    answer = loti("matrix", "impact", "DD2092")
    assert (answer.status, answer.out, answer.err) == (0, "", "No risk would be rated otherwise.\n")
    assert loti("matrix", "impact", "DD2092", "--json").json == []


def test_what_single_cells_would_move_can_be_asked_too(loti: Loti) -> None:
    assert [one["ref"] for one in loti("matrix", "impact", "2,2=R", "--json").json] == ["R1", "R2"]


def test_a_preset_holds_from_today_and_what_moved_is_said(loti: Loti) -> None:
    answer = loti("matrix", "preset", "1-3", "--why", TYPED)
    assert (answer.status, answer.out) == (0, "")
    assert answer.err.splitlines() == [
        f"Matrix MX2 ({STRICTER}) holds from Thu 6 Apr 2017.",
        "The computed RAG of R3 moved from Amber to Green; the recorded RAG stays Amber.",
        "The computed RAG of R4 moved from Amber to Green; the recorded RAG stays Amber.",
    ]
    assert rag(loti, "R3") == "G"
    assert loti("log", "MX2", "--json").json[-1]["why"] == KEPT


def test_the_days_before_keep_the_matrix_that_they_had(loti: Loti) -> None:
    loti("matrix", "preset", "1-3", "--from", "1/5/17")
    assert (rag(loti, "R3"), rag(loti, "R3", "--today", "2017-05-01")) == ("A", "G")
    assert cells(loti)[1, 2] == "A"
    assert cells(loti, "--today", "2017-05-01")[1, 2] == "G"


def test_what_will_move_on_a_day_to_come_is_said_with_that_day(loti: Loti) -> None:
    answer = loti("matrix", "preset", "1-3", "--from", "1 may 2017")
    assert answer.err.splitlines()[1] == (
        "The computed RAG of R3 will move on Mon 1 May 2017 from Amber to Green; the recorded RAG stays Amber."
    )


def test_each_other_matrix_stands_with_its_day_earlier_or_coming(loti: Loti) -> None:
    loti("matrix", "preset", "1-3", "--from", "1 may 2017")
    page = loti("matrix").out
    assert "MX2  1-3 / 4-8 / 9-16  coming  from Mon 1 May 2017" in page
    assert "Coming matrix: MX2, 1-3 / 4-8 / 9-16, from Mon 1 May 2017" in loti("matrix", "--plain").out
    later = loti("matrix", "--json", "--today", "2017-05-02").json
    assert (later["ref"], later["effective_on"]) == ("MX2", "2017-05-01")
    assert later["others"] == [{"ref": "MX1", "title": "DD2092", "effective_on": None, "when": "earlier"}]
    assert "In force from    Mon 1 May 2017" in loti("matrix", "--today", "2017-05-02").out


def test_cells_are_set_and_the_others_stay(loti: Loti) -> None:
    before = cells(loti)
    answer = loti("matrix", "set", "2,2=r", "4,1=G")
    assert answer.status == 0
    assert "The computed RAG of R1 moved from Amber to Red; the recorded RAG stays Amber." in answer.err
    assert cells(loti) == before | {(2, 2): "R", (4, 1): "G"}
    assert "The board's own" in loti("matrix").out


def test_cells_are_those_of_the_day_from_which_they_shall_hold(loti: Loti) -> None:
    loti("matrix", "preset", "1-3", "--from", "1 may 2017")
    loti("matrix", "set", "2,2=R", "--from", "1 jun 2017")
    june = cells(loti, "--today", "2017-06-01")
    assert (june[2, 2], june[1, 2]) == ("R", "G")


def test_a_change_on_the_same_day_is_made_in_the_same_matrix(loti: Loti) -> None:
    loti("matrix", "set", "2,2=R")
    loti("matrix", "set", "1,1=A")
    document = loti("matrix", "--json").json
    assert (document["ref"], [one["ref"] for one in document["others"]]) == ("MX2", ["MX1"])


def test_where_no_risk_moves_with_a_change_that_is_said(loti: Loti) -> None:
    assert loti("matrix", "set", "4,4=A").err.splitlines()[1:] == ["No computed RAG moves with it."]


def test_a_change_prints_its_batch_and_its_lines_and_is_undone_in_one_step(loti: Loti) -> None:
    document = loti("matrix", "preset", "1-3", "--json").json
    assert list(document) == ["batch", "changes"]
    assert {one["batch"] for one in document["changes"]} == {document["batch"]}
    assert loti("undo").status == 0
    assert loti("matrix", "--json").json["ref"] == "MX1"


def test_what_holds_already_is_no_change(loti: Loti, path: Path) -> None:
    before = path.read_bytes()
    for words in (["preset", "DD2092"], ["set", "2,2=A"], ["preset", "dd2092", "--from", "1 may 2017"]):
        answer = loti("matrix", *words, "--json")
        assert (answer.status, answer.json) == (0, {"batch": None, "changes": []})
        assert answer.err.startswith("Nothing changed")
    assert path.read_bytes() == before


def test_the_matrix_in_force_on_the_day_is_the_one_that_every_command_judges_by(loti: Loti, tmp_path: Path) -> None:
    loti("set", "R3", "rag=")
    loti("matrix", "preset", "1-3", "--from", "1 may 2017")
    assert loti("show", "--json").json["risk_rag"]["G"] == 0
    assert loti("show", "--json", "--today", "2017-05-01").json["risk_rag"]["G"] == 1
    assert "score 3, Amber" in loti("set", "R3", "probability=3").err
    assert "score 2, Green" in loti("undo", "--today", "2017-05-01").err
    for day, word in (("2017-04-06", "Amber"), ("2017-05-01", "Green")):
        folder = tmp_path / day
        loti("pack", "now", "--format", "csv", "--to", str(folder), "--today", day)
        risks = next(one for one in folder.iterdir() if "risk" in one.name).read_text(encoding="utf-8")
        assert word[0] in next(line for line in risks.splitlines() if line.startswith("R3,")).split(",")


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (["shwo"], "“shwo” is not one of show, preset, set and impact."),
        ([TYPED], KEPT),
        (["show", "x"], "takes no further words"),
        (["preset"], "Which preset? There are: DD2092; 1-3 / 4-8 / 9-16."),
        (["preset", TYPED], KEPT),
        (["preset", "2x2"], "The presets are: DD2092; 1-3 / 4-8 / 9-16."),
        (["set"], "Which cells?"),
        (["set", "5,5=R"], "such as 3,2=A"),
        (["set", "2,2=X"], "G (Green), A (Amber) or R (Red)"),
        (["set", "2,2=R", TYPED], KEPT),
        (["impact"], "Which preset?"),
        (["set", "2,2=R", "--from", "may 2017"], "a day such as 31 Mar 2017"),
        (["set", "2,2=R", "--from", TYPED], KEPT),
        (["--json", "--plain"], "give one of them"),
    ],
)
def test_a_refusal_says_what_is_accepted_and_changes_nothing(
    loti: Loti, path: Path, words: list[str], part: str
) -> None:
    before = path.read_bytes()
    answer = loti("matrix", *words)
    assert (answer.status, answer.out) == (2, "")
    assert part in answer.err
    assert answer.is_harmless
    assert path.read_bytes() == before


def test_a_matrix_whose_name_is_hostile_is_shown_as_it_is(loti: Loti) -> None:
    loti("set", "MX1", f"title={TYPED}")
    for form in ([], ["--plain"], ["--json"]):
        answer = loti("matrix", *form)
        assert KEPT in answer.out
        assert answer.is_harmless


def test_without_a_matrix_of_its_own_a_register_judges_as_dd2092_does(loti: Loti) -> None:
    loti("remove", "MX1", "--why", "to be made anew")
    document = loti("matrix", "--json").json
    assert (document["ref"], document["title"], len(document["cells"])) == (None, "DD2092", 16)
    assert "Matrix in force  DD2092" in loti("matrix").out
