"""Digests of what is recorded: a fact that was altered outside the door is noticed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

from loti_tui.domain.changes import Change


def canonical(document: Any) -> str:
    """One text for one document, whatever the order of its keys: JSON without white space, letters as they are."""
    return json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def sha256(text: str) -> str:
    """The SHA-256 of a text in UTF-8, as 64 hexadecimal digits."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def digest(register: str, batch: Mapping[str, str | None], changes: Iterable[Change]) -> str:
    """What the log keeps beside a batch: a digest of it, of its changes and of the register that it belongs to.

    `batch` has id, at, who, why, act and undoes. SQLite keeps no checksums; with this, a letter that a failing disk
    or another program altered in any line of the log is found.
    """
    lines = sorted([c.id, c.kind, c.item, c.field, c.value, sorted(c.after)] for c in changes)
    heading = {name: batch[name] for name in ("id", "at", "who", "why", "act", "undoes")}
    return sha256(canonical([register, heading, lines]))
