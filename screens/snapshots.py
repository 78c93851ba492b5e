"""The snapshots: states of the register that were sealed. Taken, compared, verified, and made into packs."""

from __future__ import annotations

from collections.abc import Iterator

from textual import on
from textual.widget import Widget

from loti_tui.commands import key
from loti_tui.domain.comparison import Comparison
from loti_tui.domain.dates import PartialDate
from loti_tui.domain.pasts import NOW
from loti_tui.domain.sealings import Sealing
from loti_tui.domain.state import State
from loti_tui.domain.text import counted, fold
from screens.bindings import bindings
from screens.changes import ChangesScreen
from screens.filtering import Filtering
from screens.messages import ChangeRefused, SnapshotSubmitted, SnapshotTaken
from screens.widgets.facts import Facts
from screens.widgets.plain import line
from screens.widgets.prompt import Prompt
from screens.widgets.record_table import RecordTable
from screens.widgets.rows import Cell, Column, TableRow


def none_yet() -> str:
    """What is said where nothing was sealed yet."""
    return f"No snapshot is taken yet. {key('take_snapshot')} seals what the register holds now."


CANNOT_BE_READ = "cannot be read"
SOUND, UNSOUND = Cell("● sound", "green"), Cell("▲ not what was sealed", "red")
PATIENCE = 0.2
"""Seconds that the cursor rests on a snapshot before it is compared with the present."""


class NamePrompt(Prompt):
    """Asks for a name with one ready: typing replaces it, Enter takes it."""

    SELECTED = True


