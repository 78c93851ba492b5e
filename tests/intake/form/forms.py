"""Forms for tests: files that lie beside, or texts, read as a person's file would be."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from loti_tui.domain.fields import Plain
from loti_tui.intake.document import Document
from loti_tui.intake.form import take_form
from loti_tui.intake.reading import read_document
from loti_tui.intake.source import source_of_bytes
from loti_tui.intake.taken import Found, Notice, Taken, Value, What

TODAY = date(2026, 1, 5)
FORMS = Path(__file__).parents[2] / "data" / "forms"
SEED = Path(__file__).parents[4] / "shared" / "data" / "dd2092.txt"
NAMES = sorted(path.name for path in FORMS.iterdir() if path.name != "README.md")


def document(name: str, text: str) -> Document:
    """A text as the document that the reader makes of it."""
    return read_document(source_of_bytes(name, text.encode()))


def text_of(name: str) -> str:
    """The text of one of the forms that lie beside; of "dd2092", that of the decision itself."""
    return (SEED if name == "dd2092" else FORMS / name).read_text(encoding="utf-8")


def taken(name: str) -> Taken:
    """What one of the forms says."""
    return take_form(document(f"{name}.txt" if name == "dd2092" else name, text_of(name)), TODAY)


def taken_of(text: str) -> Taken:
    """What a text says."""
    return take_form(document("form.txt", text), TODAY)


def items(found: Taken, kind: str) -> list[Found]:
    """The items of one kind, in order."""
    return [item for item in found.found if item.kind == kind]


def item(found: Taken, key: str) -> Found:
    """The item of that key."""
    return next(one for one in found.found if one.key == key)


def plain(item: Found) -> dict[str, Plain]:
    """The values of an item, without those in doubt."""
    return {name: value.plain for name, value in item.values.items() if not value.doubt}


def doubt(found: Taken, key: str, field: str) -> tuple[str, tuple[Plain, ...]]:
    """The raw text and the candidates of a value that must be in doubt."""
    value = item(found, key).values[field]
    assert value.doubt
    assert value.plain is None
    return value.raw, value.candidates


def said(found: Taken, what: What) -> list[Notice]:
    """The notices of one kind, in order."""
    return [notice for notice in found.notices if notice.what is what]


def values(found: Taken) -> list[tuple[Found, str, Value]]:
    """Every value with its item and the name of its field."""
    return [(one, name, value) for one in found.found for name, value in one.values.items()]
