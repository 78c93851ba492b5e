"""The views that a person keeps: in a file beside their settings, a list of tables for each screen.

A file that cannot be read is told about and never written over. What in it is no view is left out and left alone.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from loti_tui import places
from loti_tui.domain.ordering import MOST, Order, SortKey
from loti_tui.domain.refused import Refused
from loti_tui.domain.text import clean, quoted
from loti_tui.domain.views import View, called, known, view_name
from loti_tui.settings import read_toml, write

HEAD = "The views that were kept on the screens of loti-tui: “v” shows them, “V” keeps one."
LONGEST = 200
"""Characters of a filter, a choice, a column."""
BACKWARDS = "-"
"""Before the name of a column in an order: the other way round."""


@dataclass(frozen=True, slots=True)
class Kept:
    """The views of one screen, and what of the file could not be used, in a sentence ("" where all could)."""

    views: tuple[View, ...] = ()
    problem: str = ""


def views_file() -> Path:
    """Where a person's views are kept, beside their settings; the file need not be there."""
    return places.settings_file().with_name("views.toml")


# -- reading -----------------------------------------------------------------------------------------------------------


def read(screen: str, file: Path | None = None) -> Kept:
    """The views that are kept for a screen, in the order in which they were kept."""
    file = file or views_file()
    said, problem = read_toml(file)
    if problem:
        return Kept(problem=f"{problem} Your own views are not to be had; the file was left as it is.")
    found: list[View] = []
    unusable = 0
    tables = said.get(screen, [])
    for table in tables if isinstance(tables, list) else [tables]:
        try:
            view = view_of(table)
            known(screen, view)
        except Refused:
            unusable += 1
            continue
        if called(found, view.name) is None:
            found.append(view)
    words = (
        f"{unusable} of the views in {file.name} cannot be used and {'was' if unusable == 1 else 'were'} left alone."
    )
    return Kept(tuple(found), words if unusable else "")


def view_of(table: object) -> View:
    """The view that a table of the file describes. Raises `Refused` where it describes none."""
    if not isinstance(table, Mapping):
        raise Refused("A view is a table.")
    order = table.get("order", [])
    if not isinstance(order, list) or len(order) > MOST:
        raise Refused(f"An order is a list of at most {MOST} columns.")
    keys = tuple(SortKey(word.removeprefix(BACKWARDS), word.startswith(BACKWARDS)) for word in map(words, order))
    filter, only, column = (words(table.get(name, "")) for name in ("filter", "only", "column"))
    return View(view_name(words(table.get("name", ""))), filter, keys, only, column)


def words(value: object) -> str:
    """A text of the file. Raises `Refused` where it is none."""
    if not isinstance(value, str):
        raise Refused(f"{quoted(value)} is no text.")
    return clean(value, limit=LONGEST)


# -- writing -----------------------------------------------------------------------------------------------------------


def keep(screen: str, view: View, *, replacing: bool = False, file: Path | None = None) -> None:
    """Keep a view of a screen. Raises `Refused`, with the file as it was: where a view has that name and it is not
    `replacing`, where the file cannot be read, and where it cannot be written."""
    known(screen, view)
    with Changed(file or views_file()) as document:
        tables = tables_of(document, screen)
        place = place_of(tables, view.name)
        if place is None:
            tables.append(table_of(view))
        elif replacing:
            tables[place] = table_of(view)
        else:
            raise NameTaken(f"{quoted(view.name)} is kept already. Enter again puts this view in its place.")


def forget(screen: str, name: str, *, file: Path | None = None) -> None:
    """Keep a view no longer. Raises `Refused`, with the file as it was."""
    with Changed(file or views_file()) as document:
        tables = tables_of(document, screen)
        place = place_of(tables, name)
        if place is None:
            raise Refused(f"{quoted(name)} is not kept any more.")
        del tables[place]
        if not len(tables):
            document.remove(screen)


class NameTaken(Refused):
    """A view of that name is kept already; nothing was written."""


class Changed:
    """The document of the file, written where the block is left without a fault. Raises `Refused`."""

    def __init__(self, file: Path) -> None:
        self.file = Path(os.path.realpath(file))  # one that lies elsewhere, with a person's other settings, stays there

    def __enter__(self) -> Any:
        import tomlkit
        from tomlkit.exceptions import TOMLKitError

        try:
            if self.file.exists():
                self.document = tomlkit.parse(self.file.read_text(encoding="utf-8-sig"))
            else:
                self.document = tomlkit.document()
                self.document.add(tomlkit.comment(HEAD))
        except OSError as fault:
            raise Refused(f"{self.file} cannot be read ({fault.strerror}). Nothing was written into it.") from fault
        except (TOMLKitError, UnicodeError, RecursionError) as fault:
            raise Refused(
                f"{self.file} cannot be read as TOML, so nothing was written into it. Mend it, or move it."
            ) from fault
        return self.document

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, trace: object) -> None:
        import tomlkit

        if fault is not None:
            return
        try:
            write(self.file, tomlkit.dumps(self.document))
        except OSError as failed:
            raise Refused(f"{self.file} cannot be written ({failed.strerror}). It is as it was.") from failed


def tables_of(document: Any, screen: str) -> Any:
    """The list of tables of a screen, made where there is none. Raises `Refused` where something else has its name."""
    import tomlkit
    from tomlkit.items import AoT

    if screen not in document:
        document.append(screen, tomlkit.aot())
    tables = document[screen]
    if not isinstance(tables, AoT):
        raise Refused(f"“{screen}” in the file of views is no list of tables ([[{screen}]]), so nothing was written.")
    return tables


def place_of(tables: Iterable[Any], name: str) -> int | None:
    """Where the view of that name stands among the tables of a screen."""
    for place, table in enumerate(tables):
        try:
            view = view_of(table)
        except Refused:
            continue
        if called((view,), name):
            return place
    return None


def table_of(view: View) -> Any:
    """A view as a table of the file: what says nothing is left out."""
    import tomlkit

    table = tomlkit.table()
    said: dict[str, object] = {
        "name": view.name,
        "filter": view.filter,
        "only": view.only,
        "order": order_words(view.order),
        "column": view.column,
    }
    for name, value in said.items():
        if value:
            table.add(name, value)
    table.add(tomlkit.nl())
    return table


def order_words(order: Order) -> list[str]:
    """An order as the file has it."""
    return [f"{BACKWARDS if key.backwards else ''}{key.name}" for key in order]
