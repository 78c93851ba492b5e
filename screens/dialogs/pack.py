"""A pack: of what, for whom, in which formats and into which folder; then how far it is, and what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Input, Static

from loti_tui.domain.dates import PartialDate
from loti_tui.domain.pasts import NOW
from loti_tui.domain.sealings import Sealing
from loti_tui.domain.text import quoted
from screens import styles
from screens.dialogs.choose import Answer, Choose
from screens.host import Host
from screens.messages import ChangeRefused, PackProgress, PackRefused, PackSubmitted, PackWritten, Wanted
from screens.widgets.pickers import Deed, Marks, Picker, go
from screens.widgets.plain import plain
from screens.widgets.typing import LineInput

PATIENCE = 1.0
"""Seconds after which a person wants to see that something happens."""
AUDIENCES = (("board", "the board: everything"), ("public", "the public: without what is withheld"))
"""Each audience of packs, and what its pack holds."""
PRESENT = "the register as it stands"
BAR = 24
"""Cells of the bar."""
REPLACE = "r"
"""The key that replaces files."""


class PackDialog(ModalScreen[None]):
    """Asks what the pack shall be, has it made and written, and tells what becomes of it."""

    CSS_PATH = styles.sheets("boxes")
    BINDINGS = [
        Binding("escape", "leave", "leave", show=False),
        Binding("enter,ctrl+s", "write", "write", show=False),
        Binding("w", "preview", "preview", show=False),
        Binding("down,j,tab", "go(1)", "the next one", show=False),
        Binding("up,k,shift+tab", "go(-1)", "the one before", show=False),
    ]

    VERTICAL_BREAKPOINTS = [(0, "-low"), (32, "-tall")]

    def __init__(self, came_from: str, of: str, audience: str = "") -> None:
        super().__init__()
        self.came_from = came_from
        self.of = of
        self.audience = audience
        """Whom it is for at first; "": whom the settings name."""
        self.sent = True
        """Whether it is still being read what there is to choose from: keys wait for it."""
        self.working = False
        self.stopping = False
        self.progress: PackProgress | None = None
        self.patient = True
        """Whether it has not taken long yet."""

    @property
    def host(self) -> Host:
        return cast("Host", self.app)

    def compose(self) -> ComposeResult:
        with Vertical(id="box"):
            yield Static(plain("Make a pack"), classes="title", markup=False)
            with Vertical(id="form"):
                words = PRESENT if self.of == NOW else f"snapshot “{self.of}”"
                yield from self.row("Of", Picker([(self.of, words)], self.of, id="of"))
                audience = self.audience or self.host.pack_audience
                yield from self.row("For", Picker(AUDIENCES, audience, id="audience"))
                yield from self.row("Formats", Marks(id="formats"))
                yield from self.row("Folder", LineInput(self.host.pack_folder, id="folder", selected=True))
            yield Static(id="note", markup=False)
            with Horizontal(id="deeds"):
                yield Deed("Enter", "Write", "write")
                yield Deed("w", "Preview", "preview")
                yield Deed("Esc", "Cancel", "leave")
            yield Static(id="help", markup=False)

    def row(self, label: str, widget: Widget) -> ComposeResult:
        """A label, and what it is for."""
        with Horizontal(classes="row"):
            yield Static(plain(label), classes="label", markup=False)
            yield widget

    def on_mount(self) -> None:
        self.query_one("#of").focus()
        self.note("")
        self.host.inquire(lambda gateway: gateway.run(formats), self.query_one(Marks).offer, self)
        self.host.inquire(lambda gateway: gateway.snapshots(), self._offer, self)

    def _offer(self, snapshots: list[Sealing]) -> None:
        """Of what there can be a pack: the present, then each snapshot, the newest first."""
        self.sent = False
        of = self.query_one("#of", Picker)
        of.options = [(NOW, PRESENT), *((one.name, called(one)) for one in snapshots)]
        of.refresh()

    @on(ChangeRefused)
    def _not_read(self, event: ChangeRefused) -> None:
        """What there is to choose from could not be read."""
        self.sent = False
        self.note(event.sentence, warning=True)

    # -- choosing ------------------------------------------------------------------------------------------------

    @property
    def wanted(self) -> Wanted:
        """What is chosen."""
        of, audience = (self.query_one(f"#{id}", Picker).chosen for id in ("of", "audience"))
        folder = self.query_one("#folder", LineInput).value.strip()
        return Wanted(of, audience, self.query_one(Marks).chosen, folder)

    def action_go(self, step: int) -> None:
        """Go to what comes next, or before."""
        go(self, step)

    def on_descendant_focus(self) -> None:
        """Say which keys work on what has the focus."""
        told = getattr(self.focused, "help", "Type its name")
        self.query_one("#help", Static).update(plain(f"{told}  ·  Tab goes on"))

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_write()

    async def action_preview(self) -> None:
        """Read what it will say; whom it is for may be changed there."""
        from screens.preview import PreviewScreen

        if self.working:
            return
        preview = PreviewScreen(self.came_from, self.wanted.of, self.wanted.audience)

        def back(_: None) -> None:
            audience = self.query_one("#audience", Picker)
            audience.chosen = preview.audience
            audience.refresh()

        await self.app.push_screen(preview, back)

    def action_leave(self) -> None:
        """Leave; while a pack is being made, stop that."""
        if not self.working:
            self.dismiss(None)
            return
        self.stopping = True
        self.host.stop_packing()
        self.show_progress()

    # -- making --------------------------------------------------------------------------------------------------

    def action_write(self) -> None:
        """Have the pack made and written."""
        wanted = self.wanted
        if self.working:
            return
        if not wanted.formats:
            self.query_one(Marks).focus()
            self.note("Nothing was written: no format is marked.", warning=True)
        elif not wanted.folder:
            self.query_one("#folder").focus()
            self.note("Nothing was written: no folder is named.", warning=True)
        else:
            self.submit(wanted)

    def submit(self, wanted: Wanted, *, replace: bool = False) -> None:
        """Ask for it, and show how far it is."""
        self.working, self.stopping, self.progress, self.patient = True, False, None, True
        self._show_working()
        self.set_timer(PATIENCE, self.lose_patience)
        self.show_progress()
        self.app.post_message(PackSubmitted(wanted, self, replace=replace))

    def _show_working(self) -> None:
        """While a pack is being made there is nothing to choose, and only Esc has a meaning."""
        self.query_one("#form").disabled = self.working
        self.query_one("#deeds").display = not self.working
        self.query_one("#help", Static).update(plain("Esc stops it: then nothing is written" if self.working else ""))

    @on(PackProgress)
    def _progressed(self, event: PackProgress) -> None:
        self.progress = event
        self.show_progress()

    def lose_patience(self) -> None:
        """It takes long: show how far it is."""
        self.patient = False
        self.show_progress()

    def show_progress(self) -> None:
        """Say what is being done, and after a moment how far it is."""
        if not self.working:
            return
        if self.stopping:
            self.note("Stopping …")
        elif self.patient or self.progress is None:
            self.note("Making the pack …")
        else:
            self.note(bar(self.progress.name, self.progress.done, self.progress.of))

    @on(PackWritten)
    def _written(self) -> None:
        self.dismiss(None)

    @on(PackRefused)
    def _refused(self, event: PackRefused) -> None:
        """Say why there is no pack, and let everything be chosen anew; ask, where files are in the way."""
        wanted = self.wanted
        self.working = False
        self._show_working()
        self.query_one("#folder" if event.there else "#of").focus()
        self.note(event.sentence, warning=True)
        if event.there:
            self.note("")
            self.app.push_screen(replacing(event.there, wanted.folder), lambda key: self._asked(key, wanted))

    def _asked(self, key: str | None, wanted: Wanted) -> None:
        if key == REPLACE:
            self.submit(wanted, replace=True)
        else:
            self.note("Nothing was written: what is there was left as it was. Name another folder.", warning=True)

    def note(self, sentence: str, *, warning: bool = False) -> None:
        """Say something in the box, whole."""
        words = self.query_one("#note", Static)
        words.set_class(warning, "warning")
        words.display = bool(sentence)
        words.update(plain(sentence))


def formats() -> Sequence[str]:
    """The names of the formats; what makes them takes a moment to load."""
    from loti_tui.packs import FORMATS

    return tuple(FORMATS)


def called(one: Sealing) -> str:
    """A snapshot, as somebody chooses it."""
    return f"snapshot “{one.name}”" + (f" · {PartialDate.of_day(one.day).short()}" if one.day else "")


def bar(name: str, done: int, of: int) -> str:
    """How far it is: "docx      ████████░░░░░░░░  2 of 11"."""
    full = BAR * done // of
    return f"{name:<10}{'█' * full}{'░' * (BAR - full)}  {done} of {of}"


def replacing(count: int, folder: str) -> Choose:
    """The question what becomes of files that are there already."""
    files, them = ("file", "it") if count == 1 else (f"{count:,} files", "them")
    answers = (
        Answer("l", f"Leave {them}", "Nothing is written."),
        Answer(REPLACE, f"Replace {them}", "What is there now is gone."),
    )
    return Choose(f"Replace the {files} of this pack in {quoted(folder)}?", answers, f"leaves {them}")
