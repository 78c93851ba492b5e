"""The one thread in which a register is used while the screens are open.

It keeps the order of acts: what a person did first is stored first. Nothing here imports SQLAlchemy, or the rules,
until the thread does, so that the first frame is painted before.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from db.files import check_is_register

if TYPE_CHECKING:
    from db.register import Register
    from loti_tui.domain.changes import Batch, Stored
    from loti_tui.domain.state import State

T = TypeVar("T")


class Gateway:
    """Runs every use of one register in one thread; each method returns at once with a future."""

    def __init__(self, path: Path, *, read_only: bool = False, first: Callable[[], Batch] | None = None) -> None:
        """For the register at `path`, or the one to be made there from the batch that `first` gives.

        Raises `CannotOpen` at once where the file is not a register; what only the thread can find out comes with
        the first answer. The thread starts with the first question.
        """
        self.path = path
        self.read_only = read_only
        self._first = first
        self._register: Register | None = None
        if first is None:
            check_is_register(path, read_only=read_only)
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="register")

    def _opened(self) -> Register:
        """The register; opened, or made, when it is first needed. Runs in the thread."""
        if self._register is None:
            from db.register import Register  # the slow import: the frame is on the screen by now

            if self._first is None:
                self._register = Register.open(self.path, read_only=self.read_only)
            else:
                self.path.parent.mkdir(parents=True, exist_ok=True)
                self._register = Register.create(self.path, [self._first()])
        return self._register

    def run(self, work: Callable[[], T]) -> Future[T]:
        """Run `work` in the thread, after everything asked for before."""
        return self._thread.submit(work)

    def use(self, work: Callable[[Register], T]) -> Future[T]:
        """Run `work` on the register, after everything asked for before."""
        return self.run(lambda: work(self._opened()))

    def glance(self) -> Future[State]:
        """What the register holds, read without waiting for all that writing needs."""

        def look() -> State:
            if self._first is not None:
                return self._opened().state()
            from db.glance import glance

            return glance(self.path, read_only=self.read_only)

        return self.run(look)

    def open(self) -> None:
        """Have ready what writing needs, before the first change."""
        self.run(self._opened)

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
