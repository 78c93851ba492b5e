"""Packs and their previews: the register is read in its own thread, and documents are made and written in another.

Neither the person nor the register waits for it, and it can be stopped between two formats.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Any

from textual import on
from textual.message import Message
from textual.message_pump import MessagePump

from db.gateway import Gateway
from loti_tui.domain.refused import CannotOpen, Refused
from loti_tui.domain.text import counted
from loti_tui.faults import unforeseen
from loti_tui.places import typed_path
from loti_tui.together import Together
from screens.messages import PackProgress, PackRefused, PackSubmitted, PackWritten, Wanted

if TYPE_CHECKING:
    from loti_tui.packs import Pack

STOPPED = "It was stopped: nothing was written."


class Stopped(Exception):
    """The person does not want it any more."""


class InTheWay(Refused):
    """So many files of the pack's names are in the folder already."""

    def __init__(self, sentence: str, count: int) -> None:
        super().__init__(sentence)
        self.count = count


@dataclass(frozen=True, slots=True)
class Made:
    """The documents of a pack, not yet written, and how much is withheld in them."""

    wanted: Wanted
    files: dict[str, bytes]
    withheld: int


class Worked(Message):
    """The makers' thread is done with something that `asker` asked for."""

    def __init__(self, future: Future[Any], then: Callable[[Any], None], asker: MessagePump) -> None:
        super().__init__()
        self.future = future
        self.then = then
        self.asker = asker


class Packing(Together):
    """An application that makes packs."""

    def __init__(self, gateway: Gateway, who: str, look_every: float | None) -> None:
        super().__init__(gateway, who, look_every)
        self.pack_folder = "packs"
        """Where the last pack of this run was to be written."""
        self.packing = 0
        """How many packs and previews are being made."""
        self._makers = ThreadPoolExecutor(max_workers=1, thread_name_prefix="packs")
        self._stop = Event()
        self._made: Made | None = None
        """What was made and not written, since files of its names were there: the person was asked."""

    # -- in the makers' thread -----------------------------------------------------------------------------------

    def work(self, job: Callable[[], Any], then: Callable[[Any], None], asker: MessagePump) -> None:
        """Have a job done; `then` is called with what comes of it, or `asker` hears why nothing does."""
        self.packing += 1
        done = self._makers.submit(job)
        done.add_done_callback(lambda future: self.post_message(Worked(future, then, asker)))

    @on(Worked)
    def _worked(self, event: Worked) -> None:
        self.packing -= 1
        fault = event.future.exception()
        if fault is None:
            event.then(event.future.result())
        elif isinstance(fault, Stopped):
            event.asker.post_message(PackRefused(STOPPED))
        elif isinstance(fault, InTheWay):
            self.typed_ahead_is_forgotten()  # a key typed before the question was seen is no answer to it
            event.asker.post_message(PackRefused(str(fault), there=fault.count))
        elif isinstance(fault, Refused | CannotOpen):
            event.asker.post_message(PackRefused(str(fault)))
        else:
            event.asker.post_message(PackRefused(unforeseen(fault)))

    def stop_packing(self) -> None:
        """Make no further format; what is being made ends with nothing written."""
        self._stop.set()

    # -- what people do ------------------------------------------------------------------------------------------

    def prepare(self, of: str, audience: str, then: Callable[[Pack], None], asker: MessagePump) -> None:
        """Have a pack of a past prepared, without a document of it; a refusal goes to `asker`."""
        self.work(partial(self._prepared, of, audience), then, asker)

    def _prepared(self, of: str, audience: str) -> Pack:
        basis = self.gateway.basis(of, self.today).result()
        from loti_tui.packs import pack_of

        return pack_of(basis, source=self.gateway.path.name, audience=audience)

    @on(PackSubmitted)
    def _pack(self, event: PackSubmitted) -> None:
        wanted, asker = event.wanted, event.asker
        self.pack_folder = wanted.folder
        try:
            folder = typed_path(wanted.folder, "The folder")
        except Refused as refused:
            asker.post_message(PackRefused(f"{refused} Nothing was written."))
            return
        stop = self._stop = Event()
        made = self._made if event.replace and self._made and self._made.wanted == wanted else None
        self._made = None

        def job() -> str:
            told = made or self._documents(wanted, stop, asker)
            return written_words(self._written(told, folder, replace=event.replace), told.withheld)

        self.work(job, partial(self._packed, asker=asker), asker)

    def _documents(self, wanted: Wanted, stop: Event, asker: MessagePump) -> Made:
        """Every document of the pack, whole. Raises `Refused`, `CannotOpen`, `Stopped`."""

        def progress(name: str, done: int, of: int) -> None:
            if stop.is_set():
                raise Stopped
            asker.post_message(PackProgress(name, done, of))

        pack = self._prepared(wanted.of, wanted.audience)
        from loti_tui.packs import pack_files

        files = pack_files(pack, wanted.formats, progress)
        if stop.is_set():
            raise Stopped
        return Made(wanted, files, sum(line.count for line in pack.withheld))

    def _written(self, made: Made, folder: Path, *, replace: bool) -> list[Path]:
        from loti_tui.packs.files import AlreadyThere, write_all

        try:
            return write_all(folder, made.files, force=replace)
        except AlreadyThere as there:
            self._made = made
            count = sum(os.path.lexists(folder / name) for name in made.files)
            raise InTheWay(str(there), count) from there

    def _packed(self, sentence: str, asker: MessagePump) -> None:
        """The documents are written."""
        asker.post_message(PackWritten())
        for screen in self.register_screens[-1:]:
            screen.tell(sentence)


def written_words(paths: list[Path], withheld: int) -> str:
    """How many documents were written and where, and how many entries are withheld in them."""
    said = f"{counted(len(paths), 'document was', 'documents were')} written into {paths[0].parent.resolve()}."
    if withheld:
        said += f" {counted(withheld, 'entry is', 'entries are')} withheld in them; each says of what, and why."
    return said
