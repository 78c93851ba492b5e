"""The way in: what was settled for one spreadsheet holds for the next with the same headings, and for no other."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from db.register import Register
from fixtures import dd2092
from loti_tui.intake.applying import batch
from loti_tui.intake.bring import Unsettled, bring, looked_at
from loti_tui.intake.sheets.asked import Choices

TODAY = date(2017, 4, 6)
FIRST = "Description of risk,Likelihood,Impact\nThe data arrives late,Likely,2\n"
ALIKE = "Description of risk,Likelihood,Impact\nNobody answers the survey,Likely,3\n"
OTHER = "Risk,Prob,Impact\nThe building is sold,Likely,3\n"
MORE = "Description of risk,Likelihood,Impact,Owner\nThe roof leaks,Likely,3,Ann\n"
SETTLED = Choices(words={("risk.probability", "Likely"): 3})


@pytest.fixture
def register(tmp_path: Path) -> Register:
    """A blank register into which the first spreadsheet was brought, its one word settled."""
    register = Register.create(tmp_path / "board.loti", [dd2092.blank_batch("Jo")])
    act = batch(bring(sheet(tmp_path, FIRST), register.state(), TODAY, SETTLED), "Jo")
    assert act is not None
    register.apply(act)
    return register


def sheet(folder: Path, text: str) -> Path:
    path = folder / "risks.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_word_that_nobody_has_settled_is_asked_for(tmp_path: Path) -> None:
    blank = Register.create(tmp_path / "board.loti", [dd2092.blank_batch("Jo")])
    with pytest.raises(Unsettled, match="Likely"):
        bring(sheet(tmp_path, FIRST), blank.state(), TODAY)


def test_a_spreadsheet_with_the_same_headings_is_read_as_the_one_before(register: Register, tmp_path: Path) -> None:
    proposed = bring(sheet(tmp_path, ALIKE), register.state(), TODAY)
    (risk,) = proposed.proposals
    assert risk.values["probability"].plain == 3


def test_a_column_that_was_added_makes_no_difference(register: Register, tmp_path: Path) -> None:
    (risk,) = bring(sheet(tmp_path, MORE), register.state(), TODAY).proposals
    assert (risk.values["probability"].plain, risk.values["owner"].plain) == (3, "Ann")


def test_a_spreadsheet_with_other_headings_is_asked_about_anew(register: Register, tmp_path: Path) -> None:
    with pytest.raises(Unsettled, match="Likely"):
        bring(sheet(tmp_path, OTHER), register.state(), TODAY)


def test_what_was_settled_is_shown_as_settled_once_the_register_knows_it(register: Register, tmp_path: Path) -> None:
    looked = looked_at(sheet(tmp_path, ALIKE), register.state(), TODAY)
    assert looked is not None
    assert looked.settled
    looked = looked_at(sheet(tmp_path, OTHER), register.state(), TODAY)
    assert looked is not None
    assert not looked.settled


def test_a_document_has_no_columns_to_look_at(register: Register) -> None:
    form = Path(__file__).resolve().parents[1] / "data" / "forms" / "dd3101.txt"
    assert looked_at(form, register.state(), TODAY) is None


def test_the_same_file_again_is_no_change(register: Register, tmp_path: Path) -> None:
    again = bring(sheet(tmp_path, FIRST), register.state(), TODAY)
    assert again.proposals == ()
    assert batch(again, "Jo") is None
