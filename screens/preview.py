"""What a pack will say, before it is written: its report, as the board or as the public will read it."""

from __future__ import annotations

from collections.abc import Iterator

from textual import on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from loti_tui.domain.item import Item
from loti_tui.domain.pasts import NOW
from loti_tui.domain.state import State
from loti_tui.domain.text import counted
from loti_tui.packs import Pack
from loti_tui.packs.contents import MARKINGS
from loti_tui.packs.telling import BOARD, PUBLIC
from screens import styles
from screens.base import RegisterScreen
from screens.bindings import bindings
from screens.dialogs.pack import PackDialog
from screens.messages import PackRefused
from screens.widgets.plain import line, plain
from screens.widgets.prompt import Prompt
from screens.widgets.report_view import ReportView


class PreviewScreen(RegisterScreen):
    """The report of one pack. x goes on to have it written, Esc goes back."""

    CSS_PATH = styles.sheets("loti", "preview")
    SHOWN_KEYS = ("audience", "export", "find", "find_next", "back")
    BINDINGS = bindings("audience", "find", "find_next", "find_back")

    def __init__(self, came_from: str, of: str, audience: str = BOARD) -> None:
        super().__init__()
        self.came_from = came_from
        self.of = of
        self.audience = audience
        self.pack: Pack | None = None
        self.looked_for = ""
        """The words that were looked for last."""
        self._wanted: tuple[State | None, str] = (None, "")
        """The state and the audience of the pack that is shown or being made."""

    def compose_content(self) -> Iterator[Widget]:
        yield Static(id="summary", markup=False)
        yield ReportView()

    @property
    def tab(self) -> str:
        return self.came_from

    @property
    def walked(self) -> ReportView:
        return self.query_one(ReportView)

    async def reach(self, item: Item, field: str) -> bool:
        """Nothing here is a value to go to."""
        return False

    def target(self) -> None:
        """Nothing here is a value that could be edited."""

    # -- making --------------------------------------------------------------------------------------------------

    def show(self, state: State) -> None:
        """A pack of the present follows the register; one of a snapshot stays as it is."""
        self._prepare(state if self.of == NOW else None)

    def _prepare(self, state: State | None) -> None:
        """Have the pack made, where it is another than the one that is shown or being made."""
        wanted = (state, self.audience)
        if wanted != self._wanted:
            self._wanted = wanted
            self.host.prepare(self.of, self.audience, lambda pack: self._made(pack, wanted), self)
        self._head()

    def _made(self, pack: Pack, wanted: tuple[State | None, str]) -> None:
        if wanted == self._wanted and self.query(ReportView):  # nobody may have waited for it
            self.pack = pack
            self.walked.show(pack.report)
            self._head()

    @on(PackRefused)
    def _not_made(self, event: PackRefused) -> None:
        """There is no such pack: say why, whole, where it would stand."""
        self.pack = None
        self.walked.say(event.sentence)
        self._head()

    # -- saying what it is ---------------------------------------------------------------------------------------

    def _head(self) -> None:
        self.query_one("#summary", Static).update(self.heading())
        self.tell_standing()

    def heading(self) -> Content:
        """For whom it is; then of what, as at when, and how much is withheld."""
        told = [self.of_words]
        if self.pack:
            told.append(f"as at {self.pack.report.as_at}")
            if withheld := sum(one.count for one in self.pack.withheld):
                told.append(f"{counted(withheld, 'entry', 'entries')} withheld")
        second = plain(line(" · ".join(told)), "$key-label")
        return Content.assemble(plain(f"Preview · {MARKINGS[self.audience]}", "b"), "\n", second)

    @property
    def of_words(self) -> str:
        """What the pack is of."""
        return "The register as it stands" if self.of == NOW else f"Snapshot “{self.of}”"

    @on(ReportView.Scrolled)
    def _scrolled(self) -> None:
        self.tell_standing()

    def message_end(self) -> str:
        return f"{self.walked.words} · {super().message_end()}" if self.pack else super().message_end()

    # -- what people do ------------------------------------------------------------------------------------------

    def action_audience(self) -> None:
        """Show the other pack: the board’s or the public one."""
        self.audience = PUBLIC if self.audience == BOARD else BOARD
        self.pack = None
        self.walked.say(f"Making the {self.audience} pack …")
        self._prepare(self.host.state if self.of == NOW else None)
        self.tell("")

    async def action_export(self) -> None:
        """Go on to have it written: in the box that somebody came from, where it is open below."""
        if any(isinstance(one, PackDialog) for one in self.app.screen_stack):
            self.dismiss(None)
        else:
            await self.make_pack(self.of, self.audience)

    def action_back(self) -> None:
        """Go back."""
        self.dismiss(None)

    # -- finding -------------------------------------------------------------------------------------------------

    async def action_find(self) -> None:
        """Find words as they are typed."""
        await self.ask(Prompt("Find:", self._looked, value=self.looked_for, changed=self._look, left=self._stop))

    def _look(self, text: str, step: int = 0) -> None:
        self.looked_for = text
        self.walked.find(text, self._found, step=step)

    def _found(self, found: bool) -> None:
        if found or not self.looked_for.strip():
            self.tell("")
        else:
            self.tell(f"“{line(self.looked_for)}” does not stand in it.", warning=True)

    def _looked(self, text: str) -> None:
        self._look(text)
        self.set_focus(self.walked)

    def _stop(self) -> None:
        self._look("")
        self.set_focus(self.walked)

    def action_find_next(self) -> None:
        """Go to the next place."""
        self._again(1)

    def action_find_back(self) -> None:
        """Go to the place before."""
        self._again(-1)

    def _again(self, step: int) -> None:
        if self.looked_for.strip():
            self._look(self.looked_for, step)
        else:
            self.tell("Nothing was looked for yet: / finds words.", warning=True)
