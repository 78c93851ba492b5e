"""How the risks were judged in the newest snapshot: read behind everything else, once for each snapshot, and kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from loti_tui.conversation import Conversation

if TYPE_CHECKING:
    from loti_tui.domain.differences.trend import Earlier


class LooksBack(Conversation):
    """An application that knows where each risk comes from."""

    earlier: Earlier | None = None
    """What the risks were in the newest snapshot; None where none is taken, and until it has been read."""

    def look_back(self) -> None:
        """Have it looked whether there is a newer snapshot, once what is to be shown stands on the screen."""
        self.call_after_refresh(lambda: self.answer(self.gateway.earlier(), self.looked_back))

    def looked_back(self, earlier: Earlier | None) -> None:
        """Show the direction of travel against another snapshot; mostly it is the one that was known."""
        if earlier is not self.earlier:
            self.earlier = earlier
            self.show_everywhere()