class SnapshotsScreen(Filtering):
    """One row a snapshot, the newest first."""

    NAME = "snapshots"
    SHOWN_KEYS = ("take_snapshot", "changes", "changes_before", "verify", "export", "preview", "open")
    BINDINGS = bindings("open", "take_snapshot", "changes_before", "verify", "preview", "filter")
    COLUMNS = (
        Column("name", "Name", grow=1, least=16),
        Column("sealed", "Sealed", most=22, shown_from=60),
        Column("day", "For the day", most=11),
        Column("who", "By", most=14, shown_from=60),
        Column("items", "Items", align="right", most=6, shown_from=120),
        Column("sha256", "SHA-256", most=12, shown_from=96),
        Column("sound", "Sound", least=7, most=21),
    )

    def __init__(self) -> None:
        super().__init__()
        self.sealings: dict[str, Sealing] | None = None
        """id -> each snapshot, the newest first; None until they have been read."""
        self.refused = ""
        """Why they could not be read, in a sentence."""
        self.unsound: dict[str, str] | None = None
        """id -> what is wrong with it; None where nobody has verified them."""
        self.verified: frozenset[str] = frozenset()
        """The snapshots that were there when they were verified."""
        self.since: dict[str, tuple[State | None, str]] = {}
        """id -> what has changed since then, and up to which state of the register."""
        self._wanted: str | None = None
        """The snapshot on which the cursor is to be put once it is in the list."""

    def compose_content(self) -> Iterator[Widget]:
        table = RecordTable(self.COLUMNS)
        table.field = "name"
        yield table
        yield Facts(id="facts")

    @property
    def sent(self) -> bool:
        """Whether the list is still being read: keys wait for it."""
        return self.sealings is None or self._wanted is not None

    # -- reading -------------------------------------------------------------------------------------------------

    def show(self, state: State) -> None:
        """Others may have taken some since: they are read anew each time."""
        self.show_rows()
        self.host.inquire(lambda gateway: gateway.snapshots(), self._take, self)

    def _take(self, sealings: list[Sealing]) -> None:
        self.sealings, self.refused = {one.id: one for one in sealings}, ""
        wanted, self._wanted = self._wanted, None
        if self.query(RecordTable):  # nobody may have waited for it
            self.show_rows()
            if wanted in self.sealings:
                self.table.move_to(wanted, "name")
            self.tell_standing()

    @on(ChangeRefused)
    def _not_read(self, event: ChangeRefused) -> None:
        self._wanted = None
        if self.sealings is None:
            self.sealings, self.refused = {}, event.sentence
            self.show_rows()

    # -- rows ----------------------------------------------------------------------------------------------------

    def show_rows(self) -> None:
        """Show the snapshots, as far as the filter lets them through."""
        wanted = fold(self.filter_text).split()
        shown = [one for one in (self.sealings or {}).values() if all(word in words(one) for word in wanted)]
        self.table.show_rows([TableRow(one.id, self.cells(one)) for one in shown], self._when_empty())
        self.show_facts()

    def cells(self, one: Sealing) -> dict[str, Cell]:
        """What the columns show of a snapshot."""
        verified = self.unsound is not None and one.id in self.verified
        found = self.unsound or {}
        return {
            "name": Cell(line(one.name)),
            "sealed": Cell(one.sealed) if one.sealed else Cell(CANNOT_BE_READ, "red"),
            "day": Cell(day_words(one) or "—", "" if one.day else "muted"),
            "who": Cell(line(one.who)),
            "items": Cell("—" if one.items is None else f"{one.items:,}"),
            "sha256": Cell(one.sha256[:12], "muted"),
            "sound": (UNSOUND if one.id in found else SOUND) if verified else Cell("—", "muted"),
        }

    def _when_empty(self) -> str:
        if self.sealings is None:
            return "Reading the snapshots …"
        if self.sealings:
            return f"Nothing here has all of “{line(self.filter_text)}”. Esc shows every row again."
        return self.refused or none_yet()

    def message_end(self) -> str:
        if self.sealings is None:
            return super().message_end()
        return f"{len(self.table.rows):,} of {len(self.sealings):,} · {super().message_end()}"

    @property
    def sealing(self) -> Sealing | None:
        """The snapshot under the cursor."""
        return (self.sealings or {}).get(self.table.row_id or "")

    def target(self) -> None:
        """Nothing here is a value that could be edited."""

    # -- the one under the cursor --------------------------------------------------------------------------------

    def on_record_table_moved(self) -> None:
        self.show_facts()

    def show_facts(self) -> None:
        """Show the whole of the snapshot under the cursor."""
        one, shown = self.sealing, self.query_one(Facts)
        shown.display = one is not None
        if one is None:
            return
        state, since = self.since.get(one.id, (None, ""))
        if state is None or state is not self.host.state:
            self.set_timer(PATIENCE, lambda: self._compare(one))
        fault = (self.unsound or {}).get(one.id, "")
        shown.show(line(one.name), [("Since then", since or "…"), *facts(one, fault)])

    def _compare(self, one: Sealing) -> None:
        """Have the snapshot compared with the present, where the cursor has stayed on it."""
        state, today = self.host.state, self.host.today
        if one != self.sealing or not self.is_current or self.since.get(one.id, (None, ""))[0] is state:
            return
        self.since[one.id] = (state, "")

        def compared(found: Comparison | None) -> None:
            self.since[one.id] = (state, found.summary if found else "")
            if self.query(RecordTable):
                self.show_facts()

        self.host.inquire(lambda gateway: gateway.comparison(one.name, NOW, today), compared, self)

    async def action_open(self) -> None:
        """Open the heading of the snapshot, and what changed from the one before to it."""
        if self.sealing is None:
            return self.tell("There is no snapshot here to open.", warning=True)
        await self.app.push_screen(SnapshotScreen(self.sealing, (self.unsound or {}).get(self.sealing.id, "")))

    @on(RecordTable.Opened)
    async def _opened(self) -> None:
        await self.action_open()

    async def action_changes(self) -> None:
        """Compare the snapshot with the present."""
        if self.sealing is None:
            return self.tell(
                f"There is no snapshot here to compare with. {key('take_snapshot')} seals one.", warning=True
            )
        await self.app.push_screen(ChangesScreen(self.NAME, self.sealing.name))

    async def action_changes_before(self) -> None:
        """Compare the snapshot with the one before it."""
        one = self.sealing
        if one is None:
            return self.tell(f"There is no snapshot here to compare. {key('take_snapshot')} seals one.", warning=True)
        if not one.before:
            return self.tell("This is the first snapshot: there is none before it.", warning=True)
        await self.app.push_screen(ChangesScreen(self.NAME, one.before, one.name))

    async def action_export(self) -> None:
        """Choose a pack of the snapshot under the cursor; where there is none, of the register as it stands."""
        await self.make_pack(self.sealing.name if self.sealing else NOW)

    async def action_preview(self) -> None:
        """Read what a pack of the snapshot will say."""
        from screens.preview import PreviewScreen

        await self.app.push_screen(PreviewScreen(self.NAME, self.sealing.name if self.sealing else NOW))

    async def action_edit(self) -> None:
        self.tell(f"A snapshot stays as it was sealed. {key('take_snapshot')} seals another.", warning=True)

    def action_copy(self) -> None:
        """Copy the words under the cursor; of the SHA-256 all of it."""
        if self.sealing is None:
            return self.tell("There is nothing to copy here.", warning=True)
        cell = self.table.rows[self.table.place].cells[self.table.field]
        copied = self.sealing.sha256 if self.table.field == "sha256" else cell.text
        self.app.copy_to_clipboard(copied)
        return self.tell(f"Copied: {copied}")

    # -- taking one ----------------------------------------------------------------------------------------------

    async def action_take_snapshot(self) -> None:
        """Ask for a name, and seal what the register holds now."""
        prompt = NamePrompt("Name of the new snapshot:", self._seal, value=self._suggested(), left=self._leave,
                            stays=True)  # fmt: skip
        await self.ask(prompt)
        self.tell("Enter seals what the register holds now. A snapshot stays for good. Esc leaves.")

    def _suggested(self) -> str:
        """A name that no snapshot has: the board of today."""
        taken = {one.name.casefold() for one in (self.sealings or {}).values()}
        name = f"Board {PartialDate.of_day(self.host.today).spoken()}"
        return next(one for one in names(name) if one.casefold() not in taken)

    def _seal(self, name: str) -> None:
        if not name.strip():
            self.set_focus(self.table)
            self.tell("Nothing was sealed: no name was typed.", warning=True)
        else:
            self.app.post_message(SnapshotSubmitted(name, self.query_one(Prompt)))

    def _leave(self) -> None:
        self.set_focus(self.table)
        self.tell("Nothing was sealed.")

    @on(SnapshotTaken)
    def _taken(self, event: SnapshotTaken) -> None:
        """Show it, with the cursor on it."""
        self.query(Prompt).remove()
        self.set_focus(self.table)
        self.filter_text, self._wanted = "", event.id
        self.host.inquire(lambda gateway: gateway.snapshots(), self._take, self)
        self.tell(event.sentence)

    # -- verifying -----------------------------------------------------------------------------------------------

    def action_verify(self) -> None:
        """Have every snapshot compared with its SHA-256, the one before it, and the log."""
        if not self.sealings:
            return self.tell(none_yet(), warning=True)
        self.tell("Verifying …")
        there = frozenset(self.sealings)

        def found(unsound: dict[str, str]) -> None:
            self.unsound, self.verified = unsound, there
            if self.query(RecordTable):
                self.show_rows()
                self.tell(verified_words(len(there), list(unsound.values())), warning=bool(unsound))

        return self.host.inquire(lambda gateway: gateway.unsound(), found, self)

    def show_sifted(self) -> None:
        self.show_rows()
        self.tell_standing()


