"""Nothing withheld is in any byte: unique words in all that is kept back, looked for in every part of every file."""

from __future__ import annotations

import io
import shutil
import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from db.register import Register
from loti_tui.domain.changes import Batch, Edit
from loti_tui.domain.fields import Plain, Text
from loti_tui.domain.items import KINDS
from loti_tui.domain.visibility import KEPT, Origin, origin
from loti_tui.domain.withholding import named
from loti_tui.packs import FORMATS, pack_files, pack_of

DAY = date(2017, 4, 6)
SECRET_DATE = "2023-03-19"
"""A date that stands nowhere else; its spellings are looked for too."""
SECRET_AMOUNT = 765_432_109
"""Pence."""
SPELLINGS = (
    *("2023-03-19", "19 Mar 2023", "19 March 2023", "20230319"),
    *("7,654,321", "7654321", "765432109"),
)


class Canaries:
    """Words that stand nowhere else, each handed out once."""

    def __init__(self) -> None:
        self.words: list[str] = []

    def another(self) -> str:
        self.words.append(f"Zqx{len(self.words):03d}quail")
        return self.words[-1]

    def values(self, kind: str, *origins: Origin) -> dict[str, Plain]:
        """A canary for every text of a kind that has one of these origins."""
        fields = KINDS[kind].fields
        names = [name for name in fields if name not in KEPT and name != "field" and origin(kind, name) in origins]
        return {name: self.another() for name in names if isinstance(fields[name].type, Text) and fields[name].editable}


def change(register: Register, ref: str, values: dict[str, Plain], why: str = "") -> None:
    item = register.state().find(ref)
    register.apply(Batch("Jo", tuple(Edit(item.KIND, item.id, name, value) for name, value in values.items()), why))


BOARD_KINDS = ("issue", "action", "resolution", "spend")


def of_the_board(register: Register, canaries: Canaries) -> None:
    """The board's own record, what was removed, who did it and why."""
    for kind in BOARD_KINDS:
        register.add(kind, canaries.values(kind, Origin.BOARD), who=canaries.another(), why=canaries.another())
    register.add("dayoff", {"title": canaries.another(), "day": "2017-06-02"}, who="Jo")
    finding = {"code": "no-owner", "reason": canaries.another(), "until": "2017-06-01"}
    register.add("acknowledgement", finding, who="Jo")
    register.add("risk", canaries.values("risk", Origin.PART_1), who="Jo")
    removed = register.state().risks[-1]
    change(register, removed.ref, {"removed": True}, canaries.another())
    change(register, "publication", {"until": "2017-05-31"}, canaries.another())
    change(register, "PR1", {"confidence": "A", "confidence_reason": canaries.another()})
    change(register, "publication", canaries.values("publication", Origin.BOARD))
    change(register, "procurement", canaries.values("procurement", Origin.BOARD))
    change(register, "R4", {"rag_recorded": "R"}, canaries.another())


def part_2(register: Register, canaries: Canaries) -> None:
    """Items and fields that are exempt."""
    register.add("risk", canaries.values("risk", Origin.PART_1) | {"impact": 4, "probability": 4}, who="Jo")
    register.add("milestone", canaries.values("milestone", Origin.PART_1) | {"baseline": SECRET_DATE}, who="Jo")
    register.add("step", canaries.values("step", Origin.PART_1) | {"planned": SECRET_DATE}, who="Jo")
    state = register.state()
    for whole in (state.risks[-1], state.milestones[-1], state.steps[-1]):
        register.apply(Batch("Jo", named(whole, "", "2", basis=canaries.another(), why=canaries.another())))
    for ref, field in (("R1", "mitigation"), ("R2", "owner"), ("M1", "owner"), ("SO1", "name"), ("D", "objectives")):
        item = state.find("decision" if ref == "D" else ref)
        change(register, item.ref, {field: canaries.another()}, canaries.another())
        register.apply(Batch("Jo", named(item, field, "2", why=canaries.another())))
    change(register, "procurement", {"value": SECRET_AMOUNT})
    change(register, "decision", {"summary": "Go on with it"})
    register.apply(Batch("Jo", named(state.find("procurement"), "value", "2", why=canaries.another())))
    change(register, "M2", {"forecast": SECRET_DATE}, canaries.another())
    register.apply(Batch("Jo", named(state.find("M2"), "forecast", "2", why=canaries.another())))


def all_of_part_1(register: Register, canaries: Canaries) -> None:
    """Every text of Part 1."""
    for item in list(register.state()):
        values = canaries.values(item.KIND, Origin.PART_1)
        if values and not item.removed:
            change(register, item.ref, values, canaries.another())
    change(register, "procurement", {"value": SECRET_AMOUNT})
    change(register, "F1", {"amount": SECRET_AMOUNT})
    change(register, "M2", {"forecast": SECRET_DATE}, canaries.another())
    change(register, "decision", {"ends_on": SECRET_DATE})


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory, made_once: Path) -> Callable[[], Register]:
    """Registers of DD2092 for all tests here: these only read what was put there."""
    return lambda: Register.open(Path(shutil.copy(made_once, tmp_path_factory.mktemp("canaries"))))


