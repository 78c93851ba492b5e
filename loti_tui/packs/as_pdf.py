"""PDF: what is printed, archived, and read out by a screen reader, in one file that is PDF/UA-1 and PDF/A-2a at once.

typst makes it from one template; what the pack says goes in as data, so that no text of a register can be markup.
"""

from __future__ import annotations

import json
from importlib.resources import as_file, files

import typst

from loti_tui import __version__
from loti_tui.packs.pack import Pack
from loti_tui.packs.pdf_finish import finished
from loti_tui.packs.pdf_fonts import fonts
from loti_tui.packs.pdf_tree import tree

CREATOR = f"loti-tui {__version__}"


def write(pack: Pack) -> dict[str, bytes]:
    return {f"{pack.stem}.pdf": document(pack)}


def document(pack: Pack) -> bytes:
    """The whole file. Raises `typst.TypstError` where the template does not fit the data, which is a fault of ours."""
    told = tree(pack)
    with as_file(files("loti_tui.packs").joinpath("templates", "pack.typ")) as template:
        made = typst.compile(
            template,
            format="pdf",
            font_paths=fonts(),
            sys_inputs={"pack": json.dumps(told, ensure_ascii=False)},
            pdf_standards=["ua-1", "a-2a"],
            timestamp=int(pack.made.timestamp()),
        )
    tables = [(part["row_head"], len(part["rows"])) for part in told["parts"] if part["kind"] in ("table", "matrix")]
    return finished(made, tables, CREATOR)
