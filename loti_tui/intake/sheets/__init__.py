"""Spreadsheets into what they say: CSV, TSV, XLSX and ODS with any headings, and a pack that comes back.

`reading` makes sheets of a file, within bounds. `headings` finds what each column holds, `scales` what its words and
numbers stand for, `cells` reads one value, `rows` all of them. `packs` and `pack_json` know what this program wrote
itself and read it exactly. `looking` is the way in: `look` says how a file would be read and what must be asked;
`take_sheets` reads it.
"""