@pytest.fixture(scope="module")
def deferred(own: Callable[[], Register]) -> tuple[Register, Canaries]:
    """Part 1 is deferred, all of it; and a snapshot of an earlier state lies before the present one."""
    register, canaries = own(), Canaries()
    all_of_part_1(register, canaries)
    of_the_board(register, canaries)
    register.take_snapshot("March", who=canaries.another(), why=canaries.another(), day=DAY)
    for risk in register.state().risks:
        change(register, risk.ref, canaries.values("risk", Origin.PART_1), canaries.another())
    return register, canaries


@pytest.fixture(scope="module")
def published(own: Callable[[], Register]) -> tuple[Register, Canaries]:
    """Part 1 is published, but for what is exempt; and a snapshot of an earlier state lies before the present one."""
    register, canaries = own(), Canaries()
    change(register, "publication", {"published_on": "2017-04-05"})
    part_2(register, canaries)
    of_the_board(register, canaries)
    register.take_snapshot("March", who=canaries.another(), why=canaries.another(), day=DAY)
    change(register, "R1", {"mitigation": canaries.another()}, canaries.another())
    change(register, "R3", {"owner": "Somebody else"}, canaries.another())
    return register, canaries


def parts(name: str, content: bytes) -> Iterator[tuple[str, str]]:
    """Every part of a file as text that can be searched: its name, members of archives, what is compressed in a PDF."""
    yield "the name", name
    yield name, content.decode("utf-8", "replace")
    yield f"{name} as UTF-16", content.decode("utf-16-be", "replace")
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            yield f"{name}: comments", str([archive.comment, *(one.comment + one.extra for one in archive.infolist())])
            for one in archive.namelist():
                yield from parts(f"{name}/{one}", archive.read(one))
    if content.startswith(b"%PDF"):
        yield from parts_of_pdf(name, content)


def parts_of_pdf(name: str, content: bytes) -> Iterator[tuple[str, str]]:
    """The text of each page, and every object: strings, names and streams, decompressed."""
    from pypdf import PdfReader
    from pypdf.generic import StreamObject

    reader = PdfReader(io.BytesIO(content))
    for number, page in enumerate(reader.pages):
        yield f"{name}, page {number + 1}", page.extract_text()
    for number in range(1, int(str(reader.trailer["/Size"]))):
        found: Any = reader.get_object(number)
        yield f"{name}, object {number}", str(found)
        if isinstance(found, StreamObject):
            yield f"{name}, stream {number}", found.get_data().decode("utf-8", "replace")


def search(register: Register, canaries: Canaries, word: str, format: str) -> tuple[int, list[str]]:
    """How many parts were looked at, and where something secret was found."""
    made = pack_of(register.basis(word, DAY), source=f"{canaries.words[0]}.loti", audience="public")
    looked, found = 0, []
    for name, content in pack_files(made, [format]).items():
        for place, text in parts(name, content):
            looked += 1
            found += [f"{one} in {place}" for one in (*canaries.words, *SPELLINGS) if one.casefold() in text.casefold()]
    return looked, found


IN_FULL = [pytest.param(name, marks=() if name == "json" else pytest.mark.long) for name in FORMATS]
"""JSON has all that the register has; the others, which take longer, are among the long tests."""


@pytest.mark.parametrize("word", ["now", "March"])
@pytest.mark.parametrize("format", IN_FULL)
def test_nothing_of_a_deferred_part_1_is_in_any_byte(
    deferred: tuple[Register, Canaries], word: str, format: str
) -> None:
    looked, found = search(*deferred, word, format)
    assert found == []
    assert looked or format == "ocds"  # without a procurement there is nothing to release


@pytest.mark.parametrize("word", ["now", "March"])
@pytest.mark.parametrize("format", IN_FULL)
def test_nothing_that_is_exempt_or_the_boards_own_is_in_any_byte(
    published: tuple[Register, Canaries], word: str, format: str
) -> None:
    looked, found = search(*published, word, format)
    assert found == []
    assert looked


def test_the_board_pack_has_what_the_public_one_leaves_out(published: tuple[Register, Canaries]) -> None:
    """Else the search above would find nothing because nothing is ever told."""
    register, canaries = published
    made = pack_of(register.basis("now", DAY), source="board.loti")
    text = "".join(content.decode("utf-8-sig") for content in pack_files(made, ["markdown", "json"]).values())
    told = [word for word in canaries.words if word in text]
    assert len(told) > 30
    assert "7,654,321" in text
    assert "19 Mar 2023" in text


@pytest.mark.long
def test_a_canary_would_be_found_in_every_kind_of_file(published: tuple[Register, Canaries]) -> None:
    """Of what is public, each format that people read shows a word to the same search."""
    register, _ = published
    change(register, "R3", {"description": "Visible wombat"})
    made = pack_of(register.basis("now", DAY), source="board.loti", audience="public")
    for format in ("pdf", "html", "docx", "odt", "xlsx", "ods", "csv", "json", "markdown"):
        texts = [text for name, content in pack_files(made, [format]).items() for _, text in parts(name, content)]
        assert any("wombat" in text for text in texts), format
