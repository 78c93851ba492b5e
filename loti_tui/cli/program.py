"""The one table of commands, the help page made from it, and the way from a command's name to its function.

Nothing heavy is imported: a command's own module is loaded when that command is asked for.
"""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from importlib import import_module
from typing import Any, cast

from loti_tui.domain.refused import Refused
from loti_tui.domain.text import quoted
from loti_tui.options import Options


@dataclass(frozen=True, slots=True)
class Command:
    """Where a command's function is ("module:function" in this package), how it is typed, and what it does."""

    function: str
    usage: str
    does: str


COMMANDS: dict[str, Command] = {
    "demo": Command("demo:demo", "", "opens the screens on a temporary register"),
    "init": Command("files:init", "[--blank]", "makes a register: decision DD2092, or an empty one"),
    "show": Command("show:show", "[WHAT] [REF]", "prints the register, a list or one item"),
    "check": Command("check:check", "", "finds what needs attention"),
    "add": Command("edit:add", "KIND FIELD=VALUE ...", "adds an item and prints its reference"),
    "set": Command("edit:set_fields", "REF FIELD=VALUE ...", "changes an item, in one step"),
    "remove": Command("edit:remove", "REF --why TEXT", "takes an item out; its history stays"),
    "restore": Command("edit:restore", "REF", "brings a removed item back"),
    "convert": Command("convert:convert", "REF --why TEXT", "makes a risk that has happened an issue"),
    "acknowledge": Command("acknowledge:acknowledge", "CODE REF ...", "accepts a finding until a day"),
    "publish": Command("publishing:publish", "[--on DATE]", "records that Part 1 was published"),
    "defer": Command("publishing:defer", "DATE --why TEXT", "defers publication, or extends that"),
    "withhold": Command("withhold:withhold", "REF [FIELD]", "names what the public pack leaves out"),
    "steps": Command("steps:steps", "[TEMPLATE]", "lays out the steps of a procurement"),
    "matrix": Command("matrix:matrix", "[ACTION] [WORD ...]", "shows or changes the RAG matrix"),
    "undo": Command("history:undo", "[--act ID]", "takes back the newest change"),
    "redo": Command("history:redo", "[--act ID]", "puts back what was undone last"),
    "log": Command("history:log", "[REF]", "prints who changed what, when and why"),
    "snapshot": Command("snapshot:snapshot", "ACTION [NAME]", "seals the state; lists, shows and verifies"),
    "diff": Command("diff:diff", "OLD [NEW]", "tells what changed since a snapshot"),
    "pack": Command("pack:pack", "SNAPSHOT|now --to DIR", "writes documents for the board or the public"),
    "import": Command("import_file:import_file", "FILE [--check]", "brings in a form, a spreadsheet or a pack"),
    "calendar": Command("calendar_file:calendar", "FILE.ics", "writes deadlines for a calendar program"),
    "backup": Command("backup:backup", "[list|restore NAME]", "copies the register; puts a copy back"),
    "doctor": Command("doctor:doctor", "[--repair]", "checks that everything is whole"),
    "keys": Command("keys:keys", "[--markdown]", "lists every key of the screens, and where it works"),
    "info": Command("files:info", "", "prints paths, versions and sizes"),
}

NOT_YET = ("merge",)
"""Commands that are designed but not in this version."""

GLOBAL_OPTIONS = """\
Global options, before or after the command:
  --register FILE     the register; else LOTI_REGISTER, else your own
  --today YYYY-MM-DD  the day to judge dates by; else LOTI_TODAY, else today
  --as NAME           who is acting; else LOTI_AS, else as it is set
  --read-only         refuse every change
"""

EXIT_STATUS = """\
Exit status: 0 done; 1 the answer is no, such as nothing to undo or findings;
2 unusable words or values; 3 the register cannot be opened.
"""


def help_page() -> str:
    """What `loti --help` prints."""
    lines = [f"  {f'{name} {one.usage}'.rstrip():<27} {one.does}" for name, one in COMMANDS.items()]
    commands = "\n".join(lines)
    return f"""\
loti: the register of one programme board, in the terminal

Usage: loti [GLOBAL OPTIONS] [COMMAND ...]

Without a command, the screens open. On a first run this makes a register of
decision DD2092.

Commands:
{commands}

{GLOBAL_OPTIONS}
  --help              this page; "loti COMMAND --help" explains one command
  --version           the version

Examples:
  loti init
  loti show risks
  loti set R1 impact=3 --why "two suppliers withdrew"
  loti undo
  loti --register board.loti show R1 --json

Data goes to standard output, talk to standard error. --json prints one JSON
document, --plain one fact a line for screen readers.

Your settings are in settings.toml, your own keys in keymap.toml beside it;
“loti info” says where. LOTI_SETTINGS names another settings.toml.

{EXIT_STATUS}"""


def run(options: Options, words: list[str]) -> int:
    """Run one command with its words. Raises `Refused` where they cannot be used, and what the command raises."""
    name, *rest = words
    if name not in COMMANDS:
        raise Refused(unknown(name))
    import typer
    from typer.main import get_command

    from loti_tui.cli.helped import Helped

    module, _, function = COMMANDS[name].function.partition(":")
    program = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
    called: Any = getattr(import_module(f"loti_tui.cli.{module}"), function)
    settings = {"help_option_names": ["--help", "-h"]}
    program.command(name, cls=Helped, epilog="\b\n" + GLOBAL_OPTIONS.rstrip(), context_settings=settings)(called)
    # Typer exports the children of this class, but not the class itself.
    usage_error = cast("type[Exception]", typer.BadParameter.__mro__[1])
    try:
        status = get_command(program).main(args=rest, prog_name=f"loti {name}", standalone_mode=False, obj=options)
    except typer.Abort:
        raise KeyboardInterrupt from None
    except SystemExit as end:
        if isinstance(end.__context__, BrokenPipeError):
            raise end.__context__ from None  # typer would make a failure of a reader that has read enough
        raise
    except usage_error as fault:
        told: Any = fault
        raise Refused(f"{sentence(told.format_message())} “loti {name} --help” explains the command.") from None
    return status if isinstance(status, int) else 0


def unknown(name: str) -> str:
    """The sentence for a command that there is not."""
    if name.startswith("-"):
        return f"{quoted(name)} is not a global option. “loti --help” lists them and the commands."
    if name in NOT_YET:
        return f"“{name}” is not in this version of loti-tui. “loti --help” lists the commands that are."
    nearest = difflib.get_close_matches(name.casefold(), COMMANDS, n=1)
    hint = f" Did you mean “{nearest[0]}”?" if nearest else ""
    return f"There is no command {quoted(name)}.{hint} “loti --help” lists the commands."


def sentence(words: str) -> str:
    """One plain sentence of what the command line's parser says."""
    line = " ".join(words.split())
    return line if line.endswith((".", "?", "!")) else f"{line}."
