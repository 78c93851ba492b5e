"""How a migration gives tables of items a new form: SQLite cannot add a constraint to a table that is there."""

from __future__ import annotations

import re
from pathlib import Path

import sqlalchemy as sa
from alembic import op


def make_anew(connection: sa.Connection, script: Path) -> None:
    """Carry out a script of CREATE statements, the tables in it filled with the rows of the ones they replace.

    Each table is made under another name, filled, and put in the old one's place; a column that is new stays empty.
    """
    statements = [one.strip() for one in re.sub(r"--.*", "", script.read_text(encoding="utf-8")).split(";")]
    before = set(sa.inspect(connection).get_table_names())
    for statement in filter(None, statements):
        name = statement.split()[2]
        if not statement.startswith("CREATE TABLE") or name not in before:
            connection.exec_driver_sql(statement)
            continue
        connection.exec_driver_sql(statement.replace(f"CREATE TABLE {name}", f"CREATE TABLE new_{name}", 1))
        columns = ", ".join(one["name"] for one in sa.inspect(connection).get_columns(name))
        connection.exec_driver_sql(f"INSERT INTO new_{name} ({columns}) SELECT {columns} FROM {name}")
        op.drop_table(name)
        op.rename_table(f"new_{name}", name)
