"""A fault that nobody foresaw: one sentence, details in the log file, and in neither a word of the register."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pydantic
import pytest
from sqlalchemy.exc import IntegrityError
from textual import work
from textual.app import ComposeResult, RenderResult
from textual.widgets import Static

from db.register import Register
from loti_tui.cli import show
from loti_tui.domain.refused import Refused
from loti_tui.domain.state import plain
from loti_tui.faults import log_fault, unforeseen
from loti_tui.places import log_file
from screens.ends_in_a_sentence import EndsInASentence
from tests.cli.conftest import Loti
from tests.faults.kept import check_whole, set_owner

ROOT = Path(__file__).resolve().parents[2]
CANARY = "".join(["Kestrel", "-", "90417"])  # in pieces: a line of source that is quoted must not hold it whole


class Row(pydantic.BaseModel):
    """Refuses text."""

    impact: int


def raise_value(words: str) -> None:
    raise ValueError(words)


def raise_key(words: str) -> None:
    raise KeyError(words)


def raise_refused(words: str) -> None:
    raise Refused(words)


def raise_assertion(words: str) -> None:
    assert words == "", words


def raise_unicode(words: str) -> None:
    (words + "\udc80").encode()


def raise_json(words: str) -> None:
    json.loads(words)


def raise_pydantic(words: str) -> None:
    Row.model_validate({"impact": words})


def raise_sql(words: str) -> None:
    raise IntegrityError(f"INSERT '{words}'", {"owner": words}, ValueError(words))


def raise_system(words: str) -> None:
    Path("/nowhere", words).read_text()


def raise_import(words: str) -> None:
    raise ImportError(words)


def raise_with_a_note(words: str) -> None:
    fault = RuntimeError("no")
    fault.add_note(words)
    raise fault


def raise_several(words: str) -> None:
    raise ExceptionGroup(words, [ValueError(words), ExceptionGroup(words, [OSError(words), KeyError(words)])])


def raise_from_another(words: str) -> None:
    try:
        raise_key(words)
    except KeyError as fault:
        raise RuntimeError(words) from fault


def raise_while_handling_another(words: str) -> None:
    try:
        raise_json(words)
    except ValueError:
        raise_key(words)


class Unspeakable(Exception):
    """Fails even when it is asked what it says."""

    def __str__(self) -> str:
        raise ValueError(CANARY)

    __repr__ = __str__


def raise_unspeakable(words: str) -> None:
    raise Unspeakable(words)


RAISERS = [one for name, one in list(globals().items()) if name.startswith("raise_")]


def logged() -> str:
    """What the log file holds."""
    return log_file().read_text(encoding="utf-8")


@pytest.mark.parametrize("raiser", RAISERS, ids=lambda one: one.__name__)
def test_the_log_says_where_and_what_kind_and_quotes_nothing(raiser: Callable[[str], None]) -> None:
    with pytest.raises(Exception) as caught:  # noqa: PT011  # of each kind that there is
        raiser(CANARY)
    sentence, kind = unforeseen(caught.value), caught.type.__name__
    assert kind in sentence
    assert kind in logged()
    assert raiser.__name__ in logged()
    assert CANARY not in logged() + sentence
    assert str(log_file()) in sentence


def test_the_log_names_every_fault_that_led_to_another() -> None:
    with pytest.raises(RuntimeError) as caught:
        raise_from_another(CANARY)
    log_fault(caught.value)
    assert logged().index("KeyError") < logged().index("RuntimeError")
    with pytest.raises(ExceptionGroup) as several:
        raise_several(CANARY)
    log_fault(several.value)
    assert [name for name in ("ValueError", "OSError", "KeyError", "ExceptionGroup") if name not in logged()] == []


def test_the_log_keeps_what_only_the_system_says() -> None:
    with pytest.raises(OSError, match="No such file") as caught:
        raise_system(CANARY)
    log_fault(caught.value)
    assert "FileNotFoundError: No such file or directory" in logged()


def test_faults_that_lead_in_a_circle_are_logged_once() -> None:
    first, second = ValueError(CANARY), KeyError(CANARY)
    first.__context__, second.__context__ = second, first
    log_fault(first)
    assert logged().count("ValueError") == logged().count("KeyError") == 1


def test_a_log_that_cannot_be_written_is_said(own_home: Path) -> None:
    (own_home / "loti").write_text("in the way")
    assert "could not be written" in unforeseen(ValueError(CANARY))


# -- the command line ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("raiser", [raise_value, raise_sql])
def test_a_command_says_one_sentence_that_quotes_nothing(
    loti: Loti, register: Register, monkeypatch: pytest.MonkeyPatch, raiser: Callable[[str], None]
) -> None:
    set_owner(register, CANARY)
    monkeypatch.setattr(show, "show_overview", lambda *_, **__: raiser(str(register.state())))
    answer = loti("show")
    assert (answer.status, answer.out, answer.err.count("\n")) == (3, "", 1)
    assert "What was stored before stays stored." in answer.err
    assert CANARY not in answer.err + logged()


# What goes wrong beside the main thread, and would be printed by Python and its libraries themselves.
ASIDE = """
import asyncio, gc, logging, threading

def go_wrong_aside(words):
    class Ending:
        def __del__(self):
            raise LookupError(words)

    def in_a_thread():
        raise ArithmeticError(words)

    async def in_a_task():
        raise TimeoutError(words)

    async def ask_and_forget():
        asyncio.ensure_future(in_a_task())
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        gc.collect()

    Ending()
    one = threading.Thread(target=in_a_thread)
    one.start()
    one.join()
    task = threading.Thread(target=asyncio.run, args=(ask_and_forget(),))
    task.start()
    task.join()
    gc.collect()
    try:
        raise BufferError(words)
    except BufferError:
        logging.getLogger("some.library").exception("failed with %s", words)

