"""Bringing documents in, out of the screens: a file is chosen, read and proposed in a thread of its own, and reviewed.

Nothing is written before the person says so; then it is one batch, as anything else.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar, cast

from textual.message_pump import MessagePump

from loti_tui.domain.refused import CannotOpen, Refused
from loti_tui.packing import Packing
from loti_tui.places import typed_path
from screens.host import Host

if TYPE_CHECKING:
    from loti_tui.domain.state import State
    from loti_tui.intake.proposal import Proposed
    from loti_tui.intake.sheets.asked import Choices, Looked

    Answer = Proposed | Looked | str

T = TypeVar("T")


class BringsIn(Packing):
    """An application into whose register documents are brought."""

    bring_folder = ""
    """Where the last document of this run was."""

    def run_aside(self, job: Callable[[], T], then: Callable[[T], Awaitable[None] | None], asker: MessagePump) -> None:
        """Have something done that is no use of the register; `then` is called with what comes of it."""
        self.answer(self._makers.submit(job), then, asker)

    def bring(
        self, path: str, choices: Choices, then: Callable[[Answer], Awaitable[None] | None], asker: MessagePump
    ) -> None:
        """Have a document read and proposed; `then` is called with that, with what must be settled first, or with the
        sentence that refuses it."""
        self.run_aside(partial(self._brought, path, self._state, choices), then, asker)

    def look_at_columns(
        self, path: str, choices: Choices, then: Callable[[Answer], Awaitable[None] | None], asker: MessagePump
    ) -> None:
        """Have it found out how the columns of a spreadsheet are read, whatever was settled before."""
        self.run_aside(partial(self._looked_at, path, self._state, choices), then, asker)

    @property
    def _state(self) -> State:
        assert self.state is not None
        return self.state

    def _brought(self, path: str, state: State, choices: Choices) -> Answer:
        """A spreadsheet is first looked over, where nobody has said yet how such columns are read."""
        from loti_tui.intake.bring import Unsettled, bring

        try:
            file, today = typed_path(path, "The file"), cast("Host", self).today
            return bring(file, state, today, choices, self._as_it_was, looked_over=False)
        except Unsettled as unsettled:
            return unsettled.looked
        except (Refused, CannotOpen) as refused:
            return str(refused)

    def _looked_at(self, path: str, state: State, choices: Choices) -> Answer:
        from loti_tui.intake.bring import looked_at

        try:
            looked = looked_at(typed_path(path, "The file"), state, cast("Host", self).today, choices)
            return looked or "It is no spreadsheet whose columns could be read otherwise."
        except (Refused, CannotOpen) as refused:
            return str(refused)

    def _as_it_was(self, moment: str) -> State | None:
        """The register as it was at a moment: what a pack was made from."""
        return self.gateway.use(lambda register: register.as_it_was(moment)).result()

    async def action_bring(self) -> None:
        """Choose a document, and review what it would do."""
        from screens.dialogs.bring import ChooseDocument

        if self.state is not None:
            await self.push_screen(ChooseDocument(self.bring_folder), self._chosen_document)

    async def _chosen_document(self, path: str | None) -> None:
        if path is None:
            return
        from screens.base import RegisterScreen
        from screens.bringing import BringScreen

        self.bring_folder = str(Path(path).parent / "_")[:-1] if str(Path(path).parent) != "." else ""
        front = self.screen
        tab = front.tab if isinstance(front, RegisterScreen) else ""
        await self.push_screen(BringScreen(tab, path))
