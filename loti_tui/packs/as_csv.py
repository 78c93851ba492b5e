"""CSV: one file for each kind of record, with the names of the JSON document in its first row.

- RFC 4180: commas, CRLF between rows, quotation marks where a value needs them.
- UTF-8 with a byte order mark: Excel opens a file without one as Windows-1252 on a double click and shows "Â£", and a
  council laptop has Excel. Programs read it as `utf-8-sig`.
- Dates are reduced ISO 8601 (`2017-04`), amounts are whole pence, yes and no are `true` and `false`, and what is not
  recorded is empty. (Excel shows `2017-04` as Apr-17; the file itself holds the month.)
- Text that a spreadsheet would run as a formula is *defused* by one apostrophe in front; `restored` takes it off again.
- Lines (objectives, outcomes) are joined by newlines, references (`depends_on`) by ", ".
- Beside them lies what stands in each column, in two forms that programs know (`csv_metadata`).

The findings have no file: they are sentences of a day, and `loti check --json` has them for programs.
"""

from __future__ import annotations

import csv
import io
import re

from loti_tui.packs.csv_metadata import metadata
from loti_tui.packs.data import Listing, tables
from loti_tui.packs.pack import Pack

# What a spreadsheet takes for the start of a formula (OWASP, "CSV Injection"), full-width forms included, also after
# white space. Apostrophes before it count: or text that was written with one would lose it when it is restored.
_FORMULA = re.compile(r"'*(?:\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|\s*[\t\r\n])")

LINES = {"objectives", "outcomes"}
"""The lists of lines of text; every other list is of references."""


def defused(text: str) -> str:
    """The text with an apostrophe in front where a spreadsheet might run it."""
    return f"'{text}" if _FORMULA.match(text) else text


def restored(cell: str) -> str:
    """The text that was `defused` into this cell: for every text, `restored(defused(text)) == text`."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def write(pack: Pack) -> dict[str, bytes]:
    """The same set of files for every register, so that a script can rely on each; without items, the header alone."""
    listings = {f"{pack.stem}-{name}.csv": listing for name, listing in tables(pack).items()}
    return {name: encoded(listing) for name, listing in listings.items()} | metadata(pack, listings)


def encoded(listing: Listing) -> bytes:
    """One file. A record with another name than those of the header is a fault of this program, and fails."""
    text = io.StringIO(newline="")
    head = [field.name for field in listing.fields]
    lines = csv.DictWriter(text, head, lineterminator="\r\n", extrasaction="raise")
    lines.writeheader()
    lines.writerows({name: cell(name, value) for name, value in row.items()} for row in listing.records)
    return text.getvalue().encode("utf-8-sig")


def cell(name: str, value: object) -> object:
    """One value as it stands in the file. Numbers stay numbers: -12 days is no formula."""
    match value:
        case bool():
            return "true" if value else "false"
        case list():
            return defused(("\n" if name in LINES else ", ").join(map(str, value)))
        case str():
            return defused(str(value))
        case _:
            return value
