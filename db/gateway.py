"""The one thread in which a register is used while the screens are open.

It keeps the order of acts: what a person did first is stored first. Nothing here imports SQLAlchemy until the thread
does, so that the first frame is painted before.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from db.files import check_is_register
from loti_tui.domain.changes import Batch
from loti_tui.domain.state import State

if TYPE_CHECKING:
    from db.door import Stored
    from db.register import Register

T = TypeVar("T")


def _opened(path: Path, read_only: bool, first: Callable[[], Batch] | None) -> Register:
    """Runs in the thread: the import is the slow part, and the frame is on the screen by now."""
    from db.register import Register

    if first is None:
        return Register.open(path, read_only=read_only)
    path.parent.mkdir(parents=True, exist_ok=True)
    return Register.create(path, [first()])


class Gateway:
    """Runs every use of one register in one thread; each method returns at once with a future."""

    def __init__(self, path: Path, *, read_only: bool = False, first: Callable[[], Batch] | None = None) -> None:
        """Open the register at `path`, or make it from the batch that `first` gives.

        Raises `CannotOpen` at once where the file is not a register; what only the thread can find out comes with
        the first answer.
        """
        if first is None:
            check_is_register(path, read_only=read_only)
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="register")
        self._register: Future[Register] = self._thread.submit(_opened, path, read_only, first)

    def use(self, work: Callable[[Register], T]) -> Future[T]:
        """Run `work` on the register, after everything asked for before."""
        return self._thread.submit(lambda: work(self._register.result()))

    def path(self) -> Future[Path]:
        """The register's file."""
        return self.use(lambda register: register.path)

    def state(self) -> Future[State]:
        """What the register holds now."""
        return self.use(lambda register: register.state())

    def apply(self, batch: Batch) -> Future[Stored]:
        """Store one act."""
        return self.use(lambda register: register.apply(batch))

    def undo(self, who: str, of: str | None) -> Future[Stored]:
        """Take back the newest edit of `of`, or of anybody."""
        return self.use(lambda register: register.undo(who=who, of=of))

    def redo(self, who: str, of: str | None) -> Future[Stored]:
        """Put back what the newest undo took."""
        return self.use(lambda register: register.redo(who=who, of=of))

    def close(self) -> None:
        """Wait until everything asked for is stored."""
        self._thread.shutdown(wait=True)
