"""The palette: the registry's commands that can be given now, found by their words, with their keys."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content
from textual.dom import DOMNode

from loti_tui.commands import COMMANDS, MOVE, Command


class RegisterCommands(Provider):
    """Offers what the bindings in force offer: the same predicate greys the footer."""

    def _possible(self) -> Iterator[tuple[Command, DOMNode]]:
        active = {bound.binding.action: bound for bound in self.screen.active_bindings.values()}
        for name, command in COMMANDS.items():
            if name in active and active[name].enabled and command.group != MOVE and name != "command_palette":
                yield command, active[name].node

    async def discover(self) -> Hits:
        for command, node in self._possible():
            text = words(command)
            yield DiscoveryHit(Content(text), partial(self.app.run_action, command.name, node), text)

    async def search(self, query: str) -> Hits:
        matcher = self.matcher(query)
        for command, node in self._possible():
            text = words(command)
            score = matcher.match(text)
            if score:
                yield Hit(score, matcher.highlight(text), partial(self.app.run_action, command.name, node), text)


def words(command: Command) -> str:
    """One line of the palette: what it does, and its key, so that the palette teaches the keys."""
    return f"{command.sentence}  ({command.shown_key})"
