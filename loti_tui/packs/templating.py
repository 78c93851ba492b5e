"""Templates of markup: the one place where text from a register and markup meet, and where the text is escaped.

Every value that a template shows is escaped for XML and HTML, unless it is `Markup`, which only code of this package
makes. What no XML document can hold is replaced by U+FFFD on its way: `clean` has taken it out at the door already, and
a text that came by another way must not make a document that nobody can open.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

if TYPE_CHECKING:
    from jinja2 import Environment

# The controls but tab and the line ends, the surrogates, and the noncharacters of the first plane: XML 1.0 (2.2) has no
# place for most of them, HTML none for the rest.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


def rendered(name: str, **values: object) -> str:
    """The template of this name in `loti_tui/packs/templates`, with these values. A name that it misses is a fault."""
    return environment().get_template(name).render(**values)


@cache
def environment() -> Environment:
    """The only environment of templates: everything escaped, nothing undefined, no line of a tag left behind."""
    from jinja2 import Environment, FunctionLoader, StrictUndefined  # slow to load, and not all who escape render

    return Environment(
        loader=FunctionLoader(source),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=legal,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )


def source(name: str) -> str:
    """A template as it was installed with the program."""
    return files("loti_tui.packs").joinpath("templates", name).read_text("utf-8")


def legal(value: object) -> object:
    """The value, a text without what no document can hold. Markup stays markup: no such character stands in ours."""
    return _ILLEGAL.sub("\ufffd", value) if type(value) is str and _ILLEGAL.search(value) else value


def escaped(text: str) -> Markup:
    """Text from the register as markup that shows it, for what puts markup of its own round it."""
    return escape(legal(text))
