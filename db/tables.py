"""The tables: what the log adds up to, one SQLModel class a kind.

What a column may hold is not said here a second time: the constraints come from `loti_tui.domain.items`.
Names of constraints are fixed, so that a later migration can find them.
"""

from __future__ import annotations

from typing import Any, ClassVar

from sqlalchemy import CheckConstraint, Index, Text, text
from sqlmodel import Field

from db.base import Base
from loti_tui.domain.fields import TEXT_LIMIT, Choice, Flag, Money, Score, When, Whole
from loti_tui.domain.items import KINDS


def rule(name: str, kind: Any, required: bool) -> str | None:
    """The SQL condition for one column, in words that every database knows."""
    if isinstance(kind, Score):
        return f"{name} BETWEEN 1 AND 4"
    if isinstance(kind, Choice):
        return f"{name} IN ({', '.join(repr(str(value)) for value in kind.values)})"
    if isinstance(kind, When):
        return f"length({name}) = 10" if kind.to_the_day else f"length({name}) IN (4, 7, 10)"
    if isinstance(kind, Flag):
        return f"{name} IN (FALSE, TRUE)"
    if isinstance(kind, Money | Whole):
        return f"{name} >= 0"
    if type(kind).__name__ == "Text":
        return f"length({name}) BETWEEN {1 if required else 0} AND {TEXT_LIMIT}"
    return None


def table_args(kind: str) -> tuple[Any, ...]:
    """The CHECKs of every field, one living item a reference, and STRICT."""
    checks = [
        CheckConstraint(condition, name=name)
        for name, field in KINDS[kind].fields.items()
        if (condition := rule(name, field.type, field.required))
    ]
    living = Index(
        f"uq_{kind}_living_ref",
        "ref",
        unique=True,
        sqlite_where=text("removed = 0"),
        postgresql_where=text("NOT removed"),
    )
    return (*checks, living, {"sqlite_strict": True})


class ItemRow(Base):
    """What every kind's table begins with."""

    id: str = Field(primary_key=True)
    ref: str
    removed: bool = False


class InProgramme(ItemRow):
    """All but the programme itself belong to one."""

    programme: str | None = Field(default=None, foreign_key="programme.id")


class ProgrammeRow(InProgramme, table=True):
    __tablename__: ClassVar[Any] = "programme"
    __table_args__ = table_args("programme")
    title: str
    confidence: str | None = None
    confidence_reason: str | None = None
    milestone_rule: str | None = None


class DayOffRow(InProgramme, table=True):
    __tablename__: ClassVar[Any] = "dayoff"
    __table_args__ = table_args("dayoff")
    title: str
    day: str
    nation: str | None = None


class DecisionRow(InProgramme, table=True):
    __tablename__: ClassVar[Any] = "decision"
    __table_args__ = table_args("decision")
    title: str
    decision_type: str | None = None
    summary: str | None = None
    authority: str | None = None
    approved_on: str | None = None
    ceiling: int | None = None
    starts_on: str | None = None
    ends_on: str | None = None
    objectives: str | None = None
    outcomes: str | None = None
    source: str | None = None


class FundingRow(InProgramme, table=True):
    __tablename__: ClassVar[Any] = "funding"
    __table_args__ = table_args("funding")
    payer: str
    amount: int | None = None


class SpendRow(InProgramme, table=True):
    __tablename__: ClassVar[Any] = "spend"
    __table_args__ = table_args("spend")
    title: str
    amount: int | None = None
    stage: str
    dated: str | None = None
    payee: str | None = None


class SignOffRow(InProgramme, table=True):
    __tablename__: ClassVar[Any] = "signoff"
    __table_args__ = table_args("signoff")
    role: str
    name: str | None = None
    signed_on: str | None = None
    confirmed: str | None = None


class RiskRow(InProgramme, table=True):
    __tablename__: ClassVar[Any] = "risk"
    __table_args__ = table_args("risk")
    description: str
    cause: str | None = None
    event: str | None = None
    effect: str | None = None
    mitigation: str | None = None
    response: str | None = None
    category: str | None = None
    probability: int | None = None
    impact: int | None = None
    rag_recorded: str | None = None
    rag_reason: str | None = None
    inherent_probability: int | None = None
    inherent_impact: int | None = None
    target_probability: int | None = None
    target_impact: int | None = None
    owner: str | None = None
    actionee: str | None = None
    proximity: str | None = None
    review_on: str | None = None
    raised_on: str | None = None
    status: str


