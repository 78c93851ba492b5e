"""What every kind of item is made of: how a field is declared, what all items have, and a kind as the rest reads it."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from loti_tui.domain.fields import Field, FieldType, Flag, Link, Text


def declared(label: str, kind: FieldType, default: Any = None, *, required: bool = False, editable: bool = True) -> Any:
    """One field of an item: its label for people, what it may hold, and its value where nothing is recorded."""
    return dataclasses.field(
        default=default, metadata={"label": label, "type": kind, "required": required, "editable": editable}
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """What every kind has: an id for the program, a reference for people, and whether it was removed."""

    KIND: ClassVar[str] = ""
    PREFIX: ClassVar[str] = ""
    TITLE: ClassVar[str] = "title"
    SINGLE: ClassVar[bool] = False
    """Whether a programme has just one, which people then call by the name of its kind."""

    id: str
    ref: str = declared("Reference", Text(), "", required=True, editable=False)
    removed: bool = declared("Removed", Flag(), False, required=True, editable=False)
    programme: str | None = declared("Programme", Link("programme"), editable=False)
    withheld: frozenset[str] = frozenset()
    """The names of the fields that were taken out because they are withheld; recorded nowhere."""

    @property
    def title_words(self) -> str:
        """What the item is called in a sentence or a heading."""
        return str(getattr(self, self.TITLE) or "") if self.TITLE else self.KIND.capitalize()


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of item: its class and its fields by name, `ref`, `removed` and `programme` among them."""

    name: str
    prefix: str
    single: bool
    item: type[Item]
    fields: Mapping[str, Field]

    @property
    def title(self) -> str:
        """The field by which people know an item of this kind."""
        return self.item.TITLE

    @property
    def editable(self) -> tuple[str, ...]:
        """The names that a person may set."""
        return tuple(name for name, field in self.fields.items() if field.editable)


def described(item: type[Item]) -> Kind:
    """The kind that a dataclass declares."""
    fields = {
        one.name: Field(
            one.name,
            **{k: one.metadata[k] for k in ("label", "type", "required", "editable")},
            default=one.default if isinstance(one.default, str | bool) and one.default != "" else None,
        )
        for one in dataclasses.fields(item)
        if one.metadata
    }
    return Kind(item.KIND, item.PREFIX, item.SINGLE, item, fields)
