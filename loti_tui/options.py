"""The options that every command understands, taken out of the command line before anything else is loaded.

Only the standard library and the leaves of the domain are imported here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from loti_tui.domain.dates import PartialDate, Precision
from loti_tui.domain.refused import Refused
from loti_tui.domain.text import quoted

NEEDS = {
    "--register": "a file name",
    "--today": "a day such as 2017-04-05",
    "--as": "a name",
}
"""Global options with a value, and what that value is."""

VARIABLES = {"--register": "LOTI_REGISTER", "--today": "LOTI_TODAY", "--as": "LOTI_AS"}
"""Where the value comes from when the option is not given."""


@dataclass(frozen=True)
class Options:
    """Which register, on which day, by whom, and whether it may be written. None: nobody said.

    A register that is `passing` is gone when the program ends.
    """

    register: str | None = None
    today: date | None = None
    who: str | None = None
    read_only: bool = False
    passing: bool = False


def take(argv: Sequence[str], environ: Mapping[str, str]) -> tuple[Options, list[str]]:
    """The global options, wherever they stand before a bare `--`, and the other words in their order.

    Raises `Refused` in a sentence.
    """
    given: dict[str, str] = {}
    read_only = False
    rest: list[str] = []
    words = iter(argv)
    for word in words:
        if word == "--":
            rest += [word, *words]
            break
        name, equals, value = word.partition("=")
        if word == "--read-only":
            read_only = True
        elif name == "--read-only":
            raise Refused("--read-only takes no value: it is given or it is not.")
        elif name in NEEDS:
            given[name] = value if equals else following(name, next(words, ""))
            if not given[name].strip():
                raise Refused(f"{name} needs {NEEDS[name]} after it.")
        else:
            rest.append(word)
    said = {name: given.get(name) or environ.get(variable, "") for name, variable in VARIABLES.items()}
    today = day(said["--today"], "--today" if "--today" in given else "LOTI_TODAY") if said["--today"] else None
    return Options(said["--register"] or None, today, said["--as"].strip() or None, read_only), rest


def following(name: str, word: str) -> str:
    """The word after an option, unless that is the next option: then the value was forgotten."""
    if word.startswith("--"):
        raise Refused(f"{name} needs {NEEDS[name]} after it, not {quoted(word)}.")
    return word


def day(text: str, name: str) -> date:
    """The day of YYYY-MM-DD; `name` is where it was said. Raises `Refused`."""
    try:
        found = PartialDate(text.strip())
    except Refused:
        found = None
    if found is None or found.precision is not Precision.DAY:
        raise Refused(f"{name} accepts a day as YYYY-MM-DD, such as 2017-04-05; {quoted(text)} is not one.")
    return found.first
