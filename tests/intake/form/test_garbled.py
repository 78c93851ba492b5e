"""Forms that machines read badly: never a fault, never a number that is silently wrong."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loti_tui.domain.refused import Refused
from loti_tui.intake.document import Document
from loti_tui.intake.form import take_form
from loti_tui.intake.taken import Found, Taken
from tests.intake.form.forms import NAMES, SEED, TODAY, document, taken, text_of, values
from tests.intake.form.garbling import GARBLING, SHIFTING, mutated
from tests.intake.form.literally import NUMBERS, says, stands_at

FORMS = [*(["dd2092"] if SEED.exists() else []), *(name for name in NAMES if not name.endswith(".html"))]
NORMAL, LONG = 8, 600
"""Examples of each form in the default run, and in the long one."""

truth = cache(taken)


def what_comes_of(name: str, text: str) -> tuple[Document, Taken] | None:
    """The document and what it says; None where it was refused in a sentence."""
    try:
        found = document(f"{name}.txt" if name == "dd2092" else name, text)
        return found, take_form(found, TODAY)
    except Refused:
        return None


def same_item(one: Found, others: list[Found]) -> Found | None:
    """The item of the undamaged form that this one is: by its words, since its number may have moved."""
    of_kind = [other for other in others if other.kind == one.kind]
    words = {"risk": "description", "funding": "payer", "signoff": "role", "milestone": "title"}.get(one.kind)
    if words is None:
        return next((other for other in of_kind if other.key == one.key), None)
    raw = one.values[words].raw if words in one.values else ""
    near = [other for other in of_kind if raw and (raw in other.values[words].raw or other.values[words].raw in raw)]
    if not near and one.kind == "risk" and "mitigation" in one.values:
        raw = one.values["mitigation"].raw
        near = [other for other in of_kind if raw and raw in other.values["mitigation"].raw]
    return near[0] if len({other.values[words].raw for other in near}) == 1 else None


def check_literally(name: str, text: str) -> None:
    """Each number without doubt is the true one, or stands in the text just so."""
    if (outcome := what_comes_of(name, text)) is None:
        return
    found, told = outcome
    true = {(one.kind, field, value.plain, value.raw) for one, field, value in values(truth(name))}
    for one, field, value in values(told):
        assert (value.plain is None) >= bool(value.doubt)
        if value.raw:
            assert stands_at(found, value.raw, value.place), (one.key, field, value)
        if field in NUMBERS and value.plain is not None and (one.kind, field, value.plain, value.raw) not in true:
            assert says(field, value.raw, value.plain), (one.key, field, value)


def check_strictly(name: str, text: str) -> None:
    """Each number without doubt is the true one of its item: no character was changed, only places."""
    if (outcome := what_comes_of(name, text)) is None:
        return
    for one, field, value in values(outcome[1]):
        if field in NUMBERS and value.plain is not None:
            true = same_item(one, list(truth(name).found))
            was = true.values.get(field) if true else None
            if was is None or was.doubt:  # the form itself leaves it open: another line may close it
                assert says(field, value.raw, value.plain), (one.key, field, value)
            else:
                assert value.plain == was.plain, (one.key, field, value, was)


def many(check: Callable[[str, str], None], name: str, examples: int, most: int, *, garbled: bool) -> None:
    """Try a check on many mutations of one form."""

    @settings(max_examples=examples, deadline=None)
    @given(st.data())
    def tried(data: st.DataObject) -> None:
        check(name, mutated(text_of(name), data, GARBLING if garbled else SHIFTING, most))

    tried()


@pytest.mark.parametrize("name", FORMS)
def test_cells_and_lines_that_move_put_no_number_in_the_wrong_place(name: str) -> None:
    many(check_strictly, name, NORMAL, 1, garbled=False)


@pytest.mark.parametrize("name", FORMS)
def test_a_garbled_form_raises_nothing_and_says_no_number_that_does_not_stand_in_it(name: str) -> None:
    many(check_literally, name, NORMAL, 4, garbled=True)


@pytest.mark.long
@pytest.mark.parametrize("name", FORMS)
def test_over_thousands_of_forms_no_number_moves_to_the_wrong_place(name: str) -> None:
    many(check_strictly, name, LONG, 2, garbled=False)


@pytest.mark.long
@pytest.mark.parametrize("name", FORMS)
def test_over_thousands_of_garbled_forms_no_number_is_silently_wrong(name: str) -> None:
    many(check_literally, name, LONG, 6, garbled=True)


@pytest.mark.parametrize(
    "text", ["", " ", "\t\t", "|", "DD2092", "REQUEST FOR DIRECTOR DECISION", "Date:\nDate:\nCode:"]
)
def test_a_text_with_hardly_anything_in_it_is_refused_or_read(text: str) -> None:
    what_comes_of("dd2092", text)


@settings(max_examples=30, deadline=None)
@given(st.text(), st.sampled_from(["REQUEST FOR DIRECTOR DECISION – DD1\n", "Key information\nCode:\nDecision by:\n"]))
def test_any_text_behind_a_head_is_read(text: str, head: str) -> None:
    what_comes_of("dd2092", head + text)
