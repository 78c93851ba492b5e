"""The log: batches, their changes, and which change replaced which; and the sealed states. All of it only grows."""

from __future__ import annotations

from typing import Any, ClassVar

from sqlalchemy import CheckConstraint, Index, Text
from sqlmodel import Field

from db.base import Base
from loti_tui.domain.changes import Act


class RegisterRow(Base, table=True):
    """One line: which register this is (kept in every copy), and the version of its tables."""

    __tablename__: ClassVar[Any] = "register"
    __table_args__ = ({"sqlite_strict": True},)
    id: str = Field(primary_key=True)
    schema_: str = Field(sa_column_kwargs={"name": "schema"})
    made_at: str


class BatchRow(Base, table=True):
    """One act of one person. `seq` is the order in which this file learnt of it; `digest` vouches for its lines."""

    __tablename__: ClassVar[Any] = "batch"
    __table_args__ = (
        CheckConstraint(f"act IN ({', '.join(repr(str(act)) for act in Act)})", name="act"),
        CheckConstraint("(act IN ('undo', 'redo')) = (undoes IS NOT NULL)", name="undoes"),
        {"sqlite_strict": True},
    )
    seq: int | None = Field(default=None, primary_key=True)
    id: str = Field(unique=True)
    at: str
    who: str
    why: str = ""
    act: str
    undoes: str | None = Field(default=None, foreign_key="batch.id", index=True)
    digest: str


class ChangeRow(Base, table=True):
    """One field of one item and the value it got, as JSON."""

    __tablename__: ClassVar[Any] = "change"
    __table_args__ = (Index("ix_change_field", "item", "field"), {"sqlite_strict": True})
    seq: int | None = Field(default=None, primary_key=True)
    id: str = Field(unique=True)
    batch: str = Field(foreign_key="batch.id", index=True)
    kind: str
    item: str
    field: str
    value: str = Field(sa_type=Text)


class SuccessionRow(Base, table=True):
    """`change` replaced `earlier`, which its author had seen. A change that none replaced is an end of its field."""

    __tablename__: ClassVar[Any] = "succession"
    __table_args__ = ({"sqlite_strict": True},)
    change: str = Field(primary_key=True, foreign_key="change.id")
    earlier: str = Field(primary_key=True, foreign_key="change.id", index=True)


class SnapshotRow(Base, table=True):
    """The sealed state of the register after the act `upto`: its canonical JSON and the SHA-256 of that.

    The JSON names the SHA-256 of the snapshot before, so that none can be taken out or altered unnoticed.
    """

    __tablename__: ClassVar[Any] = "snapshot"
    __table_args__ = ({"sqlite_strict": True},)
    seq: int | None = Field(default=None, primary_key=True)
    id: str = Field(unique=True)
    name: str = Field(unique=True)
    upto: str = Field(foreign_key="batch.id")
    content: str = Field(sa_type=Text)
    sha256: str = Field(unique=True)
