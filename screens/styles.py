"""The style sheets: each is read once, when the first screen opens that names it in its `CSS_PATH`.

Textual by itself reads all of them anew for every screen, which takes longer than all the rest of opening it.
"""

from __future__ import annotations

from pathlib import Path, PurePath

from textual.css.stylesheet import Stylesheet


def sheets(*names: str) -> list[str | PurePath]:
    """Where the style sheets of these names are, in the order in which they are to be read."""
    return [Path(__file__).with_name(f"{name}.tcss") for name in names]


class Styles(Stylesheet):
    """Everything that was read; it is read again where the colours have become others, and only then."""

    def __init__(self, colours: dict[str, str]) -> None:
        super().__init__(variables=colours)
        self.colours = colours

    def set_variables(self, variables: dict[str, str]) -> None:
        if variables != self.colours:
            self.colours = variables
            super().set_variables(variables)

    def reparse(self) -> None:
        self.parse()  # which remembers each sheet until the colours change
