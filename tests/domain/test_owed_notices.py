"""Which notices of a procurement are owed by now, and which of them the register says were sent."""

from __future__ import annotations

from datetime import date

import pytest

from loti_tui.domain.item import Item
from loti_tui.domain.procuring import Purchase, purchase
from tests.domain.findings.cases import contract, day_off, procurement, step
from tests.domain.findings.cases import register as in_memory

Value = str | int | bool | None
ABOVE: dict[str, Value] = {"planned_for": "2025-03", "value": 300_000_00}
"""Under the Procurement Act 2023, above the threshold."""


def bought(*steps: Item, **values: Value) -> Purchase:
    """A procurement of these values with these steps: £100,000, planned for April 2017, quotes."""
    found = purchase(in_memory(procurement(**values), *steps))
    assert found is not None
    return found


def at(stage: str, ref: str, **values: Value) -> Item:
    return step(ref, **{"stage": stage, "title": stage.capitalize(), **values})


def award(**values: Value) -> Item:
    return at("award", "S7", **values)


def invitation(**values: Value) -> Item:
    return at("invitation", "S4", **values)


def notices(found: Purchase) -> dict[str, tuple[bool, bool]]:
    """code -> whether its event has happened, and whether it was sent."""
    return {one.notice.code: (one.happened, one.sent) for one in found.owed}


def test_a_notice_is_owed_once_its_event_has_happened() -> None:
    assert notices(bought(award())) == {"contracts-finder-award": (False, False), "transparency-code": (False, False)}
    assert notices(bought(award(status="done")))["contracts-finder-award"] == (True, False)
    assert notices(bought(award(status="done")))["transparency-code"] == (False, False)


def test_a_contract_that_is_executed_was_awarded() -> None:
    for steps in ([contract(status="done")], [award(), contract(status="done")]):
        assert notices(bought(*steps))["contracts-finder-award"] == (True, False)


def test_an_award_notice_of_the_act_is_owed_since_the_award_though_its_day_goes_by_the_contract() -> None:
    assert notices(bought(contract(forecast="2026-06-01"), **ABOVE))["award-uk6"] == (False, False)
    assert notices(bought(award(status="done"), contract(forecast="2026-06-01"), **ABOVE))["award-uk6"] == (True, False)


def test_an_advertisement_is_owed_once_the_invitation_is_issued() -> None:
    invited = invitation(status="done")
    assert notices(bought(invited, method="tender"))["contracts-finder-advert"] == (True, False)
    assert "contracts-finder-advert" not in notices(bought(invited))


def test_the_step_of_the_notices_tells_that_all_were_sent() -> None:
    sent = at("notices", "S9", status="done")
    assert set(notices(bought(contract(status="done"), sent)).values()) == {(True, True)}
    assert set(notices(bought(contract(status="done"), at("notices", "S9"))).values()) == {(True, False)}


def test_the_step_of_the_notices_is_no_award() -> None:
    assert notices(bought(award(), at("notices", "S9", status="done")))["contracts-finder-award"] == (False, True)


@pytest.mark.parametrize(
    "words",
    [
        "Contracts Finder award entry",
        "contracts finder",
        "Award entry",
        "Contracts Finder award entry, published on 5 April 2017, number 123",
        "Transparency Code; Contracts Finder",
        "Contracts Finder and Transparency Code",
    ],
)
def test_a_finished_step_names_the_notice_that_went_out_with_it(words: str) -> None:
    found = notices(bought(award(status="done", notice=words)))
    assert found["contracts-finder-award"] == (True, True)


@pytest.mark.parametrize("words", ["", "Transparency Code", "entry", "award", "Contracts", "On a finder", ",", "and"])
def test_other_words_do_not_stand_for_it(words: str) -> None:
    assert notices(bought(award(status="done", notice=words)))["contracts-finder-award"] == (True, False)


def test_a_number_stands_for_its_notice_alone() -> None:
    told = notices(bought(award(status="done", notice="UK6"), contract(status="done"), **ABOVE))
    assert {code: sent for code, (_, sent) in told.items()} == {
        "award-uk6": True,
        "contract-details-uk7": False,
        "transparency-code": False,
    }
    told = notices(bought(contract(status="done", notice="uk6, UK7"), **ABOVE))
    assert {code for code, (_, sent) in told.items() if sent} == {"award-uk6", "contract-details-uk7"}


@pytest.mark.parametrize("values", [{"status": "planned"}, {"status": "dropped", "actual": "2017-04-05"}])
def test_a_step_that_is_not_finished_sent_nothing(values: dict[str, Value]) -> None:
    named = at("award", "S6", notice="Contracts Finder", position=9, **values)
    assert notices(bought(award(status="done"), named))["contracts-finder-award"] == (True, False)


def test_the_same_words_mean_the_entry_of_the_invitation_before_the_award_and_that_of_the_award_after_it() -> None:
    invited = invitation(status="done", notice="Contracts Finder")
    told = notices(bought(invited, award(status="done"), method="tender"))
    assert told["contracts-finder-advert"] == (True, True)
    assert told["contracts-finder-award"] == (True, False)
    told = notices(
        bought(at("invitation", "S4", status="done"), award(status="done", notice="Contracts Finder"), method="tender")
    )
    assert told["contracts-finder-advert"] == (True, False)
    assert told["contracts-finder-award"] == (True, True)


def test_a_step_without_a_stage_may_have_sent_any_notice() -> None:
    sent = step("S3", title="We told everybody", stage=None, status="done", notice="Contracts Finder")
    assert notices(bought(award(status="done"), sent))["contracts-finder-award"] == (True, True)


def test_no_notice_is_owed_where_law_or_value_is_not_known() -> None:
    assert bought(award(status="done"), value=None).owed == ()
    assert bought(award(status="done"), planned_for=None).owed == ()


def test_a_day_off_moves_the_day_of_an_award_notice() -> None:
    signed = contract(forecast="2026-01-02")
    days = [
        next(one.notice.due for one in found.owed if one.notice.code == "award-uk6")
        for found in (bought(signed, **ABOVE), bought(signed, day_off("2025-12-22"), **ABOVE))
    ]
    assert days == [date(2025, 12, 18), date(2025, 12, 17)]
