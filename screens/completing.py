"""A line completed as it is typed: a name shown behind the cursor, the others walked through, one of them taken."""

from __future__ import annotations

from collections.abc import Sequence

from textual.suggester import Suggester

from loti_tui.domain.completion import beginning, rest


class Completing(Suggester):
    """The names that a line may be completed to, and which of them is offered."""

    def __init__(self, known: Sequence[str]) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self.known = known
        """Every name, the likeliest first."""
        self.found: tuple[str, ...] = ()
        """Those that begin with what is typed."""
        self.place = 0

    async def get_suggestion(self, value: str) -> str | None:
        return self.shown(value) or None

    def look_up(self, typed: str) -> None:
        """Something else is typed: offer the likeliest name that begins with it."""
        self.found, self.place = beginning(self.known, typed), 0

    @property
    def offered(self) -> str:
        """The name that is offered; "" where none is."""
        return self.found[self.place] if self.found else ""

    def shown(self, typed: str) -> str:
        """The line with what the offered name would add to it."""
        return typed + rest(self.offered, typed) if self.offered else ""

    def walk(self, step: int) -> bool:
        """Offer the next name, or the one before; whether there is another."""
        if len(self.found) < 2:
            return False
        self.place = (self.place + step) % len(self.found)
        return True

    @property
    def words(self) -> str:
        """What is offered, and how many others there are, for a message line."""
        if not self.found:
            return ""
        others = f" ({self.place + 1} of {len(self.found)}, ↑ ↓)" if len(self.found) > 1 else ""
        return f"→ takes “{self.offered}”{others}"
