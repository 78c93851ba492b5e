"""What a person may set: one table of settings, and the file in which theirs are kept.

The table drives the defaults, the reading of the file, and the settings screen. A file is read with the standard
library, since that happens before the first frame; what keeps its comments when it is written is loaded only then.
"""

from __future__ import annotations

import difflib
import os
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from loti_tui.commands import PLACES
from loti_tui.domain.refused import Refused
from loti_tui.domain.text import clean, quoted

Value = str | float | bool
"""What a setting may hold."""

OWN_THEMES = ("board-dark", "board-light")
MOST_SECONDS = 3600
LONGEST = 200
"""Characters of a name, a folder, a command."""
MOST_NAMED = 12
"""So many choices are named in a sentence."""
HEAD = "The settings of loti-tui: “,” on the screens shows all of them, and what each accepts."


def theme_names() -> Sequence[str]:
    """Every theme: our own, then those that Textual brings."""
    from textual.theme import BUILTIN_THEMES

    return (*OWN_THEMES, *BUILTIN_THEMES)


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting: its name in the file, what it is called, what it is for, and its value where nobody set it.

    One with `choices` accepts these only; else its default says what sort of value it is. `empty` says what an empty
    text comes to, and `later` that it is heeded from the next start on.
    """

    name: str
    label: str
    default: Value
    sentence: str
    choices: Callable[[], Sequence[str]] | None = None
    empty: str = ""
    later: bool = False

    @property
    def accepts(self) -> str:
        """What it accepts, in words."""
        if self.choices:
            return one_of(self.choices())
        if isinstance(self.default, bool):
            return "true or false"
        if isinstance(self.default, float):
            return f"seconds from 0 to {MOST_SECONDS:,}, where 0 is never"
        return f"words, at most {LONGEST} characters"

    @property
    def offered(self) -> Sequence[str]:
        """The values to choose from, as a person types them; none where anything may be typed."""
        return self.choices() if self.choices else ("yes", "no") if isinstance(self.default, bool) else ()

    def check(self, value: object) -> Value:
        """The value, as it is kept. Raises `Refused` with what is accepted instead."""
        found: Value | None = None
        if isinstance(self.default, bool):
            found = value if isinstance(value, bool) else None
        elif isinstance(self.default, float):
            if isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= MOST_SECONDS:
                found = float(value)
        elif isinstance(value, str):
            found = clean(value, limit=LONGEST, label=self.label)
            if self.choices and found not in self.choices():
                found = None
        if found is None:
            raise Refused(f"{self.label} is {self.accepts}, not {quoted(value)}.{meant(value, self.offered)}")
        return found

    def typed(self, text: str) -> Value:
        """What a person typed on the screen. Raises `Refused`."""
        words = text.strip()
        if isinstance(self.default, bool):
            return self.check({"yes": True, "no": False}.get(words.casefold(), words))
        if isinstance(self.default, float):
            try:
                return self.check(float(words))
            except ValueError:
                return self.check(words)
        return self.check(words)

    def words(self, value: Value) -> str:
        """The value as people read and type it; "" where an empty text is meant."""
        if isinstance(value, bool):
            return "yes" if value else "no"
        return f"{value:g}" if isinstance(value, float) else value

    def shown(self, value: Value) -> str:
        """The value where nobody types it: seconds say so, and an empty text says what it comes to."""
        if isinstance(value, float):
            return f"{value:g} {'second' if value == 1 else 'seconds'}" if value else "never"
        return self.words(value) or self.empty


SETTINGS: Mapping[str, Setting] = {
    one.name: one
    for one in (
        Setting("name", "Name", "", "Your name, as it goes on every change.", empty="the name of your account"),
        Setting("theme", "Theme", OWN_THEMES[0], "The colours.", theme_names),
        Setting("screen", "First screen", "risks", "The screen that opens first.", lambda: PLACES, later=True),
        Setting("look_every", "Look for others", 1.0, "Seconds between two looks for what others changed; 0 is never."),
        Setting("pack_audience", "Packs for", "board", "Whom a pack is for at first.", lambda: ("board", "public")),
        Setting("pack_folder", "Packs into", "packs", "The folder that packs are written into at first."),
        Setting(
            "editor", "Editor", "", "The command that edits long texts.", empty="what $VISUAL or $EDITOR names, if any"
        ),
        Setting("welcome_seen", "Welcome seen", False, "Whether the welcome of a first start is left out.", later=True),
    )
}


@dataclass(frozen=True, slots=True)
class Settings:
    """Every setting of this run: as the command line states it, else as the file has it, else the default."""

    file: Path | None = None
    """Where they are kept; None where they are kept nowhere."""
    kept: Mapping[str, Value] = field(default_factory=dict)
    stated: Mapping[str, Value] = field(default_factory=dict)
    problems: tuple[str, ...] = ()
    """What in the file could not be used, each in a sentence."""

    def __getitem__(self, name: str) -> Value:
        return self.stated.get(name, self.kept.get(name, SETTINGS[name].default))

    @property
    def editor(self) -> str:
        """The command that edits long texts; "" where the environment says."""
        return str(self["editor"])

    def origin(self, name: str) -> str:
        """Where the value comes from."""
        return "command line" if name in self.stated else "file" if name in self.kept else "default"

    def having(self, name: str, value: Value | None) -> Settings:
        """These, with one set; None leaves it to the default."""
        others = {one: kept for one, kept in self.kept.items() if one != name}
        return replace(self, kept=others if value is None else others | {name: value})


# -- reading -----------------------------------------------------------------------------------------------------------


def read(file: Path) -> Settings:
    """What the file says. What cannot be used is left out and told; a file that is not there says nothing."""
    said, problem = read_toml(file)
    kept: dict[str, Value] = {}
    problems = [f"{problem} The settings are as they come."] if problem else []
    for name, value in said.items():
        if name not in SETTINGS:
            problems.append(f"{quoted(name)} in {file.name} is no setting.{meant(name, SETTINGS)} It was left alone.")
            continue
        try:
            kept[name] = SETTINGS[name].check(value)
        except Refused as refused:
            problems.append(f"“{name}” in {file.name} is not used: {refused}")
    return Settings(file, kept, problems=tuple(problems))


def read_toml(file: Path) -> tuple[dict[str, Any], str]:
    """What a file of TOML says, and why it cannot be used, in a sentence; nothing of either where there is none."""
    if not os.path.lexists(file):
        return {}, ""
    import tomllib

    try:
        return tomllib.loads(file.read_text(encoding="utf-8-sig")), ""
    except OSError as fault:
        return {}, f"{file} cannot be read ({fault.strerror})."
    except tomllib.TOMLDecodeError as fault:
        return {}, f"{file} cannot be read as TOML ({quoted(str(fault), 120)})."
    except (UnicodeError, RecursionError):
        return {}, f"{file} cannot be read: it is no text in UTF-8 that could be TOML."


# -- writing -----------------------------------------------------------------------------------------------------------


def store(file: Path, name: str, value: Value | None) -> None:
    """Set one setting in the file, made where it is not there; None takes it out. All else in it stays as it is.

    Raises `Refused` in a sentence, with the file as it was.
    """
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    file = Path(os.path.realpath(file))  # one that lies elsewhere, with a person's other settings, stays there
    try:
        if file.exists():
            document = tomlkit.parse(file.read_text(encoding="utf-8-sig"))
        else:
            document = tomlkit.document()
            document.add(tomlkit.comment(HEAD))
        if value is None:
            document.pop(name, None)
        else:
            document[name] = int(value) if isinstance(value, float) and value.is_integer() else value
        write(file, tomlkit.dumps(document))
    except OSError as fault:
        raise Refused(f"{file} cannot be written ({fault.strerror}). It is as it was.") from fault
    except (TOMLKitError, UnicodeError, RecursionError) as fault:
        raise Refused(f"{file} cannot be read as TOML, so nothing was written into it. Mend it, or move it.") from fault


def write(file: Path, words: str) -> None:
    """Put a file of a person's own in the place of the one that is there, all of it or nothing. Raises `OSError`."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor, beside = tempfile.mkstemp(prefix=f".{file.name}.", dir=file.parent)  # readable by its owner only
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as new:
            new.write(words)
            new.flush()
            os.fsync(descriptor)
        os.replace(beside, file)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise


# -- words -------------------------------------------------------------------------------------------------------------


def meant(word: object, known: Iterable[str]) -> str:
    """ " Did you mean “theme”?", where one that is known is near; else ""."""
    near = difflib.get_close_matches(str(word).casefold(), list(known), n=1)
    return f" Did you mean “{near[0]}”?" if near else ""


def one_of(words: Sequence[str]) -> str:
    """ "board or public"; of very many, two of them."""
    if len(words) > MOST_NAMED:
        return f"one of {len(words)} names, such as “{words[0]}” or “{words[-1]}”"
    return f"{', '.join(words[:-1])} or {words[-1]}" if len(words) > 1 else "".join(words)