"""
RAISED_ASIDE = ("LookupError", "ArithmeticError", "TimeoutError", "BufferError")

AT_THE_COMMAND_LINE = (
    ASIDE
    + """
import sys
from db.register import Register
from loti_tui.__main__ import main

read = Register.state

def failing(register):
    words = str(read(register))
    go_wrong_aside(words)
    raise BaseException(words) if "--plain" in sys.argv else ValueError(words)

Register.state = failing
sys.exit(main())
"""
)


@pytest.mark.parametrize("way", ["--json", pytest.param("--plain", marks=pytest.mark.long)])
def test_a_process_prints_nothing_of_what_goes_wrong_in_it(register: Register, way: str) -> None:
    set_owner(register, CANARY)
    command = [sys.executable, "-P", "-c", AT_THE_COMMAND_LINE, "--register", str(register.path), "show", way]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode != 0
    assert done.stdout == ""
    assert "did not foresee" in done.stderr
    assert done.stderr.count("\n") == 1
    assert CANARY not in done.stderr + logged()
    assert [name for name in RAISED_ASIDE if name not in logged()] == []


# -- the screens -----------------------------------------------------------------------------------------------------


class Small(EndsInASentence):
    """An application that fails at one place, with the register's words in the message and in a variable."""

    def __init__(self, place: str) -> None:
        super().__init__()
        self.place = place

    def fail(self, place: str) -> None:
        words = str(CANARY)
        if place == self.place:
            raise_from_another(words)

    def compose(self) -> ComposeResult:
        self.fail("compose")
        yield Failing()

    def on_mount(self) -> None:
        self.fail("mount")

    def on_ready(self) -> None:
        self.fail("handler")
        self.set_timer(0.001, lambda: self.fail("timer"))
        self.call_later(self.fail, "callback")
        self.call_after_refresh(self.fail, "after the next picture")
        self.at_work()
        self.run_worker(lambda: self.fail("thread of a worker"), thread=True)
        self.query_one(Failing).refresh()
        if self.place == "panic":
            self.panic(CANARY)

    @work
    async def at_work(self) -> None:
        self.fail("worker")


class Failing(Static):
    """A widget that may fail when it is drawn."""

    def render(self) -> RenderResult:
        app: Any = self.app
        app.fail("render")
        return ""


PLACES = [
    "compose", "mount", "handler", "timer", "callback", "after the next picture", "worker", "thread of a worker",
    "render",
]  # fmt: skip


@pytest.mark.parametrize("place", PLACES)
async def test_the_screens_close_with_a_sentence_that_quotes_nothing(
    place: str, capfd: pytest.CaptureFixture[str]
) -> None:
    app = Small(place)
    await app.run_async(headless=True)
    out, err = capfd.readouterr()
    assert CANARY not in out + err
    assert "Traceback" not in out + err
    assert "The screens were closed. What was stored stays stored" in app.failure
    assert CANARY not in app.failure + logged()
    assert "raise_from_another" in logged()


async def test_keys_that_cannot_be_read_close_the_screens_with_a_sentence(capfd: pytest.CaptureFixture[str]) -> None:
    app = Small("panic")
    await app.run_async(headless=True)
    assert "keys of this terminal" in app.failure
    assert CANARY not in "".join(capfd.readouterr()) + app.failure


async def test_a_fault_of_the_screens_still_fails_the_test_that_met_it() -> None:
    with pytest.raises(RuntimeError):
        async with Small("handler").run_test() as pilot:
            await pilot.pause()


# -- the real program ------------------------------------------------------------------------------------------------

IN_A_TERMINAL = (
    ASIDE
    + """
import sys
from loti_tui.__main__ import main
from screens.table_screen import TableScreen

def sort(self):
    go_wrong_aside(str(self.host.state))
    self.tell("Gone wrong aside.")

def new(self):
    words = str(self.host.state)
    raise ValueError(words)

TableScreen.action_sort = sort
TableScreen.action_new = new
sys.exit(main())
"""
)


@pytest.fixture
def terminal(register: Register, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """The program with something wrong in it, on a register with a word to look for."""
    from tests.terminal import terminal

    register.add("risk", {"description": CANARY}, who="Ann")
    monkeypatch.setattr(terminal, "PROGRAM", [sys.executable, "-P", "-c", IN_A_TERMINAL])
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    one = terminal.Terminal("--register", str(register.path), "--today", "2017-04-06", "--as", "Jo")
    yield one
    one.close()


def test_a_real_terminal_is_left_clean_with_one_sentence(register: Register, terminal: Any) -> None:
    from tests.terminal.terminal import HIDE, NORMAL, SHOW

    terminal.shows("5 of 5", CANARY)
    terminal.send("s")
    terminal.says("Gone wrong aside.")
    assert "Traceback" not in terminal.text
    terminal.score("i", "3")
    terminal.says("is now 3")
    terminal.send("n")
    assert terminal.end() == 3
    before, _, after = terminal.output.decode(errors="replace").rpartition(NORMAL.decode())
    assert "Traceback" not in before + after
    assert terminal.output.rfind(SHOW) > terminal.output.rfind(HIDE)
    said = " ".join(after.split())
    assert "did not foresee (ValueError). The screens were closed. What was stored stays stored" in said
    assert CANARY not in after + logged()
    assert [name for name in (*RAISED_ASIDE, "ValueError") if name not in logged()] == []
    check_whole(register.path)
    assert plain(register.state().find("R1"), "impact") == 3
