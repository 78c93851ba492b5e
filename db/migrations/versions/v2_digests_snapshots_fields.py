"""Version 2: every batch has a digest that vouches for it, there are sealed snapshots, and items have more fields."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic import op

from db import dialect
from db.migrations.making_anew import make_anew
from loti_tui.domain.changes import Change
from loti_tui.domain.digest import digest

revision = "2"
down_revision = "1"


ITEMS = Path(__file__).with_name("v2_items.sql")


def upgrade() -> None:
    """Bring the log, then the tables of items, to version 2."""
    upgrade_log(op.get_bind())
    make_anew(op.get_bind(), ITEMS)


def upgrade_log(connection: sa.Connection) -> None:
    """Give each batch the digest of what the log says of it now, and make the table of snapshots."""
    lines = [dict(row) for row in connection.execute(sa.text("SELECT * FROM batch ORDER BY seq")).mappings()]
    (register,) = connection.execute(sa.text("SELECT id FROM register")).scalars()
    of_batch = changes(connection)
    for line in lines:
        line["digest"] = digest(register, line, of_batch.get(line["id"], []))
    new_batch = op.create_table(
        "new_batch",
        sa.Column("seq", sa.Integer, nullable=False),
        *(sa.Column(name, sa.String, nullable=name == "undoes") for name in
          ("id", "at", "who", "why", "act", "undoes", "digest")),
        sa.PrimaryKeyConstraint("seq", name="pk_batch"),
        sa.CheckConstraint("act IN ('start', 'edit', 'undo', 'redo')", name="ck_batch_act"),
        sa.CheckConstraint("(act IN ('undo', 'redo')) = (undoes IS NOT NULL)", name="ck_batch_undoes"),
        sa.UniqueConstraint("id", name="uq_batch_id"),
        sa.ForeignKeyConstraint(["undoes"], ["batch.id"], name="fk_batch_undoes"),
        sqlite_strict=True,
    )  # fmt: skip
    op.bulk_insert(new_batch, lines)
    op.drop_table("batch")
    op.rename_table("new_batch", "batch")
    op.create_index("ix_batch_undoes", "batch", ["undoes"])
    op.create_table(
        "snapshot",
        sa.Column("seq", sa.Integer, nullable=False),
        *(sa.Column(name, sa.String, nullable=False) for name in ("id", "name", "upto", "content", "sha256")),
        sa.PrimaryKeyConstraint("seq", name="pk_snapshot"),
        sa.UniqueConstraint("id", name="uq_snapshot_id"),
        sa.UniqueConstraint("name", name="uq_snapshot_name"),
        sa.ForeignKeyConstraint(["upto"], ["batch.id"], name="fk_snapshot_upto"),
        sa.UniqueConstraint("sha256", name="uq_snapshot_sha256"),
        sqlite_strict=True,
    )
    keys = {
        "batch": [["id"], ["seq"]],
        "change": [["id"], ["seq"]],
        "succession": [["change", "earlier"]],
        "snapshot": [["id"], ["name"], ["seq"], ["sha256"]],
    }
    for table, of_table in keys.items():
        dialect.allow_rewriting(connection, table)
        dialect.forbid_rewriting(connection, table, of_table)


def changes(connection: sa.Connection) -> dict[str, list[Change]]:
    """batch -> its changes, as version 1 has them."""
    after: dict[str, set[str]] = {}
    for change, earlier in connection.execute(sa.text("SELECT change, earlier FROM succession")):
        after.setdefault(change, set()).add(earlier)
    found: dict[str, list[Change]] = {}
    query = sa.text("SELECT id, batch, kind, item, field, value FROM change")
    for id_, batch, kind, item, field, value in connection.execute(query):
        read: Any = json.loads(value)
        line = Change(id_, batch, "", kind, item, field, read, frozenset(after.get(id_, ())))
        found.setdefault(batch, []).append(line)
    return found
