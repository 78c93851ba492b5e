"""Version 4: the documents that were brought in, and how they were read."""

from __future__ import annotations

from pathlib import Path

from alembic import op

from db.migrations.making_anew import make_anew

revision = "4"
down_revision = "3"

ITEMS = Path(__file__).with_name("v4_items.sql")


def upgrade() -> None:
    """Add the table of documents."""
    make_anew(op.get_bind(), ITEMS)
