"""Version 3: what the public pack leaves out is recorded, and how far a deferral reaches."""

from __future__ import annotations

from pathlib import Path

from alembic import op

from db.migrations.making_anew import make_anew

revision = "3"
down_revision = "2"

ITEMS = Path(__file__).with_name("v3_items.sql")


def upgrade() -> None:
    """Bring the tables of items to version 3."""
    make_anew(op.get_bind(), ITEMS)
