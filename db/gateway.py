"""The one thread in which a register is used while the screens are open.

It keeps the order of acts: what a person did first is stored first. Nothing here imports SQLAlchemy, or the rules,
until the thread does, so that the first frame is painted before.
"""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Callable, Generator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from datetime import date
from functools import partial
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, TypeVar

from db.files import check_is_register, opened_for_reading
from db.pulse import Busy, Watch
from loti_tui.domain.refused import CannotOpen

if TYPE_CHECKING:
    from db.columns import Columns
    from db.register import Register
    from loti_tui.domain.changes import Batch, Entry, Stored
    from loti_tui.domain.comparison import Comparison
    from loti_tui.domain.differences.trend import Earlier
    from loti_tui.domain.findings import Attention
    from loti_tui.domain.findings.kept import Kept
    from loti_tui.domain.others import News
    from loti_tui.domain.pasts import Basis
    from loti_tui.domain.refused import Moved
    from loti_tui.domain.sealings import Sealing
    from loti_tui.domain.sifting import Line
    from loti_tui.domain.snapshots import Snapshot
    from loti_tui.domain.state import State
    from loti_tui.domain.trail import Trail

BREATH = 0.0005
"""Seconds: so soon whoever answers a key has the interpreter, whatever the thread is at; and the pause between two
steps of long work."""

COLLECTED = (50_000, 20, 20)
"""When Python looks for what is in circles: at its own 700 new objects it would do so many times while one key is
painted."""

TURN = 0.002
"""Seconds of long work before what was asked for meanwhile has its turn: many short steps have one together."""

PATIENCE = 0.5
"""Seconds that the thread waits at most for what is to be painted before it goes on."""

T = TypeVar("T")


