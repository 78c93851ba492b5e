"""JSON: one document, indented, so that two packs can be compared line by line."""

from __future__ import annotations

import json

from loti_tui.packs.data import document
from loti_tui.packs.pack import Pack


def write(pack: Pack) -> dict[str, bytes]:
    """UTF-8 without a byte order mark, as RFC 8259 (section 8.1) requires."""
    text = json.dumps(document(pack), ensure_ascii=False, allow_nan=False, indent=2)
    return {f"{pack.stem}.json": f"{text}\n".encode()}
