"""The help of one command, in the words of the table of commands and without a parser's brackets and types."""

from __future__ import annotations

from typing import Any

from typer.core import TyperArgument, TyperCommand

from loti_tui.cli.program import COMMANDS


class Helped(TyperCommand):
    """A command whose help is written for people."""

    def collect_usage_pieces(self, ctx: Any) -> list[str]:
        """What follows the command's name in the line that says how it is typed."""
        usage = COMMANDS[str(self.name)].usage
        return [*([usage] if usage else []), "[OPTIONS]"]

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """The lists of arguments and options."""
        params: list[Any] = self.get_params(ctx)
        arguments = [(one.metavar, one.help) for one in params if isinstance(one, TyperArgument)]
        options = [
            record for one in params if not isinstance(one, TyperArgument) if (record := one.get_help_record(ctx))
        ]
        for title, rows in (("Arguments", arguments), ("Options", options)):
            if rows:
                with formatter.section(title):
                    formatter.write_dl(rows)
