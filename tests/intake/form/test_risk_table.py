"""Risk tables: whole, split, captioned, shifted. A number never lands under another heading."""

from __future__ import annotations

import pytest

from loti_tui.domain.fields import Plain
from loti_tui.intake.taken import Taken, What
from tests.intake.form.forms import doubt, item, items, plain, said, taken, taken_of

HEAD = (
    "GREATER LONDON AUTHORITY\n\nREQUEST FOR DIRECTOR DECISION – DD7\n\nTitle: Kites\n\n"
    "4. Other considerations\n\na) Key Risks\n\n"
)
COLUMNS = "Risk description\tMitigation / Risk response\tProb- ability 1-4\tImpact 1-4\tRAG\tGLA risk owner\n"
SOUND = "Strings break in a strong wind\tStrings are pulled before each flight\t2\t3\tA\tKite team\n"
OTHER = "Nobody comes to the meadow\tPosters hang in all libraries\t1\t1\tG\tKite team\n"


def rows(*lines: str, columns: str = COLUMNS) -> Taken:
    return taken_of(HEAD + columns + "".join(lines))


def judged(found: Taken, number: int) -> tuple[Plain, Plain, Plain]:
    values = plain(item(found, f"risk/{number}"))
    return values.get("probability"), values.get("impact"), values.get("rag_recorded")


def test_a_row_that_fits_is_a_risk() -> None:
    found = rows(SOUND)
    assert plain(item(found, "risk/1")) == {
        "description": "Strings break in a strong wind",
        "mitigation": "Strings are pulled before each flight",
        "probability": 2,
        "impact": 3,
        "rag_recorded": "A",
        "rag_reason": "As stated in DD7, section 4a",
        "owner": "Kite team",
    }


@pytest.mark.parametrize(
    "row",
    [
        "A kite falls on a cow\t4\t3\tR\tKite team\n",
        "A kite falls on a cow\tCows graze elsewhere\t4\tR\tKite team\n",
        "A kite falls on a cow\tCows graze elsewhere\t4\t3\tKite team\n",
        "Cows graze elsewhere\t4\t3\tR\tKite team\n",
        "\tA kite falls on a cow\tCows graze elsewhere\t4\t3\tR\tKite team\n",
        "\tA kite falls on a cow\tCows graze elsewhere\t4\t3\tR\n",
        "Kite team\tA kite falls on a cow\tCows graze elsewhere\t4\t3\tR\n",
        "A kite falls on a cow\tCows graze elsewhere\t\t4\t3\tR\tKite team\n",
        "A kite falls on a cow\tCows graze elsewhere\t4 3\tR\tKite team\n",
        "A kite falls on a cow Cows graze elsewhere\t4\t3\tR\tKite team\n",
        "A kite falls on a cow\tCows graze elsewhere\t4\n",
        "4\t3\tR\tKite team\n",
    ],
)
def test_in_a_row_that_does_not_fit_every_number_is_in_doubt(row: str) -> None:
    found = rows(SOUND, row, OTHER)
    assert (judged(found, 1), judged(found, 3)) == ((2, 3, "A"), (1, 1, "G"))
    assert judged(found, 2) == (None, None, None)
    assert "rag_reason" not in item(found, "risk/2").values
    assert any("does not fit under the headings" in one.sentence for one in said(found, What.DOUBTED))


def test_where_most_rows_do_not_fit_none_is_trusted() -> None:
    narrow = COLUMNS.replace("Prob- ability 1-4\t", "")
    found = rows(SOUND, OTHER, "A kite is stolen\tKites are counted\t4\tA\tKite team\n", columns=narrow)
    assert [judged(found, number)[1:] for number in (1, 2, 3)] == [(None, None)] * 3


def test_an_owner_that_is_missing_at_the_end_is_only_missing() -> None:
    found = rows("A kite is stolen\tKites are counted\t2\t2\tA\n", SOUND)
    assert judged(found, 1) == (2, 2, "A")
    assert "owner" not in item(found, "risk/1").values