class SnapshotScreen(ChangesScreen):
    """The heading of one snapshot, and what changed from the one before to it."""

    SHOWN_KEYS = ("open", "filter", "copy", "export", "preview", "back")
    BINDINGS = bindings("preview")

    def __init__(self, sealing: Sealing, fault: str) -> None:
        """`fault` says what is wrong with it, where that is known."""
        super().__init__(SnapshotsScreen.NAME, sealing.before, sealing.name)
        self.sealing = sealing
        self.fault = fault
        if not sealing.before:
            self.answered, self.refused = True, "It is the first snapshot: there is none before it to compare with."

    def compose_content(self) -> Iterator[Widget]:
        yield Facts(id="facts")
        yield from super().compose_content()

    def show(self, state: State) -> None:
        when = [("For the day", day_words(self.sealing)), ("Sealed", sealed_words(self.sealing))]
        self.query_one(Facts).show(line(self.sealing.name), [*when, *facts(self.sealing, self.fault)])
        if self.sealing.before:
            super().show(state)
        else:
            self.show_lines()

    async def action_changes(self) -> None:
        """Compare the snapshot with the present."""
        await self.app.push_screen(ChangesScreen(self.tab, self.sealing.name))

    async def action_preview(self) -> None:
        """Read what a pack of this snapshot will say."""
        from screens.preview import PreviewScreen

        await self.app.push_screen(PreviewScreen(self.tab, self.sealing.name))


def day_words(one: Sealing) -> str:
    """The day that a snapshot tells of."""
    return PartialDate.of_day(one.day).short() if one.day else ""


def words(one: Sealing) -> str:
    """All that a filter looks for."""
    return fold(f"{one.name} {one.sealed} {day_words(one)} {one.who} {one.why} {one.sha256}")


def names(name: str) -> Iterator[str]:
    """A name, then the same with a number."""
    yield name
    number = 2
    while True:
        yield f"{name} ({number})"
        number += 1


def sealed_words(one: Sealing) -> str:
    """When a snapshot was sealed, and by whom."""
    return f"{one.sealed}, by {one.who}" if one.sealed else CANNOT_BE_READ


def facts(one: Sealing, fault: str) -> Iterator[tuple[str, str | None]]:
    """What a list has no room for, and what is wrong with a snapshot where something is."""
    if fault:
        yield "Not sound", fault
    if one.why:
        yield "Why", one.why
    yield "Before it", one.before or "nothing: it is the first"
    yield "Holds", None if one.items is None else counted(one.items, "item")
    yield "SHA-256", one.sha256


def verified_words(count: int, faults: list[str]) -> str:
    """What verifying found."""
    if faults:
        return f"{counted(len(faults), 'snapshot is', 'snapshots are')} not what was sealed. {' '.join(faults)}"
    return f"{counted(count, 'snapshot is', 'snapshots are')} what was sealed."
