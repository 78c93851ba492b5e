"""Version 1: the tables that a register first had. Where every way begins; a new register is made up to date."""

revision = "1"
down_revision = None


def upgrade() -> None:
    """Nothing leads here: there is no earlier version."""