class Gateway:
    """Runs every use of one register in one thread; each method returns at once with a future."""

    def __init__(
        self,
        path: Path,
        *,
        read_only: bool = False,
        first: Callable[[], Batch] | None = None,
        passing: bool = False,
    ) -> None:
        """For the register at `path`, or the one to be made there from the batch that `first` gives.

        One that may not be written is opened for reading only. Of one that is `passing`, gone when the program ends,
        nobody need hear where it lies.

        Raises `CannotOpen` at once where the file is not a register; what only the thread can find out comes with
        the first answer. The thread starts with the first question.
        """
        self.path = path
        self.notice = "" if read_only else opened_for_reading(path)
        """What a person should hear of the file itself; all of it is known with the first answer."""
        self.read_only = read_only = read_only or bool(self.notice)
        self._passing = passing
        self._first = first
        self._register: Register | None = None
        self._watch = Watch(path, read_only=read_only)
        self._ahead: Columns | CannotOpen | None = None
        """What was read before anybody asked for it, or why it could not be."""
        self._told: dict[str, Line] = {}
        self._trail: Trail | None = None
        """What the rules look back on; None where it is to be read anew."""
        self._kept: Kept | None = None
        self._earlier: Earlier | None = None
        self._slow = first is not None or check_is_register(path, read_only=read_only)
        """Whether there is more to do than to read: the file is to be made, or to be brought up to date."""
        self._thread = ThreadPoolExecutor(
            max_workers=1, thread_name_prefix="register", initializer=sys.setswitchinterval, initargs=(BREATH,)
        )

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

    def by_turns(self, work: Callable[[Register], Generator[None, None, T]]) -> Future[T]:
        """Run work on the register in steps: what is asked for meanwhile comes before the next of them."""
        done: Future[T] = Future()

        def step(running: Generator[None, None, T] | None = None) -> None:
            try:
                running = running or work(self._opened())
                enough = time.monotonic() + TURN
                while time.monotonic() < enough:
                    next(running)
            except StopIteration as end:
                done.set_result(end.value)
            except BaseException as fault:
                done.set_exception(fault)
            else:
                time.sleep(BREATH)
                with suppress(RuntimeError):  # the program ends, and nobody waits for it
                    self.run(partial(step, running))

        self.run(step)
        return done

    def begin(self) -> None:
        """Have the file read while the frame is being made: `glance` then says what it holds."""

        def ahead() -> None:
            self._know()
            try:
                self._ahead = self._columns()
            except CannotOpen as fault:  # who asks for what it holds hears it
                self._ahead = fault

        if not self._slow:
            self.run(ahead)

    def glance(self) -> Future[State]:
        """What the register holds, read without waiting for all that writing needs."""

        def look() -> State:
            register = self._opened() if self._slow else None
            if self._ahead is None:
                self._know()
            self._see_where_it_lies()
            if register is not None:
                self.notice = f"{register.news} {self.notice}".strip()
                return register.state()
            return self._read()

        return self.run(look)

    def _know(self) -> None:
        """Know how far the log has come, before the rows are read: nothing in between is missed. Runs in the thread."""
        with suppress(CannotOpen):  # what is wrong with the file is said by who reads the rows
            self._watch.know(*self._watch.log())

    def _columns(self) -> Columns:
        """What stands in the file. Runs in the thread."""
        from db.columns import read

        return read(self.path, read_only=self.read_only)

    def _read(self) -> State:
        """What the register holds. Runs in the thread."""
        columns, self._ahead = self._ahead or self._columns(), None
        if isinstance(columns, CannotOpen):
            raise columns
        from db.glance import understood  # with all kinds of items, which the first screen is importing meanwhile

        return understood(columns, self.path)

    def _see_where_it_lies(self) -> None:
        """Have a warning ready where the file is at risk; not for who only reads it. Runs in the thread."""
        if not self.read_only and not self._passing:
            from db.whereabouts import whereabouts

            where = whereabouts(self.path)
            self.notice = where.sentence if where else ""

    def after(self) -> Callable[[], object]:
        """Have the thread wait until what is given back is called: when that is on the screen which comes first."""
        begun = Event()
        self.run(lambda: begun.wait(PATIENCE))
        return begun.set

    def open(self) -> None:
        """Have ready what writing needs, before the first change; and a copy of what was left without one."""

        def ready() -> None:
            try:
                register = self._opened()
                if not (self.read_only or self._passing or self._first):
                    register.catch_up()
                import loti_tui.domain.findings  # noqa: F401  (with all that the program holds, before what follows)
            finally:
                gc.freeze()  # what was loaded stays: else each full collection looks through it, and a key waits
                gc.set_threshold(*COLLECTED)
                gc.enable()  # off since the start of the program

        self.run(ready)

    # -- changing ------------------------------------------------------------------------------------------------

    def change(self, work: Callable[[Register], Stored]) -> Future[Stored]:
        """Run `work`, which stores an act: it is this program's own, and no news to it."""

        def changed(register: Register) -> Stored:
            from loti_tui.domain.changes import Act

            stored = work(register)
            self._watch.own(stored.batch)
            grown = stored.act in (Act.START, Act.EDIT)
            self._trail = self._trail.after(stored.entries) if self._trail and grown else None
            return stored

        return self.use(changed)

    def apply(self, batch: Batch) -> Future[Stored]:
        """Store one act."""
        return self.change(lambda register: register.apply(batch))

    def undo(self, who: str, of: str | None = None, batch: str | None = None) -> Future[Stored]:
        """Take back the newest edit of `of`, or of anybody; or one act."""
        return self.change(lambda register: register.undo(who=who, of=of, batch=batch))

    def redo(self, who: str, of: str | None = None, batch: str | None = None) -> Future[Stored]:
        """Put back what the newest undo took; or what was taken back of one act."""
        return self.change(lambda register: register.redo(who=who, of=of, batch=batch))

    # -- the history ---------------------------------------------------------------------------------------------

    def history(self) -> Future[list[Line]]:
        """Every act, newest first, in words; what was read before is not read again."""

        def told(register: Register) -> list[Line]:
            from loti_tui.domain.sifting import line

            acts = register.acts({act: kept.done for act, kept in self._told.items()})
            kept = ((self._told.get(done.id), done) for done in acts)
            self._told = {done.id: one if one and one.done is done else line(done) for one, done in kept}
            return list(self._told.values())

        return self.use(told)

    def act(self, batch: str) -> Future[list[Entry]]:
        """The lines of the log of one act."""
        return self.use(lambda register: register.act(batch))

    # -- snapshots -----------------------------------------------------------------------------------------------

    def snapshots(self) -> Future[list[Sealing]]:
        """Every snapshot, the newest first."""

        def headings(register: Register) -> list[Sealing]:
            from loti_tui.domain.sealings import sealings

            return sealings(register.snapshots())

        return self.use(headings)

    def take_snapshot(self, name: str, who: str, day: date) -> Future[Snapshot]:
        """Seal what the register holds now, for a day."""
        return self.use(lambda register: register.take_snapshot(name, who=who, day=day))

    def earlier(self) -> Future[Earlier | None]:
        """How the risks were judged in the newest snapshot, read once for each; None where none is taken yet.

        Of a file that cannot be read, what was known last: that it cannot is told by who looks at it.
        """

        def looked() -> Earlier | None:
            with suppress(CannotOpen):
                register = self._opened()
                newest = register.newest_snapshot()
                if newest and newest != (self._earlier.snapshot if self._earlier else ""):
                    from loti_tui.domain.differences.trend import earlier

                    self._earlier = earlier(next(one for one in register.snapshots() if one.id == newest))
                elif not newest:
                    self._earlier = None
            return self._earlier

        return self.run(looked)

    def unsound(self) -> Future[dict[str, str]]:
        """id -> what is wrong with it, of each snapshot that is not what was sealed."""

        def found(register: Register) -> dict[str, str]:
            told: dict[str, str] = {}
            for snapshot, sentence in register.broken_snapshots():
                told[snapshot] = f"{told.get(snapshot, '')} {sentence}".strip()
            return told

        return self.use(found)

    def comparison(self, old: str, new: str, today: date) -> Future[Comparison | None]:
        """What changed from one past to another; `old` "" is the newest snapshot, None where there is none yet."""

        def compared(register: Register) -> Comparison | None:
            from loti_tui.domain.comparison import compare

            since = old or next((one.name for one in reversed(register.snapshots())), "")
            if not since:
                return None
            before, after = register.past(since, today), register.past(new, today)
            return compare(before, after, register.entries_between(before, after))

        return self.use(compared)

    def basis(self, of: str, today: date) -> Future[Basis]:
        """All that a pack of a past is made from."""
        return self.use(lambda register: register.basis(of, today))

    # -- what needs attention ------------------------------------------------------------------------------------

    def attention(self, state: State, today: date, wanted: Callable[[], bool]) -> Future[Attention | None]:
        """What every rule finds in a state on a day; None where it is not `wanted` any more when its turn comes."""

        def found(register: Register) -> Generator[None, None, Attention | None]:
            if not wanted():
                return None
            from loti_tui.domain.findings.kept import Kept

            self._kept = self._kept or Kept()
            self._trail = self._trail or register.trail()
            for _ in self._kept.look(state, today, self._trail):
                yield
                if not wanted():
                    return None
            return self._kept.attention

        return self.by_turns(found)

    # -- others at the same register -----------------------------------------------------------------------------

    def look(self, shown: State) -> Future[News | None]:
        """What others did since the last look; None where that is nothing, or somebody is just writing."""

        def looked() -> News | None:
            try:
                return self._news(shown) if self._watch.differs() else None
            except Busy:
                return None

        return self.run(looked)

    def clash(self, moved: Moved, shown: State) -> Future[tuple[News, Entry | None]]:
        """What others did, and the line of the log by which a field has the value that stands in somebody's way."""

        def read() -> tuple[News, Entry | None]:
            news = self._news(shown)
            lines = self._opened().history(moved.item) if moved.item else []
            return news, next((line for line in reversed(lines) if line.field == moved.field), None)

        return self.run(read)

    def _news(self, shown: State) -> News:
        """The register read anew, against the log that was known. Runs in the thread."""
        from loti_tui.domain.others import News

        pulse, acts = self._watch.log()
        register = self._opened()
        self._trail = None
        state = self._read().sparing(shown)
        found = self._watch.compared(acts)
        entries = register.act(*found.fresh) if len(found.fresh) == 1 else []
        self._watch.know(pulse, acts)
        register.latest = pulse.newest or None  # what lies there now has been told, an older copy too
        return News(state, tuple(found.fresh.values()), tuple(entries), found.gone)

    def close(self) -> str:
        """Wait until everything asked for is stored and a copy is kept of what was changed.

        Returns "", or the sentence that says why there is no copy.
        """

        def last() -> str:
            return "" if self._register is None or self._passing else self._register.close()

        told = self.run(last)
        self._thread.shutdown(wait=True)
        return told.result()
