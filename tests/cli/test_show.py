"""What is printed: tables, the linear twin, JSON; and hostile text in each of them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from loti_tui.__main__ import main

RISK = (
    "ref description cause event effect mitigation response category probability impact score rag rag_computed "
    "rag_recorded rag_reason target_probability target_impact owner actionee proximity review_on raised_on status id"
)
MILESTONE = "ref title outcome owner baseline forecast actual variance_days rag status depends_on id"
STEP = "ref title lead planned forecast actual status notice id"
PUBLICATION = "deferred until reason history approved_on due_on published_on part2 part2_basis"
OVERVIEW = "programme decision as_at risk_rag next_dates publication findings risk_matrix attention money changes"

FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
HOSTILE = {
    "[/x]": "[/x]",
    "[red]x[/red]": "[red]x[/red]",
    ":smile: [link=http://x]y": ":smile: [link=http://x]y",
    "a\x1b[31mred\x1b[0m\x1b]0;title\x07b": "aredb",
    f"the {FAMILY} family": f"the {FAMILY} family",
    "\u202egnp.exe": "gnp.exe",
    "{0} %s $HOME `x` \\n": "{0} %s $HOME `x` \\n",
}


@pytest.mark.parametrize(
    ("words", "keys"),
    [
        (["R1"], RISK),
        (["M1"], MILESTONE),
        (["procurement", "S1"], STEP),
        (["publication"], PUBLICATION),
        (["overview"], OVERVIEW),
    ],
)
def test_the_names_of_an_object_are_the_contract(loti: Any, words: list[str], keys: str) -> None:
    assert list(loti("show", *words, "--json").json) == keys.split()


@pytest.mark.parametrize(
    ("what", "refs"),
    [
        ("risks", ["R1", "R2", "R3", "R4"]),
        ("procurement", ["S1", "S2", "S3", "S4", "S5", "S6", "S7", "S8"]),
        ("milestones", ["M1", "M2", "M3", "M4", "M5"]),
        ("actions", []),
        ("issues", []),
        ("resolutions", []),
        ("funding", ["F1", "F2", "F3"]),
        ("spends", []),
        ("signoffs", ["SO1", "SO2", "SO3", "SO4", "SO5", "SO6"]),
        ("daysoff", []),
        ("acknowledgements", []),
    ],
)
def test_a_table_is_a_list_of_objects(loti: Any, what: str, refs: list[str]) -> None:
    assert [one["ref"] for one in loti("show", what, "--json").json] == refs
    assert loti("show", what).status == 0


def test_one_object_is_found_with_or_without_its_list(loti: Any) -> None:
    assert loti("show", "risks", "r1", "--json").json == loti("show", "R1", "--json").json
    assert loti("show", "procurement", "P1", "--json").json["lead"] == "TfL Procurement"
    assert loti("show", "decision", "DD2092", "--json").json["ceiling_pence"] == 10_000_000
    assert loti("show", "risks", "M1").status == 2


def test_the_risks_tell_their_direction_of_travel_once_there_is_a_snapshot(loti: Any) -> None:
    assert "Trend" not in loti("show", "risks").out + loti("show", "risks", "--plain").out
    loti("snapshot", "take", "March")
    loti("set", "R1", "impact=3")
    assert re.search(r"R1 .* ▲ Up *$", loti("show", "risks").out, re.M)
    for words in (["risks"], ["R1"]):
        assert "\nTrend: ▲ Up from 4 Amber since “March”\n" in loti("show", *words, "--plain").out
    assert set(loti("show", "R1", "--json").json) == set(RISK.split())


def test_the_rag_of_row_4_is_the_latin_letter(loti: Any) -> None:
    assert ord(loti("show", "R4", "--json").json["rag"]) == 0x41


def test_dates_keep_their_precision_or_are_null(loti: Any) -> None:
    step = loti("show", "S8", "--json").json
    assert (step["planned"], step["actual"]) == ("2017-04", None)


def test_the_overview_counts_and_counts_down(loti: Any) -> None:
    overview = loti("show", "--json").json
    assert overview["risk_rag"] == {"R": 0, "A": 4, "G": 0, "not_scored": 0}
    assert (overview["as_at"], overview["publication"]["due_on"]) == ("2017-04-06", "2017-04-05")
    assert [one["ref"] for one in overview["next_dates"]] == ["S8", "M1", "M2"]
    loti("set", "R1", "impact=")
    loti("set", "R2", "status=closed")
    assert loti("show", "--json").json["risk_rag"] == {"R": 0, "A": 2, "G": 0, "not_scored": 1}


def test_the_overview_says_the_day_that_publication_waits_for(loti: Any) -> None:
    loti("set", "publication", "until=31/5/17", "--why", "not finished")
    assert "Publication  In 55 d, Wed 31 May 2017" in loti("show").out
    assert "Publication: in 55 d, Wed 31 May 2017" in loti("show", "--plain").out


def test_today_is_a_parameter(loti: Any) -> None:
    assert loti("show", "--today", "2017-04-05", "--json").json["publication"]["stage"] == "today"
    assert loti("show", "M1", "--today", "2017-06-01", "--json").json["rag"] == "R"


def test_a_blank_register_is_shown_without_inventing_anything(bare: Any, tmp_path: Path) -> None:
    there = ("--register", str(tmp_path / "b.loti"))
    assert bare("init", "--blank", *there).status == 0
    assert bare("show", "--json", *there).json["decision"] is None
    assert bare("show", "risks", "--json", *there).json == []
    assert bare("show", "publication", *there).status == 1
    for form in ([], ["--plain"]):
        assert bare("show", *form, *there).status == 0


def test_a_rag_is_a_shape_a_word_and_a_letter_and_both_show_where_they_differ(loti: Any) -> None:
    assert "◆ Amber (A)" in loti("show", "risks").out
    loti("set", "R3", "rag=G", "--why", "the board said so")
    page = loti("show", "risks").out
    assert "● Green (G) recorded" in page
    assert "◆ Amber (A) computed" in page
    assert "Amber computed" in loti("show", "R3", "--plain").out


def test_the_linear_twin_says_one_fact_a_line(loti: Any) -> None:
    lines = loti("show", "risks", "--plain").out.split("\n\n")[0].splitlines()
    assert lines[0] == "R1"
    assert lines[1] == "Risk: The selected provider fails to meet planned delivery timescales"
    assert "Impact: 2 Significant" in lines
    loti("set", "R1", "owner=", "cause=first\nsecond")
    page = loti("show", "R1", "--plain").out
    assert "Owner: Not recorded\n" in page
    assert "Cause: first / second\n" in page


@pytest.mark.parametrize(
    "what",
    ["overview", "risks", "procurement", "milestones", "publication", "decision", "R1", "S1", "M1", "P1",
     "funding", "signoffs", "attention", "matrix", "programme"],
)  # fmt: skip
def test_every_page_fits_80_columns_and_cuts_nothing_off(loti: Any, what: str) -> None:
    page = loti("show", what).out
    assert max(map(len, page.splitlines())) <= 80
    assert "…" not in page


def test_a_reference_is_never_cut_however_narrow_the_terminal(loti: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "30")
    lines = loti("show", "procurement").out.splitlines()
    assert [line.split()[0] for line in lines if re.match(r"S\d", line)] == [f"S{n}" for n in range(1, 9)]


@pytest.mark.parametrize("typed", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_is_shown_as_typed_everywhere(loti: Any, typed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    wanted = HOSTILE[typed]
    said = loti("set", "R1", f"description={typed}", f"owner={typed}", "--why", typed, "--as", typed)
    assert said.status == 0
    assert loti("show", "R1", "--json").json["description"] == wanted
    entry = loti("log", "R1", "--json").json[-1]
    assert (entry["new"], entry["why"], entry["who"]) == (wanted, wanted, wanted)
    for words in (
        ["show", "risks"],
        ["show", "risks", "--plain"],
        ["show", "R1"],
        ["show", "R1", "--plain"],
        ["log", "R1"],
    ):
        page = loti(*words).out
        assert wanted in page
        assert "\x1b" not in page
    assert wanted in said.err


def test_hostile_words_for_things_are_quoted_back_safely(loti: Any) -> None:
    for words in (["\x1b[31m[/x]"], ["show", "\x1b[31m[/x]"], ["set", "R1", "\x1b[31m[/x]=1"], ["log", "[/x]\x07"]):
        answer = loti(*words)
        assert answer.status == 2
        assert "[/x]" in answer.err
        assert "\x1b" not in answer.err
        assert "\x07" not in answer.err


def test_a_long_text_is_whole_on_its_page_and_in_json(loti: Any) -> None:
    long = "word " * 999 + "last."
    assert loti("set", "R1", f"mitigation={long}", f"description={long}").status == 0
    assert loti("show", "R1", "--json").json["mitigation"] == long
    assert f"Mitigation: {long}" in loti("show", "R1", "--plain").out
    assert loti("show", "R1").out.count("last.") == 2
    assert len(loti("show", "risks").out) < 3_000


def test_json_is_one_document_even_of_what_would_steer_a_terminal(loti: Any, tmp_path: Path) -> None:
    for words in (["show"], ["show", "risks"], ["log"], ["info"], ["set", "R1", "impact=4"], ["undo"]):
        answer = loti(*words, "--json")
        assert answer.status == 0
        assert answer.json is not None
    odd = str(tmp_path / "b\x9b31m.loti")
    assert "\x9b" not in loti("init", "--register", odd, "--json").out


def test_init_makes_the_default_register_in_a_folder_of_its_own(bare: Any, own_home: Path) -> None:
    answer = bare("init", "--json")
    assert answer.status == 0
    (made,) = own_home.rglob("register.loti")
    assert answer.json["register"] == str(made)
    before = made.read_bytes()
    assert bare("init").status == 3
    assert made.read_bytes() == before


def test_info_names_paths_and_versions_even_without_a_register(bare: Any, own_home: Path) -> None:
    answer = bare("info", "--json")
    assert answer.status == 3
    assert (answer.json["id"], answer.json["versions"]["loti-tui"]) == (None, "0.1.0")
    bare("init")
    told = bare("info", "--json").json
    assert told["batches"] == 1
    assert told["items"] > 20
    assert Path(told["register"]).is_relative_to(own_home)


def test_a_pack_is_written_and_its_paths_printed(loti: Any, tmp_path: Path) -> None:
    folder = tmp_path / "packs"
    answer = loti("pack", "now", "--format", "markdown,json", "--to", str(folder))
    assert answer.status == 0
    assert sorted(answer.out.splitlines()) == sorted(map(str, folder.iterdir()))
    assert loti("pack", "now", "--format", "markdown", "--to", str(folder)).status == 2
    assert loti("pack", "now", "--format", "markdown", "--to", str(folder), "--force").status == 0


def test_a_pack_that_cannot_be_made_writes_nothing(loti: Any, tmp_path: Path) -> None:
    folder = tmp_path / "packs"
    for words in (["now", "--format", "pfd"], ["now", "--audience", "all"], ["now", "--format", ""]):
        assert loti("pack", *words, "--to", str(folder)).status == 2
    assert loti("pack", "now").status == 2
    assert not folder.exists()


def test_no_colour_is_a_wish_that_is_kept(
    register: Any, path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    main(["show", "risks", "--register", str(path)])
    assert "\x1b[" in capsys.readouterr().out
    monkeypatch.setenv("NO_COLOR", "1")
    main(["show", "risks", "--register", str(path)])
    assert "\x1b" not in capsys.readouterr().out
