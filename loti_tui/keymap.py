"""A person's own keys: a file that names commands and their keys, read over the built-in ones.

    undo = "ctrl+z"
    keys = ["?", "f1"]

A line that cannot be used is told, and its command keeps its built-in keys.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path
from typing import Any

from loti_tui.commands import BUILT_IN, KEY_WORDS, OTHERWISE_CALLED, character, key_words
from loti_tui.domain.refused import Refused
from loti_tui.domain.text import quoted
from loti_tui.settings import meant, read_toml

RESERVED = {"ctrl+q": "it leaves the program, always", "ctrl+c": "it copies, and is how a terminal interrupts"}
"""Keys that no keymap gives away, and why."""
SAME = {"ctrl+i": "tab", "ctrl+m": "enter", "ctrl+h": "backspace", "ctrl+left_square_bracket": "escape"}
"""Keys that a terminal does not tell apart: the first arrives as the second."""
HELD = {"ctrl": "ctrl", "control": "ctrl", "alt": "alt", "option": "alt", "shift": "shift"}
"""How people write a key that is held, and Textual's name of it."""
NAMED = {
    *("up", "down", "left", "right", "home", "end", "pageup", "pagedown", "insert", "delete", "backspace"),
    *("enter", "escape", "tab", "space", *(f"f{number}" for number in range(1, 25))),
}
"""Textual's names of the keys that write nothing."""
CALLED = {
    "esc": "escape",
    "return": "enter",
    "del": "delete",
    "ins": "insert",
    "pgdown": "pagedown",
    "page up": "pageup",
    "page down": "pagedown",
    "spacebar": "space",
    **{words.casefold(): name for name, words in KEY_WORDS.items() if "+" not in name},
}
"""What people call a key, without capitals -> Textual's name of it."""
EXAMPLES = "A key is written as “u”, “?”, “f5”, “pgup” or “ctrl+z”."


@dataclass(frozen=True, slots=True)
class Keymap:
    """The keys of the commands that have a person's own, and what in the file could not be used, in sentences."""

    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    problems: tuple[str, ...] = ()
    name: str = "keymap.toml"

    @property
    def in_force(self) -> dict[str, tuple[str, ...]]:
        """The keys of every command."""
        return {**BUILT_IN, **self.keys}


# -- reading -----------------------------------------------------------------------------------------------------------


def read(file: Path) -> Keymap:
    """What the file says, line by line; whether two commands are in each other's way is another question."""
    said, problem = read_toml(file)
    keys: dict[str, tuple[str, ...]] = {}
    problems = [f"{problem} The keys are the built-in ones."] if problem else []
    for name, value in said.items():
        if name not in BUILT_IN:
            hint = meant(name, BUILT_IN) or " “loti keys” lists all of them."
            problems.append(f"{quoted(name)} in {file.name} is no command.{hint}")
            continue
        try:
            keys[name] = of_line(name, value)
        except Refused as refused:
            problems.append(f"“{name}” in {file.name}: {refused} {keeps(name)}")
    return Keymap(keys, tuple(problems), file.name)


def of_line(name: str, value: object) -> tuple[str, ...]:
    """The keys that one line gives a command. Raises `Refused`."""
    words: list[Any] = value if isinstance(value, list) else [value]
    if not words or not all(isinstance(one, str) for one in words):
        raise Refused(f"a key or a list of keys is accepted, in quotation marks, not {quoted(value)}.")
    keys = dict.fromkeys(named(one) for one in words)
    for key in keys:
        if key in RESERVED:
            raise Refused(f"“{key_words(key)}” is kept back: {RESERVED[key]}.")
    return tuple(keys)


def named(words: str) -> str:
    """Textual's name of a key that a person wrote, such as “Ctrl+Z”, “?” or “question_mark”. Raises `Refused`."""
    *held, last = split(words)
    unknown = [one for one in held if one.strip().casefold() not in HELD]
    if unknown or not last:
        raise Refused(f"{quoted(words)} is no key.{meant(unknown[0], HELD) if unknown else ''} {EXAMPLES}")
    holding = {HELD[one.strip().casefold()] for one in held}
    last = base(last, words)
    if holding == {"shift"} and last not in NAMED:
        if len(last) > 1 or not last.isalpha():
            raise Refused(f"{quoted(words)} depends on the keyboard: name the character that it types.")
        return last.upper()  # so it arrives
    if "ctrl" in holding and len(last) == 1:
        last = last.lower()
    key = "+".join((*sorted(holding), last))
    if key in SAME:
        raise Refused(f"{quoted(words)} is “{key_words(SAME[key])}” to a terminal: name that, or another.")
    return key


def split(words: str) -> list[str]:
    """The keys that are held and the one that is pressed, as they are written; the last may be a plus sign itself."""
    if len(words) == 1:
        return [words]
    words = words.strip()
    if words.endswith("++"):
        return [*words[:-2].split("+"), "+"]
    return words.split("+")


def base(word: str, whole: str) -> str:
    """Textual's name of the key that is pressed, whatever is held. Raises `Refused`."""
    name = word.strip() or word
    folded = CALLED.get(name.casefold(), name.casefold())
    if folded in NAMED:
        return folded
    written = name if len(name) == 1 else character(folded) if len(folded) > 1 else ""
    if written and written.isprintable():
        return of_character(written)
    raise Refused(f"{quoted(whole)} is no key.{meant(folded, (*CALLED, *sorted(NAMED)))} {EXAMPLES}")


def of_character(letter: str) -> str:
    """Textual's name of the key that types a character: letters and digits are their own, others go by Unicode's."""
    if letter.isalnum():
        return letter
    name = unicodedata.name(letter, letter).lower().replace("-", "_").replace(" ", "_")
    called = {theirs.replace("-", "_"): ours for ours, theirs in OTHERWISE_CALLED.items() if ours != "hyphen_minus"}
    return called.get(name, name)


# -- two commands, one key ---------------------------------------------------------------------------------------------


def meetings(keymap: Keymap) -> Iterator[tuple[str, str]]:
    """Pairs of commands that have a key in common, and had none as they were built in: those are never alive together.

    Each is in the order of the registry.
    """
    holders: dict[str, list[str]] = {}
    for name, keys in keymap.in_force.items():
        for key in keys:
            holders.setdefault(key, []).append(name)
    for names in holders.values():
        yield from (pair for pair in combinations(names, 2) if not set(BUILT_IN[pair[0]]) & set(BUILT_IN[pair[1]]))


def without_clashes(keymap: Keymap, together: Iterable[Collection[str]]) -> Keymap:
    """The keymap without the lines that would give one key to two commands of a screen; each is told.

    `together` are the commands of each screen. Of two lines the one that stands later in the file goes.
    """
    screens = [frozenset(one) for one in together]
    keys, problems, later = dict(keymap.keys), list(keymap.problems), list(keymap.keys)
    while clash := next((p for p in meetings(Keymap(keys)) if any(screen.issuperset(p) for screen in screens)), None):
        goes = max((name for name in clash if name in keys), key=later.index)
        stays = clash[0] if goes == clash[1] else clash[1]
        shared = next(key for key in keys[goes] if key in Keymap(keys).in_force[stays])
        del keys[goes]
        said = f"“{key_words(shared)}” is the key of “{stays}” on the same screen."
        problems.append(f"“{goes}” in {keymap.name}: {said} {keeps(goes)}")
    return Keymap(keys, tuple(problems), keymap.name)


def keeps(name: str) -> str:
    """Which keys a command keeps whose line cannot be used."""
    return f"It keeps {' and '.join(f'“{key_words(key)}”' for key in BUILT_IN[name])}."
