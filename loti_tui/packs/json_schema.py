"""The JSON Schema (draft 2020-12) of the JSON document of a pack, made from what the fields of the register may hold.

It allows nothing that is not described: a name more or less, a probability of 9, a 31 February.
"""

from __future__ import annotations

from typing import Any

from loti_tui.domain.fields import Choice, Field, FieldType, Flag, Links, Money, Score, When, Whole
from loti_tui.domain.items import KINDS
from loti_tui.domain.money import MAX_PENCE
from loti_tui.packs.data import LISTED, SINGLE, Anything, Days, Lines, Moment, Product, Records, described
from loti_tui.packs.pack import Pack

Schema = dict[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"

_YEAR = "(?:19|2[01])[0-9]{2}"
_MONTH = "(?:0[1-9]|1[0-2])"
# The 29th of a February and the 31st of every month are told apart by their numbers, but for leap years.
_MONTH_DAY = "(?:(?:0[1-9]|1[0-2])-(?:0[1-9]|1[0-9]|2[0-9])|(?:0[13-9]|1[0-2])-30|(?:0[13578]|1[02])-31)"
DAY_PATTERN = f"^{_YEAR}-{_MONTH_DAY}$"
WHEN_PATTERN = f"^{_YEAR}(?:-Q[1-4]|-{_MONTH}|-{_MONTH_DAY})?$"
_MOMENT = "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\\.[0-9]{6}Z"


def schema(pack: Pack, name: str) -> Schema:
    """The schema of the JSON document of this pack; `name` is the name of the file that it will be."""
    kinds = (*SINGLE, *LISTED.values(), "funding", "signoff", "deferral", "cell", "change", "withheld")
    return {
        "$schema": DIALECT,
        "title": pack.report.title,
        "description": f"The document that lies beside it, as at {pack.today.isoformat()}.",
        **closed(top(pack, name)),
        "$defs": {kind: of_kind(pack, kind) for kind in kinds},
    }


def top(pack: Pack, name: str) -> dict[str, Schema]:
    """The names of the document and what stands under each."""
    single = {kind: maybe({"$ref": f"#/$defs/{kind}"}) | about(KINDS[kind].name.capitalize()) for kind in SINGLE}
    listed = {key: many(kind) for key, kind in LISTED.items()}
    return {
        "$schema": {"const": name},
        "register": {"type": "string", **about("The register that it was made from")},
        "as_at": {"type": "string", "pattern": DAY_PATTERN, **about("The day that it tells of")},
        "audience": {"const": pack.audience, **about("Whom it was made for")},
        **single,
        **listed,
        "matrix": {**many("cell"), "minItems": 16, "maxItems": 16, **about("The RAG of each pair of the matrix")},
        "snapshot": maybe(
            closed({"name": {"type": "string"}, "sha256": {"type": "string", "pattern": "^[0-9a-f]{64}$"}})
        )
        | about("The snapshot that it was made from"),
        "made": maybe(of_type(Moment())) | about("The moment of the newest change in it"),
        "compared_with": maybe({"type": "string"}) | about("The snapshot that the changes are counted from"),
        "changes": many("change"),
        "withheld": many("withheld"),
    }


def about(text: str) -> Schema:
    return {"description": text}


def many(kind: str) -> Schema:
    return {"type": "array", "items": {"$ref": f"#/$defs/{kind}"}}


def maybe(one: Schema) -> Schema:
    """The same, or null."""
    return {"anyOf": [one, {"type": "null"}]}


def closed(properties: dict[str, Schema]) -> Schema:
    """An object that has these names, all of them and no others."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def of_kind(pack: Pack, kind: str) -> Schema:
    """A record of one kind."""
    return closed({field.name: of_field(field) for field in described(pack, kind)})


def of_field(field: Field) -> Schema:
    """What stands under one name, null too where nothing need be recorded."""
    holds = of_type(field.type)
    label = f"{field.label} (in pence)" if isinstance(field.type, Money) else field.label
    always = field.required or isinstance(field.type, Links | Lines | Records)
    return (holds if always else maybe(holds)) | about(label)


def of_type(kind: FieldType) -> Schema:
    """What a type of field may hold, in JSON."""
    match kind:
        case Choice():
            return {"enum": list(kind.values)}
        case Score():
            return {"type": "integer", "minimum": 1, "maximum": 4}
        case Product():
            return {"type": "integer", "minimum": 1, "maximum": 16}
        case Money():
            return {"type": "integer", "minimum": 0, "maximum": MAX_PENCE}
        case Whole():
            return {"type": "integer", "minimum": 0}
        case Days():
            return {"type": "integer"}
        case Flag():
            return {"type": "boolean"}
        case When():
            return {"type": "string", "pattern": DAY_PATTERN if kind.to_the_day else WHEN_PATTERN}
        case Moment():
            return {"type": "string", "pattern": f"^(?:{_MOMENT})?$" if kind.or_empty else f"^{_MOMENT}$"}
        case Lines() | Links():
            return {"type": "array", "items": {"type": "string"}}
        case Records():
            return many(kind.kind)
        case Anything():
            return {"type": ["string", "integer", "boolean", "array", "null"]}
        case _:
            return {"type": "string"}