class IssueRow(InProgramme, table=True):
    __tablename__: ClassVar[Any] = "issue"
    __table_args__ = table_args("issue")
    description: str
    risk: str | None = Field(default=None, foreign_key="risk.id")
    impact: str | None = None
    response: str | None = None
    owner: str | None = None
    raised_on: str | None = None
    due: str | None = None
    status: str


class ProcurementRow(InProgramme, table=True):
    __tablename__: ClassVar[Any] = "procurement"
    __table_args__ = table_args("procurement")
    title: str
    lead: str | None = None
    rules: str | None = None
    route: str | None = None
    value: int | None = None
    planned_for: str | None = None
    begun_on: str | None = None
    method: str | None = None
    exemption: str | None = None
    supplier: str | None = None
    ocid: str | None = None


class StepRow(InProgramme, table=True):
    __tablename__: ClassVar[Any] = "step"
    __table_args__ = table_args("step")
    procurement: str | None = Field(default=None, foreign_key="procurement.id")
    position: int | None = None
    title: str
    stage: str | None = None
    lead: str | None = None
    planned: str | None = None
    forecast: str | None = None
    actual: str | None = None
    status: str
    notice: str | None = None


class MilestoneRow(InProgramme, table=True):
    __tablename__: ClassVar[Any] = "milestone"
    __table_args__ = table_args("milestone")
    title: str
    outcome: str | None = None
    owner: str | None = None
    baseline: str | None = None
    forecast: str | None = None
    actual: str | None = None
    status: str
    depends_on: str | None = Field(default=None, sa_type=Text)
    confidence: str | None = None


class PublicationRow(InProgramme, table=True):
    __tablename__: ClassVar[Any] = "publication"
    __table_args__ = table_args("publication")
    deferred: bool
    until: str | None = None
    reason: str | None = None
    waits_for: str | None = Field(default=None, foreign_key="step.id")
    exemption: str | None = None
    scope: str | None = None
    published_on: str | None = None
    published_by: str | None = None
    part2: bool
    part2_basis: str | None = None
    part2_review_on: str | None = None


class ActionRow(InProgramme, table=True):
    __tablename__: ClassVar[Any] = "action"
    __table_args__ = table_args("action")
    description: str
    owner: str | None = None
    due: str | None = None
    status: str
    done_on: str | None = None
    meeting: str | None = None
    risk: str | None = Field(default=None, foreign_key="risk.id")
    note: str | None = None


class ResolutionRow(InProgramme, table=True):
    __tablename__: ClassVar[Any] = "resolution"
    __table_args__ = table_args("resolution")
    decided: str
    stage: str | None = None
    meeting: str | None = None
    reason: str | None = None


class MatrixRow(InProgramme, table=True):
    __tablename__: ClassVar[Any] = "matrix"
    __table_args__ = table_args("matrix")
    title: str
    effective_on: str | None = None
    i1p1: str
    i1p2: str
    i1p3: str
    i1p4: str
    i2p1: str
    i2p2: str
    i2p3: str
    i2p4: str
    i3p1: str
    i3p2: str
    i3p3: str
    i3p4: str
    i4p1: str
    i4p2: str
    i4p3: str
    i4p4: str


class AcknowledgementRow(InProgramme, table=True):
    __tablename__: ClassVar[Any] = "acknowledgement"
    __table_args__ = table_args("acknowledgement")
    code: str
    about: str | None = None
    reason: str
    until: str


class WithholdingRow(InProgramme, table=True):
    __tablename__: ClassVar[Any] = "withholding"
    __table_args__ = table_args("withholding")
    about: str | None = None
    field: str | None = None
    part: str
    basis: str | None = None
    reason: str | None = None


class SourceRow(InProgramme, table=True):
    __tablename__: ClassVar[Any] = "source"
    __table_args__ = table_args("source")
    title: str
    layout: str | None = None
    sha256: str | None = None
    brought_on: str | None = None
    columns: str | None = None
    words: str | None = None
    raw: str | None = None
    doubts: str | None = None


ROWS: dict[str, type[ItemRow]] = {
    row.__tablename__: row
    for row in (
        ProgrammeRow,
        DayOffRow,
        DecisionRow,
        FundingRow,
        SpendRow,
        SignOffRow,
        RiskRow,
        IssueRow,
        ProcurementRow,
        StepRow,
        MilestoneRow,
        PublicationRow,
        ActionRow,
        ResolutionRow,
        MatrixRow,
        AcknowledgementRow,
        WithholdingRow,
        SourceRow,
    )
}
