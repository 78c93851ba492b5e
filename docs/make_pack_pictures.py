"""Make the pictures in docs/packs: the pages of a board pack and of a public pack of DD2092, as on 6 April 2017.

    .venv/bin/python docs/make_pack_pictures.py

The pages come out of the PDF by pdftoppm (Debian's poppler-utils).
"""

from __future__ import annotations

import subprocess
import tempfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from db.register import Register
from fixtures import dd2092
from loti_tui.domain.changes import Batch, Edit, new_item
from loti_tui.domain.fields import Plain
from loti_tui.packs import pack_of, write_pack

PICTURES = Path(__file__).parent / "packs"
BEGUN = datetime(2017, 3, 24, 9, 30, tzinfo=UTC)
DAY = date(2017, 4, 6)
RESOLUTION = "64"
"""Dots in an inch: the pages are read on a screen."""
ACTS: tuple[tuple[str, dict[str, Plain], str], ...] = (
    ("R1", {"impact": 3}, "two suppliers withdrew"),
    ("R2", {"owner": "Jo Bloggs"}, ""),
    ("R4", {"status": "closed"}, "the boroughs have named their people"),
    ("M2", {"forecast": "2017-12"}, "the provider starts a month later"),
    ("publication", {"until": "2017-05-31"}, "the procurement is not finished"),
)
"""Reference, what is changed, why: what happened between the snapshot and the pack."""


def lived_in(folder: Path) -> Register:
    """The register of DD2092 after a fortnight's work, each act an hour after the one before."""
    clock = iter(BEGUN + timedelta(hours=number) for number in range(100))
    register = Register.create(folder / "dd2092.loti", [dd2092.first_batch("Jo Bloggs")], now=lambda: next(clock))
    register.take_snapshot("March board", who="Jo Bloggs", day=date(2017, 3, 24))
    for ref, values, why in ACTS:
        item = register.state().find(ref)
        edits = tuple(Edit(item.KIND, item.id, name, value) for name, value in values.items())
        register.apply(Batch("Jo Bloggs", edits, why))
    new: dict[str, Plain] = {
        "description": "Borough data cannot be shared with the provider",
        "mitigation": "A data sharing agreement is signed before field assessment begins.",
        "probability": 3, "impact": 3, "owner": "Sam Roe", "response": "treat",
    }  # fmt: skip
    register.apply(Batch("Sam Roe", new_item("risk", new), "raised by Camden"))
    return register


def pages(pdf: Path, name: str) -> None:
    """Every page of a PDF as a picture."""
    for old in PICTURES.glob(f"{name}-*.png"):
        old.unlink()
    subprocess.run(["pdftoppm", "-r", RESOLUTION, "-png", str(pdf), str(PICTURES / name)], check=True)


def main() -> None:
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        basis = lived_in(folder).basis("now", DAY)
        for audience in ("board", "public"):
            made = pack_of(basis, source="dd2092.loti", audience=audience)
            (pdf,) = write_pack(made, ["pdf"], folder / audience)
            pages(pdf, audience)


if __name__ == "__main__":
    main()