def test_cells_that_were_misread_are_in_doubt_one_by_one() -> None:
    found = taken("dd415.txt")
    assert doubt(found, "risk/1", "probability") == ("l", (1,))
    assert plain(item(found, "risk/1"))["impact"] == 2
    assert doubt(found, "risk/2", "impact") == ("|", (1,))
    assert doubt(found, "risk/2", "rag_recorded") == ("A/G", ("A", "G"))
    assert doubt(found, "risk/4", "probability") == ("2/3", (2, 3))
    assert doubt(found, "risk/4", "impact") == ("O", ())
    assert plain(item(found, "risk/4"))["rag_recorded"] == "R"


def test_a_table_that_goes_on_under_its_headings_again_is_one_list_of_risks() -> None:
    found = taken("dd415.txt")
    assert len(items(found, "risk")) == 7
    assert judged(found, 6) == (1, 1, "G")


def test_headings_that_stand_again_inside_a_table_are_read_once() -> None:
    found = rows(SOUND, COLUMNS, OTHER)
    assert len(items(found, "risk")) == 2
    assert len(said(found, What.REPEATED)) == 1


def test_a_row_that_goes_on_below_is_put_together() -> None:
    found = rows(SOUND, "\tand once more at noon\t\t\t\t\n", OTHER)
    assert len(items(found, "risk")) == 2
    assert plain(item(found, "risk/1"))["mitigation"] == "Strings are pulled before each flight and once more at noon"
    assert any("went on below" in one.sentence for one in said(found, What.JOINED))


def test_rows_of_the_officers_declaration_are_no_risks() -> None:
    found = taken("dd415.txt")
    assert not [one for one in items(found, "risk") if "Pat Moss" in str(one.values["description"].raw)]


@pytest.mark.parametrize("scale", ["1-5", "1 to 5", "0-3", "(1–10)"])
def test_numbers_on_another_scale_are_all_in_doubt(scale: str) -> None:
    found = rows(SOUND, columns=COLUMNS.replace("Impact 1-4", f"Impact {scale}"))
    assert plain(item(found, "risk/1"))["probability"] == 2
    assert doubt(found, "risk/1", "impact") == ("3", ())


def test_a_number_beyond_4_makes_a_column_without_a_scale_doubtful() -> None:
    columns = COLUMNS.replace("Impact 1-4", "Impact")
    found = rows(SOUND, "A kite is stolen\tKites are counted\t2\t5\tA\tKite team\n", columns=columns)
    assert doubt(found, "risk/1", "impact") == ("3", ())
    assert plain(item(found, "risk/1"))["probability"] == 2


def test_a_score_that_is_not_the_product_puts_the_row_in_doubt() -> None:
    columns = "Ref\tRisk\tLikelihood\tImpact\tScore\tMitigation\n"
    found = rows("1\tStrings break\t2\t3\t6\tPull them\n", "2\tNo wind\t3\t1\t4\tWait\n", columns=columns)
    assert judged(found, 1) == (2, 3, None)
    assert judged(found, 2) == (None, None, None)


@pytest.mark.parametrize(
    "columns",
    [
        "Risk\tMitigating action\tLikelihood\tSeverity\tRAG rating\tOwner\n",
        "Key risk\tMitigation\tprobability (1-4)\timpact (1-4)\tRAG status\tRisk owner\n",
        "Risk descripti0n\tMitigation / Risk response\tProbabi1ity 1-4\tlmpact 1-4\tRAG\tGLA risk owner\n",
    ],
)
def test_headings_are_known_by_other_names_and_with_a_letter_misread(columns: str) -> None:
    assert judged(rows(SOUND, columns=columns), 1) == (2, 3, "A")


def test_columns_may_stand_in_any_order() -> None:
    columns = "GLA risk owner\tRAG\tImpact 1-4\tProbability 1-4\tMitigation\tRisk description\n"
    row = "Kite team\tA\t3\t2\tStrings are pulled\tStrings break in a strong wind\n"
    assert judged(rows(row, columns=columns), 1) == (2, 3, "A")


def test_a_table_whose_headings_are_lost_is_left_out_and_said() -> None:
    found = taken_of(HEAD + SOUND + OTHER)
    assert not items(found, "risk")
    assert any("no headings that are known" in one.sentence for one in said(found, What.LEFT_OUT))


def test_a_row_that_lost_its_columns_is_left_out_and_said() -> None:
    found = rows(SOUND, OTHER.replace("\t", " "))
    assert len(items(found, "risk")) == 1
    assert any("looks like a row" in one.sentence for one in said(found, What.LEFT_OUT))
