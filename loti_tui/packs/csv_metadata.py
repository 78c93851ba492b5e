"""What the columns of the CSV files hold, in the two forms that programs know: CSV on the Web, and a data package.

- CSVW: Metadata Vocabulary for Tabular Data (W3C Recommendation, 17 December 2015), as `-csv-metadata.json`.
- Frictionless Data: Tabular Data Package 1.0, as `-datapackage.json`.

Both name the files that lie beside them and allow in each column what the register allows in the field.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from loti_tui import __version__
from loti_tui.domain.fields import Choice, Field, FieldType, Flag, Link, Money, Score, When, Whole
from loti_tui.domain.moments import stamp
from loti_tui.domain.money import MAX_PENCE
from loti_tui.packs.data import Days, Listing, Moment, Product
from loti_tui.packs.json_schema import WHEN_PATTERN
from loti_tui.packs.pack import Pack
from loti_tui.packs.report import LANGUAGE, NO_MOMENT

Json = dict[str, Any]
Listings = Mapping[str, Listing]
"""Name of a file -> what it holds."""


def metadata(pack: Pack, listings: Listings) -> dict[str, bytes]:
    """Both descriptions of these files."""
    return {
        f"{pack.stem}-csv-metadata.json": encoded(csvw(pack, listings)),
        f"{pack.stem}-datapackage.json": encoded(data_package(pack, listings)),
    }


def encoded(value: Json) -> bytes:
    return f"{json.dumps(value, ensure_ascii=False, indent=2)}\n".encode()


def created(pack: Pack) -> str:
    """The moment of the newest act that the files tell of, in UTC; "" where it is not known."""
    return "" if pack.made == NO_MOMENT else stamp(pack.made)


def label(field: Field) -> str:
    """What a person calls the column."""
    return f"{field.label} (in pence)" if isinstance(field.type, Money) else field.label


def has_id(listing: Listing) -> bool:
    return any(field.name == "id" for field in listing.fields)


def references(listings: Listings, *, in_every_row: bool = False) -> dict[str, list[tuple[str, str]]]:
    """File -> its columns that hold the references of another file's rows, each with that file.

    Only those where every reference is of a row that is there: an issue may have been a risk that was removed since.
    With `in_every_row`, only those that are nowhere empty.
    """
    by_kind = {listing.kind: (name, listing) for name, listing in listings.items()}
    found: dict[str, list[tuple[str, str]]] = {name: [] for name in listings}
    for name, listing in listings.items():
        for field in listing.fields:
            if isinstance(field.type, Link) and field.type.kind in by_kind:
                target, of_kind = by_kind[field.type.kind]
                refs = {one.get("ref") for one in of_kind.records}
                if {one[field.name] for one in listing.records} <= (refs if in_every_row else refs | {None}):
                    found[name].append((field.name, target))
    return found


# -- CSV on the Web --------------------------------------------------------------------------------------------------


def csvw(pack: Pack, listings: Listings) -> Json:
    """The metadata of the whole group of tables."""
    links = references(listings, in_every_row=True)  # validators refuse an empty foreign key
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": LANGUAGE}],
        "dc:title": pack.report.title,
        "dc:description": f"{pack.report.subject}. {pack.report.marking}. As at {pack.report.as_at}.",
        "dc:language": LANGUAGE,
        "dc:creator": f"loti-tui {__version__}",
        **({"dc:created": created(pack)} if created(pack) else {}),
        # No comments: a reference may begin with "#", which would open one by default (section 5.9).
        "dialect": {"encoding": "utf-8", "lineTerminators": ["\r\n"], "commentPrefix": None},
        "tables": [csvw_table(name, listing, links[name]) for name, listing in listings.items()],
    }


def csvw_table(name: str, listing: Listing, links: list[tuple[str, str]]) -> Json:
    described: Json = {"columns": [csvw_column(field) for field in listing.fields]}
    if has_id(listing):
        described["primaryKey"] = "id"
    if links:
        described["foreignKeys"] = [
            {"columnReference": column, "reference": {"resource": target, "columnReference": "ref"}}
            for column, target in links
        ]
    return {"url": name, "tableSchema": described}


def csvw_column(field: Field) -> Json:
    return {
        "name": field.name,
        "titles": field.name,
        "dc:title": label(field),
        "datatype": datatype(field.type),
        "null": "",
        "required": field.required,
    }


def datatype(kind: FieldType) -> Json | str:
    """What a column may hold, in the words of CSVW."""
    match kind:
        case Choice():
            return {"base": "string", "format": one_of(kind.values)}
        case Score() | Product() | Money() | Whole():
            low, high = bounds(kind)
            return {"base": "integer", "minimum": low} | ({} if high is None else {"maximum": high})
        case Days():
            return "integer"
        case Flag():
            return {"base": "boolean", "format": "true|false"}
        case When(to_the_day=True):
            return {"base": "date", "format": "yyyy-MM-dd"}
        case When():
            return {"base": "string", "format": WHEN_PATTERN}
        case Moment():
            return "dateTimeStamp"
        case _:
            return "string"


def one_of(values: tuple[str, ...]) -> str:
    """A pattern that takes each of these words and nothing else."""
    return f"^(?:{'|'.join(map(re.escape, values))})$"


def bounds(kind: FieldType) -> tuple[int, int | None]:
    """The least and the most of a number."""
    match kind:
        case Score():
            return 1, 4
        case Product():
            return 1, 16
        case Money():
            return 0, MAX_PENCE
        case _:
            return 0, None


# -- data package ----------------------------------------------------------------------------------------------------


def data_package(pack: Pack, listings: Listings) -> Json:
    """The descriptor of the whole package."""
    links = references(listings)
    names = {name: name.removeprefix(f"{pack.stem}-").removesuffix(".csv") for name in listings}
    return {
        "profile": "tabular-data-package",
        "name": pack.stem,
        "title": pack.report.title,
        "description": f"{pack.report.subject}. {pack.report.marking}. As at {pack.report.as_at}.",
        **({"created": created(pack)} if created(pack) else {}),
        "resources": [
            {
                "profile": "tabular-data-resource",
                "name": names[name],
                "path": name,
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "doubleQuote": True, "header": True},
                "schema": table_schema(listing, [(column, names[target]) for column, target in links[name]]),
            }
            for name, listing in listings.items()
        ],
    }


def table_schema(listing: Listing, links: list[tuple[str, str]]) -> Json:
    described: Json = {"fields": [schema_field(field) for field in listing.fields], "missingValues": [""]}
    if has_id(listing):
        described["primaryKey"] = ["id"]
    if links:
        described["foreignKeys"] = [
            {"fields": [column], "reference": {"resource": target, "fields": ["ref"]}} for column, target in links
        ]
    return described


def schema_field(field: Field) -> Json:
    kind, constraints = typed(field.type)
    required: Json = {"required": True} if field.required else {}
    return {"name": field.name, "title": label(field), **kind} | (
        {"constraints": required | constraints} if required | constraints else {}
    )


def typed(kind: FieldType) -> tuple[Json, Json]:
    """The type of a column and what constrains it, in the words of a table schema."""
    match kind:
        case Choice():
            return {"type": "string"}, {"enum": list(kind.values)}
        case Score() | Product() | Money() | Whole():
            low, high = bounds(kind)
            return {"type": "integer"}, {"minimum": low} | ({} if high is None else {"maximum": high})
        case Days():
            return {"type": "integer"}, {}
        case Flag():
            return {"type": "boolean", "trueValues": ["true"], "falseValues": ["false"]}, {}
        case When(to_the_day=True):
            return {"type": "date"}, {}
        case When():
            return {"type": "string"}, {"pattern": WHEN_PATTERN}
        case Moment():
            return {"type": "datetime", "format": "%Y-%m-%dT%H:%M:%S.%fZ"}, {}
        case _:
            return {"type": "string"}, {}
