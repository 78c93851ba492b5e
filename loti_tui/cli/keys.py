"""`loti keys`: every command of the screens, its keys, what it does and where; and what is wrong with a keymap."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

import typer

from loti_tui.cli.output import grid, print_json, print_lines, print_rich, say, words
from loti_tui.cli.parameters import Json, Plain
from loti_tui.commands import COMMANDS, EVERYWHERE, Command, key_words
from loti_tui.domain.refused import Refused
from loti_tui.keymap import Keymap

HEAD = """\
# Every key

Made by `loti keys --markdown > docs/keys.md`; a test holds the two together. On the screens `?` lists those that work
where you are, and Enter there does what is marked.

Any command has other keys when `keymap.toml` says so. It lies beside `settings.toml`; `loti info` says where that is.

```toml
undo = "ctrl+z"
keys = ["?", "f1"]
```

The names are those of the tables below. A key is written as “u”, “?”, “f5”, “pgup” or “ctrl+z”, as people call it or as
Textual does. A line that cannot be used is told at the start and by `loti keys`, and its command keeps its built-in
keys: an unknown name, an unknown key, or a key that another command has on the same screen. `ctrl+q` always leaves. The
second key of a score (`1` to `4`; `g`, `a`, `r`) and what boxes ask for are answers, not commands: they stay.
"""
ON_EVERY_SCREEN, EVERY_SCREEN = "everywhere", "every screen"


@dataclass(frozen=True, slots=True)
class Row:
    """One command as it is listed."""

    command: Command
    keys: tuple[str, ...]
    where: Sequence[str]

    @property
    def keys_words(self) -> list[str]:
        """Its keys as people read them."""
        return [key_words(key) for key in self.keys]

    @property
    def place(self) -> str:
        """Where it works, in words."""
        return ", ".join(self.where)


def keys(
    ctx: typer.Context,
    plain: Plain = False,
    json: Json = False,
    markdown: Annotated[
        bool, typer.Option("--markdown", help="Print the page of the documents, with the built-in keys.")
    ] = False,
) -> int:
    """List every key of the screens: what it does, and where. Your own keys are in keymap.toml, beside settings.toml.

    The exit status is 1 where something in that file cannot be used; what that is is told.

    \b
    loti keys
    loti keys --json
    """
    if plain + json + markdown > 1:
        raise Refused("One of --plain, --json and --markdown is accepted.")
    from loti_tui.personal import own_keys

    own = Keymap() if markdown else own_keys()
    rows = list(listed(own))
    if markdown:
        print_lines(page(rows).splitlines())
    elif json:
        print_json([record(row, own) for row in rows])
    elif plain:
        print_lines(f"{row.command.name}: {' or '.join(row.keys_words)}. {sentence(row)}." for row in rows)
    else:
        show(rows)
    for problem in own.problems:
        say(problem)
    return 1 if own.problems else 0


def listed(own: Keymap) -> Iterator[Row]:
    """Every command that works somewhere, group by group."""
    from screens.bindings import alive_together

    together = alive_together(EVERYWHERE)
    screens = {place for place, names in together.items() if names.issuperset(EVERYWHERE)}
    for group in dict.fromkeys(command.group for command in COMMANDS.values()):
        for name, command in COMMANDS.items():
            places = [place for place, names in together.items() if name in names]
            if command.group == group and places:
                if name in EVERYWHERE:
                    places = [ON_EVERY_SCREEN]
                elif screens.issubset(places):
                    places = [EVERY_SCREEN]
                yield Row(command, own.in_force[name], places)


def sentence(row: Row) -> str:
    """What a command does, and where."""
    return f"{row.command.sentence} ({row.place})"


def record(row: Row, own: Keymap) -> dict[str, Any]:
    """A command as JSON: its keys as people write them and as Textual names them."""
    return {
        "command": row.command.name,
        "keys": row.keys_words,
        "textual": list(row.keys),
        "own": row.command.name in own.keys,
        "sentence": row.command.sentence,
        "group": row.command.group,
        "where": list(row.where),
        "changes": row.command.changes,
    }


def show(rows: Sequence[Row]) -> None:
    """The rows for a person, group by group."""
    for group in dict.fromkeys(row.command.group for row in rows):
        some = [row for row in rows if row.command.group == group]
        lines = [[words(" ".join(row.keys_words)), words(row.command.name), words(sentence(row))] for row in some]
        print_rich(words(group, style="bold"), grid(lines, indent=2))


def page(rows: Sequence[Row]) -> str:
    """The page of the documents."""
    parts = [HEAD]
    for group in dict.fromkeys(row.command.group for row in rows):
        parts += [f"## {group}", "", "| Keys | Name | Does | Where |", "|---|---|---|---|"]
        for row in rows:
            if row.command.group == group:
                shown = " ".join(f"`{key}`" for key in row.keys_words)
                cells = (shown, f"`{row.command.name}`", row.command.sentence, row.place)
                parts.append(f"| {' | '.join(cells)} |")
        parts.append("")
    return "\n".join(parts)
