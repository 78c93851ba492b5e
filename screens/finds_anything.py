"""Finding anything from wherever somebody is, and going there."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from textual.app import App

from screens.host import Host

if TYPE_CHECKING:  # the frame is painted before the rules are imported
    from loti_tui.domain.searching import Hit
    from screens.dialogs.find import Memory


class FindsAnything(App[None]):
    """An application in whose register anything is found."""

    memory: Memory | None = None
    """What was looked for last, and what is looked in; None until somebody looks for something."""

    async def action_find_anything(self) -> None:
        """Find anything in the register, and go there; what was looked for last is offered again."""
        from screens.dialogs.find import FindAnything, Memory

        self.memory = self.memory or Memory()
        await self.push_screen(FindAnything(self.memory), self._chosen)

    async def _chosen(self, hit: Hit | None) -> None:
        """Go to the hit that was chosen, where one was."""
        if hit is not None:
            await cast("Host", self).reach(hit.item.id, hit.goes_to, hit.sentence)
