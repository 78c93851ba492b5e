"""`loti import`: looked at first, stored as one act, taken back by one undo."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from db.register import Register
from fixtures import dd2092
from tests.cli.conftest import KEPT, TYPED

FORMS = Path(__file__).resolve().parents[1] / "data" / "forms"

RISKS = """\
Ref,Risk,Probability,Impact,RAG,Owner
R1,The selected provider fails to meet planned delivery timescales,3,2,A,Ana
,Boroughs leave the programme,4,4,R,Bo
"""


@pytest.fixture
def sheet(tmp_path: Path) -> Any:
    """Writes a spreadsheet and gives its path as a word."""

    def write(text: str = RISKS, name: str = "risks.csv") -> str:
        (tmp_path / name).write_text(text, encoding="utf-8")
        return str(tmp_path / name)

    return write


def test_a_spreadsheet_is_one_act_and_one_undo_takes_it_back(loti: Any, sheet: Any) -> None:
    before = loti("show", "risks", "--json").json
    answer = loti("import", sheet())
    assert answer.status == 0
    assert answer.out.splitlines() == [
        "R1 changed: Probability: 2 Improbable → 3 Probable; Owner: Intelligence → Ana",
        "R5 added: Boroughs leave the programme",
    ]
    assert answer.err.endswith("Added 1 risk; changed 1 risk. “loti undo” takes all of it back.\n")
    assert loti("show", "R1", "--json").json["rag_recorded"] == "A"
    log = loti("log", "R5", "--json").json
    assert {line["why"] for line in log} == {"From risks.csv."}
    assert loti("undo").status == 0
    assert loti("show", "risks", "--json").json == before


def test_the_same_file_again_changes_nothing_and_writes_nothing(loti: Any, sheet: Any, path: Path) -> None:
    file = sheet()
    assert loti("import", file).status == 0
    before = path.read_bytes()
    answer = loti("import", file)
    assert (answer.status, answer.out) == (0, "")
    assert "Nothing to change: the register holds all that the file says." in answer.err
    assert loti("import", file, "--json").json["batch"] is None
    assert path.read_bytes() == before


def test_a_check_says_what_it_would_do_and_writes_nothing_also_where_nothing_may_be_written(
    loti: Any, sheet: Any, path: Path
) -> None:
    before = path.read_bytes()
    file = sheet()
    answer = loti("import", file, "--check", "--read-only")
    assert answer.status == 0
    assert answer.out.splitlines()[1] == "R5 add: Boroughs leave the programme"
    assert "This would add 1 risk; change 1 risk. Nothing was written." in answer.err
    assert path.read_bytes() == before
    refused = loti("import", file, "--read-only")
    assert (refused.status, refused.out) == (2, "")
    assert "open for reading only" in refused.err


def test_json_has_what_was_stored_and_every_proposal_and_notice(loti: Any, sheet: Any) -> None:
    file = sheet()
    looked = loti("import", file, "--check", "--json").json
    assert list(looked) == ["proposals", "notices"]
    first, second = looked["proposals"]
    assert (first["key"], first["way"], first["kind"], first["matched_by"]) == ("R1", "change", "risk", "reference")
    assert first["values"][0] == {
        "field": "probability",
        "old": 2,
        "new": 3,
        "raw": "3",
        "place": "line 2, column 3",
        "doubt": None,
        "candidates": [],
    }
    assert (second["key"], second["way"], second["accepted"]) == ("R5", "add", True)
    stored = loti("import", file, "--json").json
    assert list(stored) == ["batch", "changes", "proposals", "notices"]
    assert {line["batch"] for line in stored["changes"]} == {stored["batch"]}


def test_plain_has_one_fact_a_line(loti: Any, sheet: Any) -> None:
    assert loti("import", sheet(), "--plain", "--check").out.splitlines()[:3] == [
        "R1, risk, change: The selected provider fails to meet planned delivery timescales",
        "R1, Probability: 2 Improbable → 3 Probable",
        "R1, Owner: Intelligence → Ana",
    ]


def test_an_item_or_a_field_is_declined_and_another_value_taken(loti: Any, sheet: Any) -> None:
    words = ("--decline", "R1.owner", "--take", "R5.impact=2", "--take", "R1.probability=4", "--why", "agreed in April")
    assert loti("import", sheet(), *words).status == 0
    first = loti("show", "R1", "--json").json
    assert (first["owner"], first["probability"]) == ("Intelligence", 4)
    assert loti("show", "R5", "--json").json["impact"] == 2
    assert loti("log", "R5", "--json").json[0]["why"] == "agreed in April (From risks.csv.)"


def test_declining_everything_writes_nothing(loti: Any, sheet: Any, path: Path) -> None:
    before = path.read_bytes()
    answer = loti("import", sheet(), "--decline", "R1", "--decline", "r5")
    assert "Nothing was changed." in answer.err
    assert path.read_bytes() == before


def test_what_reads_in_several_ways_is_left_open_until_a_person_has_chosen(loti: Any, sheet: Any) -> None:
    file = sheet("Risk,Probability,Impact\nBoroughs leave,l,2\nThe data is late,2,2\nA third thing,2,1\n")
    answer = loti("import", file)
    assert answer.status == 0
    assert "Probability of R5 needs review. It says “l” (line 2, column 2). It may be 1." in answer.err
    assert "--take R5.probability=1" in answer.err
    assert "1 value needs review." in answer.err
    assert loti("show", "R5", "--json").json["probability"] is None
    again = loti("import", file)
    assert (again.status, "Nothing to change" in again.err, "1 value needs review." in again.err) == (0, True, True)
    assert loti("import", file, "--take", "R5.probability=1").status == 0
    assert loti("show", "R5", "--json").json["probability"] == 1
    assert "review" not in loti("import", file).err


def test_a_column_that_was_matched_by_likeness_is_asked_about_with_what_to_add(
    loti: Any, sheet: Any, path: Path
) -> None:
    before = path.read_bytes()
    file = sheet("Risk,Likelyhood,Impact\nBoroughs leave,3,2\n")
    answer = loti("import", file)
    assert (answer.status, answer.out) == (2, "")
    assert '--map "risk.Likelyhood=probability"' in answer.err
    assert answer.err.endswith("must be answered first. Nothing was changed.\n")
    assert path.read_bytes() == before
    assert loti("import", file, "--map", "Likelyhood=probability").status == 0
    assert loti("show", "R5", "--json").json["probability"] == 3


def test_words_for_a_score_are_asked_about_once_and_remembered(loti: Any, sheet: Any) -> None:
    asked = loti("import", sheet("Risk,Probability,Impact\nBoroughs leave,Fairly likely,2\n"))
    assert (asked.status, "--word" in asked.err) == (2, True)
    words = ("--word", "probability:Fairly likely=3")
    assert loti("import", sheet("Risk,Probability,Impact\nBoroughs leave,Fairly likely,2\n"), *words).status == 0
    later = loti("import", sheet("Risk,Probability,Impact\nThe lead leaves,Fairly likely,1\n", "may.csv"))
    assert later.status == 0
    assert loti("show", "R6", "--json").json["probability"] == 3


def test_a_form_fills_a_blank_register_and_the_same_form_again_changes_nothing(bare: Any, tmp_path: Path) -> None:
    there = ("--register", str(tmp_path / "new.loti"), "--as", "Jo", "--today", "2026-04-06")
    bare("init", "--blank", *there)
    blank = [bare("show", what, "--json", *there).json for what in ("risks", "milestones", "procurement")]
    first = bare("import", str(FORMS / "dd3101.txt"), *there)
    assert first.status == 0
    assert bare("show", "decision", "--json", *there).json["ref"] == "DD3101"
    again = bare("import", str(FORMS / "dd3101.txt"), *there)
    assert (again.status, again.out) == (0, "")
    assert bare("undo", *there).status == 0
    assert [bare("show", what, "--json", *there).json for what in ("risks", "milestones", "procurement")] == blank
    bare("import", str(FORMS / "dd3101.txt"), *there)
    assert bare("show", "decision", "--json", *there).json["ref"] == "DD3101"


def test_a_form_of_another_decision_is_not_mixed_in_unasked(loti: Any, path: Path) -> None:
    before = path.read_bytes()
    answer = loti("import", str(FORMS / "dd3101.txt"))
    assert answer.status == 1
    assert "This register is of decision DD2092, and the file is of DD3101." in answer.err
    assert "--yes" in answer.err
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (["--take", "R9.impact=3"], "There is no proposal “R9” for this file. It has R1, R5."),
        (["--take", "R5.impact"], "KEY.FIELD=VALUE"),
        (["--take", "R5.impact=7"], "Impact accepts 1, 2, 3 or 4"),
        (["--take", "R5.colour=red"], "no field “colour”"),
        (["--decline", "R5.colour"], "no field “colour”"),
        (["--accept", "R8"], "There is no proposal “R8”"),
        (["--map", "Risk"], "HEADING=FIELD"),
        (["--map", "Risk=colour"], "There is no field “colour”"),
        (["--word", "Likely=3"], "FIELD:WORD=VALUE"),
        (["--word", "impact:Likely=9"], "Impact accepts"),
        (["--sheet", "Log=colour"], "no kind of item “colour”"),
    ],
)
def test_a_refusal_says_what_is_accepted_and_changes_nothing(
    loti: Any, sheet: Any, path: Path, words: list[str], part: str
) -> None:
    before = path.read_bytes()
    answer = loti("import", sheet(), *words)
    assert (answer.status, answer.out) == (2, "")
    assert part in answer.err
    assert "Nothing was changed." in answer.err
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    "content", ["", "\x00\x01\x02", "%PDF-1.7 and no more", "<!DOCTYPE x [<!ENTITY a 'b'>]>", "Hello"]
)
def test_a_file_that_cannot_be_read_is_refused_in_a_sentence(loti: Any, sheet: Any, path: Path, content: str) -> None:
    before = path.read_bytes()
    answer = loti("import", sheet(content, "letter.txt"))
    assert (answer.status, answer.out) == (2, "")
    assert "Nothing was changed." in answer.err
    assert "Traceback" not in answer.err
    assert path.read_bytes() == before


def test_a_file_that_is_not_there_is_refused(loti: Any, tmp_path: Path) -> None:
    answer = loti("import", str(tmp_path / "nowhere.csv"))
    assert (answer.status, "Nothing was changed." in answer.err) == (2, True)


def test_words_that_would_steer_a_terminal_are_harmless_wherever_they_stand(loti: Any, sheet: Any) -> None:
    file = sheet(f'Risk,Probability,Impact,Owner\n"{TYPED}",{TYPED},2,{TYPED}\n', "[red]\u202erisks.csv")
    for words in (["--check"], ["--check", "--plain"], ["--word", f"probability:{TYPED}=2"], ["--json"]):
        answer = loti("import", file, *words)
        assert answer.is_harmless
        assert answer.status in (0, 2)
    loti("import", file, "--word", f"probability:{KEPT}=2")
    assert loti("show", "risks", "--json").is_harmless


def test_what_is_missing_in_a_pack_is_removed_only_when_somebody_says_so(loti: Any, tmp_path: Path) -> None:
    assert loti("pack", "now", "--audience", "board", "--format", "csv", "--to", str(tmp_path / "packs")).status == 0
    (file,) = (tmp_path / "packs").rglob("*-risks.csv")
    rows = file.read_text(encoding="utf-8-sig").splitlines(keepends=True)
    file.write_text("".join(rows[:-1]), encoding="utf-8-sig")
    answer = loti("import", str(file))
    assert "R4 is not in the file and stays. --removals removes what the file does not have." in answer.err
    assert len(loti("show", "risks", "--json").json) == 4
    assert loti("import", str(file), "--removals").status == 0
    assert len(loti("show", "risks", "--json").json) == 3


def test_a_pack_that_comes_back_as_it_was_is_no_change_and_one_edited_cell_is_one_change(
    loti: Any, tmp_path: Path
) -> None:
    assert loti("pack", "now", "--audience", "board", "--format", "csv", "--to", str(tmp_path / "packs")).status == 0
    (file,) = (tmp_path / "packs").rglob("*-risks.csv")
    assert "Nothing to change" in loti("import", str(file)).err
    text = file.read_text(encoding="utf-8-sig")
    file.write_text(text.replace("Intelligence", "Ana", 1), encoding="utf-8-sig")
    answer = loti("import", str(file), "--json").json
    assert [(line["ref"], line["field"], line["new"]) for line in answer["changes"] if line["kind"] == "risk"] == [
        ("R1", "owner", "Ana")
    ]


def test_a_pack_takes_nothing_back_that_was_changed_in_the_register_meanwhile(
    bare: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    march = datetime(2017, 3, 27, 10, 0, tzinfo=UTC)  # a pack tells to the second when it was made
    made = Register.create(tmp_path / "march.loti", [dd2092.first_batch("Jo")], now=lambda: march)
    monkeypatch.setenv("LOTI_REGISTER", str(made.path))
    loti = bare
    assert loti("pack", "now", "--audience", "board", "--format", "json", "--to", str(tmp_path / "packs")).status == 0
    (file,) = (one for one in (tmp_path / "packs").rglob("*.json") if "schema" not in one.name)
    assert loti("set", "R1", "owner=Ana", "--why", "agreed").status == 0
    assert loti("set", "R2", "owner=Bo", "--why", "agreed").status == 0
    told = json.loads(file.read_text(encoding="utf-8"))
    told["risks"][0]["category"] = "Delivery"
    told["risks"][1]["owner"] = "Cy"
    file.write_text(json.dumps(told), encoding="utf-8")
    answer = loti("import", str(file))
    assert answer.out.splitlines() == ["R1 changed: Category: Not recorded → Delivery"]
    assert "Left as it is: R2." in answer.err
    assert [one["owner"] for one in loti("show", "risks", "--json").json[:2]] == ["Ana", "Bo"]
    assert loti("import", str(file), "--accept", "R2").status == 0
    assert loti("show", "R2", "--json").json["owner"] == "Cy"
