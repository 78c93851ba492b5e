"""The register of DD2092 goes into the layout of its form, and comes out of it again."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from db.register import Register
from fixtures import dd2092
from loti_tui.domain.findings import attention
from loti_tui.domain.state import State, plain
from loti_tui.intake.applying import batch
from loti_tui.intake.bring import bring
from loti_tui.intake.taken import What
from tests.intake.form.as_form import GREEK_ALPHA, form_text

TODAY = date(2017, 4, 6)
IN_WORDS = frozenset({"id", "ref", "title", "summary", "source", "outcomes", "confirmed", "role", "programme"})
"""What the register says in other words than the form, and how it knows its items."""
LINKS = frozenset({"procurement", "depends_on", "waits_for"})


@pytest.fixture(scope="module")
def form(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("forms") / "dd2092.txt"
    path.write_text(form_text(), encoding="utf-8")
    return path


@pytest.fixture
def brought(form: Path, tmp_path: Path) -> Register:
    """A blank register into which the form was brought."""
    register = Register.create(tmp_path / "board.loti", [dd2092.blank_batch("Jo")])
    act = batch(bring(form, register.state(), TODAY), "Jo")
    assert act is not None
    register.apply(act)
    return register


@pytest.fixture(scope="module")
def fixture(tmp_path_factory: pytest.TempPathFactory) -> State:
    path = tmp_path_factory.mktemp("registers") / "dd2092.loti"
    return Register.create(path, [dd2092.first_batch("Jo")]).state()


@pytest.mark.parametrize("kind", ["risk", "funding", "signoff", "step", "milestone", "publication", "procurement"])
def test_a_blank_register_comes_to_hold_what_the_fixture_holds(brought: Register, fixture: State, kind: str) -> None:
    found, wanted = brought.state().of(kind), fixture.of(kind)
    assert len(found) == len(wanted)
    for one, other in zip(found, wanted, strict=True):
        names = {name for name in type(other).__slots__ if name not in IN_WORDS | LINKS} - {"withheld"}
        assert {name: plain(one, name) for name in names} == {name: plain(other, name) for name in names}


def test_the_decision_has_its_money_its_days_and_who_approved_it(brought: Register, fixture: State) -> None:
    found, wanted = brought.state().decision, fixture.decision
    assert found is not None
    assert wanted is not None
    for name in ("ref", "title", "decision_type", "authority", "approved_on", "ceiling", "starts_on", "ends_on"):
        assert plain(found, name) == plain(wanted, name), name


def test_the_rules_find_the_same(brought: Register, fixture: State) -> None:
    def codes(state: State) -> list[tuple[str, str]]:
        return sorted((one.code, one.ref) for one in attention(state, TODAY).open)

    assert codes(brought.state()) == codes(fixture)


def test_what_was_mended_is_said(form: Path, brought: Register) -> None:
    notices = bring(form, brought.state(), TODAY).notices
    (fold,) = (one for one in notices if one.what is What.FOLDED)
    assert (fold.raw, fold.place.column) == (GREEK_ALPHA, 5)
    assert [one.raw for one in notices if one.what is What.REPEATED] == ["a) Key Risks"]
    joined = [one.sentence for one in notices if one.what is What.JOINED]
    assert "The paragraph between 1.1 and 1.3 has no number; it was read as 1.2." in joined


def test_the_raw_letter_is_kept_in_the_history(brought: Register) -> None:
    (document,) = brought.state().sources
    assert GREEK_ALPHA in (document.raw or "")
    assert GREEK_ALPHA in brought.acts()[0].why


def test_again_is_no_change(form: Path, brought: Register) -> None:
    assert batch(bring(form, brought.state(), TODAY), "Jo") is None
