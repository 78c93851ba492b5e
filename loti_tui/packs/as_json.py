"""JSON: one document, indented, so that two packs can be compared line by line; and beside it the schema of it."""

from __future__ import annotations

import json
from typing import Any

from loti_tui.packs.data import document
from loti_tui.packs.json_schema import schema
from loti_tui.packs.pack import Pack


def write(pack: Pack) -> dict[str, bytes]:
    """The document, which names its schema first, and that schema, which lies beside it."""
    beside = f"{pack.stem}.schema.json"
    return {
        f"{pack.stem}.json": encoded({"$schema": beside, **document(pack)}),
        beside: encoded(schema(pack, beside)),
    }


def encoded(value: dict[str, Any]) -> bytes:
    """UTF-8 without a byte order mark, as RFC 8259 (section 8.1) requires."""
    return f"{json.dumps(value, ensure_ascii=False, allow_nan=False, indent=2)}\n".encode()
