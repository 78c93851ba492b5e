"""The options that several commands share, described once."""

from __future__ import annotations

from typing import Annotated

import typer

Json = Annotated[bool, typer.Option("--json", help="Print one JSON document.")]
Plain = Annotated[bool, typer.Option("--plain", help="Print one fact a line, for screen readers.")]
Why = Annotated[str, typer.Option("--why", metavar="TEXT", help="The reason; it is kept with the change.")]
NewOwner = Annotated[
    bool, typer.Option("--new-owner", help="The owner is somebody new, though nearly a name that is known.")
]
Values = Annotated[
    list[str],
    typer.Argument(metavar="FIELD=VALUE...", help="A field and its new value; nothing after = clears it."),
]
