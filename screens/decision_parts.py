"""What stands on the screen of the decision, part by part: fields, records, sums, and what is not recorded yet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from loti_tui.commands import key
from loti_tui.domain.accounting import NOTHING, Account, account, funding_label, left_label, left_words
from loti_tui.domain.item import Item
from loti_tui.domain.items import KINDS, Withholding
from loti_tui.domain.kept_back import naming
from loti_tui.domain.money import money_words
from loti_tui.domain.ordering import Order, in_order, value_of
from loti_tui.domain.state import State, plain
from loti_tui.domain.text import fold
from screens.links import field_words, filter_words, short_words
from screens.table_screen import EMPTY
from screens.widgets.ledger import LABEL, Part
from screens.widgets.plain import line
from screens.widgets.rows import Cell, Column, TableRow

REF = Column("ref", "", least=3, most=8)
FIELDS = (Column(LABEL, "", least=26, most=26), Column("value", "", grow=1))
"""The columns of a part whose rows are the fields of one item."""
COLUMNS: Mapping[str, tuple[Column, ...]] = {
    "funding": (REF, Column("payer", "", grow=1, least=12), Column("amount", "Amount", "right", most=16)),
    "spend": (
        REF,
        Column("title", "", grow=3, least=12),
        Column("payee", "Payee", grow=2, least=8),
        Column("stage", "Stage", most=9),
        Column("dated", "Date", most=11),
        Column("amount", "Amount", "right", most=16),
    ),
    "signoff": (
        REF,
        Column("role", "", grow=3, least=12),
        Column("name", "Name", most=18),
        Column("signed_on", "Date", most=11),
        Column("confirmed", "Confirmed", grow=3, least=12),
    ),
    "dayoff": (
        REF,
        Column("title", "", grow=1, least=12),
        Column("day", "Date", most=11),
        Column("nation", "Where", most=17),
    ),
    "withholding": (
        REF,
        Column("about", "", least=12, most=20),
        Column("field", "Field", most=18),
        Column("part", "Part", most=4),
        Column("basis", "Legal basis", most=14),
        Column("reason", "Reason", grow=1, least=10),
    ),
}
"""kind -> the columns of its part; the first with words of its own stands under the title."""
TITLES: Mapping[str, str] = {
    "decision": "Decision",
    "funding": "Funding",
    "spend": "Spending",
    "signoff": "Sign-offs",
    "programme": "Programme",
    "dayoff": "Days off",
    "withholding": "Withheld",
}
"""The parts in their order, by the kind of what is in each."""
SHORTER: Mapping[str, str] = {"confidence_reason": "Reason"}
"""The labels that have no room, by the name of the field."""
WHAT_ADDS: Mapping[str, str] = {
    "decision": "{new} adds it.",
    "programme": "It comes with the register.",
    "dayoff": "{new} adds another day.",
    "withholding": "{withhold} on an item names it.",
}
"""kind -> what to press where nothing of it is recorded, if it is not what adds one."""
WHY_FUNDED = "The sum is worked out from the funding lines and the spending ceiling: edit one of these."
WHY_SPENT = "The sum is worked out from the amounts above and the spending ceiling: edit one of these."


@dataclass(frozen=True, slots=True)
class Line:
    """One row and what it stands for: a record, one field of a record, a sum, or that nothing is recorded."""

    row: TableRow
    kind: str
    item: Item | None = None
    field: str = ""
    """The field that the row is, where it is one."""
    why: str = ""
    """Why nothing of the row can be edited, where it is worked out."""
    words: str = ""
    """All that a filter looks for; "" where the row is nothing to be found."""


def field_row(item: Item, field: str) -> str:
    """The id of the row that is one field of an item."""
    return f"{item.id} {field}"


def lines_of(kind: str, state: State, today: date, order: Order = ()) -> list[Line]:
    """The rows of one part; those that are records in this order."""
    if kind in COLUMNS:
        items = in_order(state.of(kind), order, lambda name: value_of(kind, name, state, today))
        records = [record_line(item, state) for item in items]
        lines = [*records, *sums(kind, account(state))]
    else:
        item = state.single(kind)
        lines = list(field_lines(item, state)) if item else []
    return lines or [nothing(kind)]


def nothing(kind: str) -> Line:
    """That nothing is recorded; whoever wants to edit it is told what adds it."""
    name = COLUMNS.get(kind, FIELDS)[1].name
    why = f"{NOTHING[kind]}. {WHAT_ADDS.get(kind, '{new} adds one.').format(new=key('new'), withhold=key('withhold'))}"
    return Line(TableRow(f"no {kind}", {name: Cell(NOTHING[kind], "muted")}), kind, why=why)


def field_lines(item: Item, state: State) -> Iterator[Line]:
    """One row a field, the reference first."""
    kind = KINDS[item.KIND]
    names = ("ref", *kind.editable) if item.KIND == "decision" else kind.editable
    for name in names:
        field = kind.fields[name]
        label = SHORTER.get(name, field.label)
        label = f"{label}, withheld" if naming(item, name, state) else label
        shown = Cell(field_words(item, field, state), "muted" if plain(item, name) is None else "")
        row = TableRow(field_row(item, name), {LABEL: Cell(label, "muted"), "value": shown})
        yield Line(row, item.KIND, item, name, words=fold(f"{TITLES[item.KIND]} {label} {shown.text}"))


def record_line(item: Item, state: State) -> Line:
    """One row a record."""
    fields = KINDS[item.KIND].fields
    cells = {"ref": Cell(item.ref, "muted")}
    for column in COLUMNS[item.KIND][1:]:
        words = short_words(item, fields[column.name], state)
        cells[column.name] = Cell(words) if words else EMPTY
    if isinstance(item, Withholding):
        cells |= withholding_cells(item, state)
    elif naming(item, "", state):
        title = cells[KINDS[item.KIND].title]
        cells[KINDS[item.KIND].title] = Cell(f"{title.text} (withheld)", title.tone)
    every = " ".join(filter_words(item, fields[name], state) for name in ("ref", *KINDS[item.KIND].editable))
    return Line(TableRow(item.id, cells), item.KIND, item, words=fold(f"{TITLES[item.KIND]} {every}"))


def withholding_cells(mark: Withholding, state: State) -> dict[str, Cell]:
    """A field by its label, a part by its number."""
    about = next((state.items[one] for one in mark.about if one in state.items), None)
    field = KINDS[about.KIND].fields.get(mark.field or "") if about else None
    words = field.label if field else line(mark.field or "")
    return {"field": Cell(words) if words else Cell("All of it", "muted"), "part": Cell(mark.part)}


def sums(kind: str, of: Account) -> Iterator[Line]:
    """What the records of a part come to, below them."""
    if kind == "funding" and of.lines:
        tone = {True: "green", False: "amber", None: "muted"}[of.adds_up]
        yield sum_line(kind, "sum", funding_label(of), money_words(of.funded), WHY_FUNDED, tone)
    if kind == "spend":
        if of.spent or of.unpriced:
            yield sum_line(kind, "committed", "Committed", money_words(of.committed), WHY_SPENT, "muted")
            yield sum_line(kind, "paid", "Paid", money_words(of.paid), WHY_SPENT, "muted")
        else:
            yield nothing(kind)
        tone = "red" if of.left is not None and of.left < 0 else "muted"
        if of.ceiling is not None:
            yield sum_line(kind, "left", left_label(of), left_words(of), WHY_SPENT, tone)


def sum_line(kind: str, name: str, label: str, amount: str, why: str, tone: str) -> Line:
    """A sum: what it is, under the titles, and how much, under the amounts."""
    title = COLUMNS[kind][1].name
    plain_tone = "" if tone == "muted" else tone
    return Line(
        TableRow(f"{name} {kind}", {title: Cell(line(label), tone), "amount": Cell(amount, plain_tone)}), kind, why=why
    )


# -- in which order, and which of them ---------------------------------------------------------------------------------


def columns(kind: str, lines: Sequence[Line]) -> tuple[Column, ...]:
    """The columns of a part; of fields that are not recorded, those of a record."""
    return COLUMNS.get(kind) or (FIELDS if any(one.item for one in lines) else (REF, FIELDS[1]))


def parts_of(lines: Mapping[str, Sequence[Line]]) -> list[Part]:
    """The parts of the table, in their order."""
    return [
        Part(kind, title, columns(kind, lines[kind]), tuple(one.row for one in lines[kind]))
        for kind, title in TITLES.items()
    ]


def sifted(lines: Sequence[Line], wanted: Sequence[str]) -> list[Line]:
    """The rows that have all of these folded words; all of them where there are none."""
    return [one for one in lines if not wanted or (one.words and all(word in one.words for word in wanted))]
