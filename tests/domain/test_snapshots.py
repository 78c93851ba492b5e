"""A sealed state stays what was sealed: whatever is altered, taken out or slipped in is found and named."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from typing import Any

import pytest

from loti_tui.domain.changes import Change
from loti_tui.domain.digest import canonical, sha256
from loti_tui.domain.snapshots import FORM, Snapshot, breaches, items, seal

REGISTER = "register-1"
LOG = [
    Change("c1", "b1", "2017-04-01", "risk", "r1", "removed", False),
    Change("c2", "b1", "2017-04-01", "risk", "r1", "owner", "Ann"),
    Change("c3", "b2", "2017-04-02", "risk", "r1", "owner", "Zoë", frozenset({"c2"})),
    Change("c4", "b3", "2017-04-03", "risk", "r1", "owner", None, frozenset({"c3"})),
    Change("c5", "b3", "2017-04-03", "issue", "i1", "removed", True),
]
ACTS = ["b1", "b2", "b3"]


def sealed(number: int, before: Snapshot | None) -> Snapshot:
    """The snapshot after act number 1, 2 or 3."""
    heading = {
        "register": REGISTER,
        "id": f"s{number}",
        "name": f"Board {number}",
        "at": "2017-04-06T09:00:00.000000Z",
        "who": "Ann",
        "why": "",
        "upto": f"b{number}",
        "before": before.sha256 if before else None,
    }
    upto = ACTS[:number]
    return seal(heading, [change for change in LOG if change.batch in upto])


@pytest.fixture
def chain() -> list[Snapshot]:
    """Three snapshots, one after each act."""
    found: list[Snapshot] = []
    for number in (1, 2, 3):
        found.append(sealed(number, found[-1] if found else None))
    return found


def found_in(chain: list[Snapshot], log: list[Change] | None = None, register: str = REGISTER) -> list[tuple[str, str]]:
    return list(breaches(register, chain, LOG if log is None else log, ACTS))


def resealed(one: Snapshot, **altered: Any) -> Snapshot:
    """Somebody altered the content and worked out its SHA-256 again, so that it looks untouched by itself."""
    content = canonical({**one.document, **altered})
    return replace(one, content=content, sha256=sha256(content))


def test_an_untouched_chain_has_no_breach(chain: list[Snapshot]) -> None:
    assert found_in(chain) == []


def test_no_snapshot_is_no_breach() -> None:
    assert found_in([]) == []


def test_what_is_done_after_sealing_is_no_breach(chain: list[Snapshot]) -> None:
    assert found_in(chain[:1]) == []


def test_two_snapshots_of_the_same_act_are_no_breach(chain: list[Snapshot]) -> None:
    heading = {key: chain[2].document[key] for key in ("register", "at", "who", "why", "upto")}
    again = seal({**heading, "id": "s4", "name": "Board 4", "before": chain[2].sha256}, LOG)
    assert found_in([*chain, again]) == []


def test_a_snapshot_is_canonical_json_with_its_sha_256(chain: list[Snapshot]) -> None:
    one = chain[1]
    assert one.sha256 == hashlib.sha256(one.content.encode()).hexdigest()
    assert json.dumps(json.loads(one.content), ensure_ascii=False, sort_keys=True, separators=(",", ":")) == one.content
    assert (one.id, one.name, one.upto) == ("s2", "Board 2", "b2")
    assert one.document == {
        "form": FORM,
        "register": REGISTER,
        "id": "s2",
        "name": "Board 2",
        "at": "2017-04-06T09:00:00.000000Z",
        "who": "Ann",
        "why": "",
        "upto": "b2",
        "before": chain[0].sha256,
        "day": None,
        "items": {"risk": {"r1": {"owner": "Zoë", "removed": False}}},
    }


def test_removed_items_are_sealed_too_and_empty_fields_are_left_out() -> None:
    assert items(LOG) == {"risk": {"r1": {"removed": False}}, "issue": {"i1": {"removed": True}}}


def test_the_same_facts_have_the_same_seal_in_whatever_order(chain: list[Snapshot]) -> None:
    heading = {key: chain[2].document[key] for key in ("register", "id", "name", "at", "who", "why", "upto", "before")}
    assert seal(dict(reversed(heading.items())), reversed(LOG)) == chain[2]


@pytest.mark.parametrize("number", [0, 1, 2])
def test_an_altered_letter_is_found_and_the_snapshot_named(chain: list[Snapshot], number: int) -> None:
    chain[number] = replace(chain[number], content=chain[number].content.replace("Ann", "Anm"))
    ((found, sentence),) = found_in(chain)
    assert found == f"s{number + 1}"
    assert f"Snapshot “Board {number + 1}” is not what was sealed: its content was altered." in sentence


@pytest.mark.parametrize("number", [0, 1, 2])
def test_an_altered_sum_is_found(chain: list[Snapshot], number: int) -> None:
    chain[number] = replace(chain[number], sha256="0" * 64)
    assert f"s{number + 1}" in {one for one, _ in found_in(chain)}


@pytest.mark.parametrize(
    ("column", "value"), [("id", "s9"), ("name", "Another board"), ("upto", "b2")], ids=["id", "name", "upto"]
)
def test_an_altered_column_beside_the_content_is_found(chain: list[Snapshot], column: str, value: str) -> None:
    altered: dict[str, Any] = {column: value}
    chain[2] = replace(chain[2], **altered)
    assert any("its heading was altered" in sentence for _, sentence in found_in(chain))


@pytest.mark.parametrize("altered", ["register", "id", "name", "upto"])
def test_a_heading_that_was_altered_and_sealed_again_is_found(chain: list[Snapshot], altered: str) -> None:
    chain[2] = resealed(chain[2], **{altered: "other"})
    assert any("its heading was altered" in sentence for _, sentence in found_in(chain))


def test_items_that_were_altered_and_sealed_again_are_found(chain: list[Snapshot]) -> None:
    chain[2] = resealed(chain[2], items={"risk": {"r1": {"owner": "Mallory", "removed": False}}})
    ((found, sentence),) = found_in(chain)
    assert found == "s3"
    assert "the log of its day adds up to something else" in sentence


@pytest.mark.parametrize("number", [0, 1])
def test_anything_sealed_again_breaks_the_chain_after_it(chain: list[Snapshot], number: int) -> None:
    chain[number] = resealed(chain[number], who="Mallory", why="never said", at="2010-01-01T00:00:00.000000Z")
    ((found, sentence),) = found_in(chain)
    assert found == f"s{number + 2}"
    assert "the snapshot before it was altered, taken out or slipped in" in sentence


@pytest.mark.parametrize("number", [0, 1])
def test_a_snapshot_taken_out_is_found(chain: list[Snapshot], number: int) -> None:
    del chain[number]
    assert any("the snapshot before it" in sentence for _, sentence in found_in(chain))


@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_snapshot_slipped_in_is_found(chain: list[Snapshot], place: int) -> None:
    slipped = resealed(chain[place], id="s9", name="Slipped in")
    chain.insert(place, replace(slipped, id="s9", name="Slipped in"))
    assert any("the snapshot before it" in sentence for _, sentence in found_in(chain))


def test_two_snapshots_in_the_other_order_are_found(chain: list[Snapshot]) -> None:
    assert found_in([chain[1], chain[0], chain[2]]) != []


def test_a_snapshot_of_another_register_is_found(chain: list[Snapshot]) -> None:
    assert {one for one, _ in found_in(chain, register="register-2")} == {"s1", "s2", "s3"}


@pytest.mark.parametrize("value", ["Mallory", None])
def test_a_log_that_was_altered_under_a_snapshot_is_found_from_there_on(
    chain: list[Snapshot], value: str | None
) -> None:
    log = [replace(change, value=value) if change.id == "c3" else change for change in LOG]
    assert [one for one, _ in found_in(chain, log)] == ["s2"]


def test_an_act_that_was_taken_out_of_the_log_is_found(chain: list[Snapshot]) -> None:
    log = [change for change in LOG if change.batch != "b1"]
    assert [one for one, _ in found_in(chain, log)] == ["s1", "s2", "s3"]


@pytest.mark.parametrize("content", ["", "Minutes", "[]", "{}", '"text"', "null", '{"form":"loti-snapshot-1"}'])
def test_a_content_that_is_no_snapshot_at_all_is_a_breach_and_no_fault(chain: list[Snapshot], content: str) -> None:
    """Whoever writes nonsense may write its SHA-256 too; every other snapshot is still looked at."""
    chain[1] = replace(chain[1], content=content, sha256=sha256(content))
    assert {"s2", "s3"} <= {one for one, _ in found_in(chain)}
