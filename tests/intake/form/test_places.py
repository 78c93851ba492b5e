"""Every value and every notice tells where it was read, and its raw text stands there."""

from __future__ import annotations

import pytest

from loti_tui.domain.items import KINDS
from loti_tui.intake.form import take_form
from loti_tui.intake.place import NOWHERE
from loti_tui.intake.taken import What
from tests.intake.form.forms import NAMES, SEED, TODAY, document, taken, text_of, values
from tests.intake.form.literally import NUMBERS, stands_at

FORMS = [*(["dd2092"] if SEED.exists() else []), *NAMES]


@pytest.mark.parametrize("name", FORMS)
def test_the_raw_text_of_each_value_stands_at_its_place(name: str) -> None:
    found = document(f"{name}.txt" if name == "dd2092" else name, text_of(name))
    for one, field, value in values(take_form(found, TODAY)):
        if value.raw:
            assert stands_at(found, value.raw, value.place), (one.key, field, value)
        else:
            assert value.doubt or value.place == NOWHERE, (one.key, field, value)


@pytest.mark.parametrize("name", FORMS)
def test_no_number_date_or_amount_is_without_its_raw_text(name: str) -> None:
    for one, field, value in values(taken(name)):
        assert field not in NUMBERS or value.plain is None or value.raw, (one.key, field)


@pytest.mark.parametrize("name", FORMS)
def test_each_value_is_as_the_register_would_keep_it(name: str) -> None:
    for one, field, value in values(taken(name)):
        assert value.plain is None or KINDS[one.kind].fields[field].check(value.plain) == value.plain
        assert not value.doubt or value.plain is None


@pytest.mark.parametrize("name", FORMS)
def test_each_item_has_a_key_of_its_own_and_links_to_items_of_the_same_form(name: str) -> None:
    found = taken(name)
    keys = [one.key for one in found.found]
    assert len(set(keys)) == len(keys)
    for one in found.found:
        for linked in one.links.values():
            assert set(linked) <= set(keys)


@pytest.mark.parametrize("name", FORMS)
def test_each_doubt_is_said(name: str) -> None:
    found = taken(name)
    lines = {notice.place.line for notice in found.notices if notice.what is What.DOUBTED}
    for one, field, value in values(found):
        assert not value.doubt or value.place.line in lines, (one.key, field, value)


@pytest.mark.parametrize("name", FORMS)
def test_notices_are_sentences_in_the_order_of_the_file(name: str) -> None:
    notices = taken(name).notices
    assert all(notice.sentence[:1].isupper() or notice.sentence[0] in "“£" for notice in notices)
    assert all(notice.sentence.endswith((".", "”")) for notice in notices)
