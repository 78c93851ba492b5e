"""The views of a table: those that came with the program and those that were kept. One is taken, or kept no longer."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from loti_tui.domain.text import quoted
from loti_tui.domain.views import BUILT_IN, View, called
from loti_tui.kept_views import Kept, forget, read
from screens import styles
from screens.host import Host
from screens.messages import ChangeRefused
from screens.widgets.listed import Choosable, Listed
from screens.widgets.plain import plain

HELP = "Enter or a digit shows it  ·  d deletes yours  ·  Esc leaves"


class ViewsDialog(ModalScreen[View | None]):
    """Asks for a view; None where none was taken."""

    CSS_PATH = styles.sheets("tables")
    BINDINGS = [
        Binding("d,delete", "drop_view", "delete it", show=False),
        Binding("escape", "leave", "leave", show=False),
        Binding("tab,shift+tab", "stay", "stay", show=False),
    ]

    def __init__(self, screen: str, title: str, current: str, count: Callable[[View], str]) -> None:
        """The views of a screen; `count` says of a view how many items it is about."""
        super().__init__()
        self.of = screen
        self.heading = title
        self.current = current
        self.count = count
        self.kept = Kept()
        self.sent = True
        """Whether the file of kept views is being read or written."""
        self.asked_about = ""
        """The kept view that goes when it is asked for once more."""

    def compose(self) -> ComposeResult:
        with Vertical(id="box"):
            yield Static(plain(self.heading), classes="title")
            yield Listed()
            yield Static(plain("Reading the views …"), id="help", markup=False)

    @property
    def listed(self) -> Listed:
        """The list of views."""
        return self.query_one(Listed)

    @property
    def views(self) -> tuple[View, ...]:
        """All of them: those that came with the program first."""
        return (*BUILT_IN.get(self.of, ()), *self.kept.views)

    def on_mount(self) -> None:
        self.listed.focus()
        self.show(self.current)
        self.reread(self.current)

    def reread(self, here: str = "", told: str = HELP) -> None:
        """Read what is kept, and show it; the view called `here` is marked."""
        self.sent = True
        host, of = cast("Host", self.app), self.of
        host.inquire(lambda gateway: gateway.run(lambda: read(of)), lambda kept: self.take_in(kept, here, told), self)

    def take_in(self, kept: Kept, here: str, told: str) -> None:
        """The file was read."""
        self.sent = False
        self.kept = kept
        if not self.is_mounted:
            return
        self.show(here)
        self.tell(kept.problem or told, warning=bool(kept.problem))

    def show(self, here: str) -> None:
        """Show the views with what each is about."""
        own = len(self.kept.views)
        lines = []
        for place, view in enumerate(self.views):
            first_of_own = own and place == len(self.views) - own
            lines.append(
                Choosable(view.name, view.name, self.count(view), "Kept by you" if first_of_own and place else "")
            )
        self.listed.offer(lines, here)
        self.listed.display = bool(lines)

    # -- taking and deleting -------------------------------------------------------------------------------------

    @on(Listed.Taken)
    def _taken(self, event: Listed.Taken) -> None:
        event.stop()
        self.dismiss(called(self.views, event.value))

    def on_key(self, event: events.Key) -> None:
        """Any other key than the one that deletes keeps what was asked about."""
        if self.asked_about and event.key not in ("d", "delete"):
            self.asked_about = ""
            self.tell(HELP)

    @on(Listed.Sought)
    def _sought(self, event: Listed.Sought) -> None:
        event.stop()
        self.asked_about = ""
        self.tell(event.words or HELP, warning=not event.found)

    def action_drop_view(self) -> None:
        """Delete the kept view that is marked: what is deleted is gone, so it is asked for twice."""
        at = self.listed.marked
        if at is None or called(self.kept.views, at.value) is None:
            self.tell("Only views that you kept can be deleted; this one came with the program.", warning=True)
        elif self.asked_about != at.value:
            self.asked_about = at.value
            self.tell(f"{quoted(at.value)} cannot be brought back: d again deletes it.", warning=True)
        else:
            self.delete(at.value)

    def delete(self, name: str) -> None:
        """Keep a view no longer."""
        self.asked_about, self.sent = "", True
        host, of = cast("Host", self.app), self.of
        host.inquire(
            lambda gateway: gateway.run(lambda: forget(of, name)),
            lambda _: self.reread(told=f"{quoted(name)} was deleted."),
            self,
        )

    @on(ChangeRefused)
    def _refused(self, event: ChangeRefused) -> None:
        self.sent = False
        self.tell(event.sentence, warning=True)

    def action_stay(self) -> None:
        """There is nowhere else to go."""

    def action_leave(self) -> None:
        """Leave the table as it is."""
        self.dismiss(None)

    def tell(self, sentence: str, *, warning: bool = False) -> None:
        """Say something under the list."""
        words = self.query_one("#help", Static)
        words.set_class(warning, "warning")
        words.update(plain(sentence))
