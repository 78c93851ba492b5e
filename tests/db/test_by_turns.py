"""Long work in the register's thread: whatever a person asks for meanwhile comes first."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from datetime import date
from threading import Event
from time import sleep

import pytest

from db.gateway import TURN, Gateway
from db.register import Register
from loti_tui.domain.changes import Batch, Edit
from loti_tui.domain.findings import attention
from loti_tui.domain.refused import CannotOpen

TODAY = date(2017, 4, 6)


@pytest.fixture
def gateway(register: Register) -> Iterator[Gateway]:
    one = Gateway(register.path)
    yield one
    one.close()


def test_what_is_asked_for_meanwhile_is_done_before_the_next_step(gateway: Gateway) -> None:
    done: list[str] = []
    asked = Event()

    def steps(register: Register) -> Generator[None, None, str]:
        done.append("first step")
        asked.wait(10)
        sleep(2 * TURN)  # long enough for a turn of its own
        yield
        done.append("second step")
        return "found"

    long = gateway.by_turns(steps)
    edit = gateway.use(lambda register: done.append("edit"))
    asked.set()
    assert long.result(10) == "found"
    edit.result(10)
    assert done == ["first step", "edit", "second step"]


def test_a_fault_in_any_step_is_the_answer(gateway: Gateway) -> None:
    def steps(register: Register) -> Generator[None, None, None]:
        yield
        raise CannotOpen("The file is gone.")

    with pytest.raises(CannotOpen, match="gone"):
        gateway.by_turns(steps).result(10)


def test_a_register_that_cannot_be_opened_is_the_answer_too(gateway: Gateway) -> None:
    gateway.path.unlink()

    def steps(register: Register) -> Generator[None, None, None]:
        yield

    with pytest.raises(CannotOpen):
        gateway.by_turns(steps).result(10)


def test_what_needs_attention_follows_each_act_undone_ones_too(gateway: Gateway, register: Register) -> None:
    def told() -> None:
        state = register.state().on(TODAY)
        found = gateway.attention(state, TODAY, lambda: True).result(10)
        assert found == attention(state, TODAY, register.trail())

    told()
    risk = register.state().find("R1")
    for name, value in (("impact", 4), ("probability", 4), ("mitigation", None), ("impact", 1), ("probability", 1)):
        gateway.apply(Batch("Jo", (Edit("risk", risk.id, name, value),))).result(10)
        told()
    for step in (gateway.undo, gateway.undo, gateway.redo):
        step("Jo").result(10)
        told()


def test_what_another_program_did_counts_as_soon_as_it_was_noticed(gateway: Gateway, register: Register) -> None:
    shown = gateway.glance().result(10)
    gateway.attention(shown.on(TODAY), TODAY, lambda: True).result(10)
    risk = register.state().find("R1")
    for value in (4, 1):
        register.apply(Batch("Ann", (Edit("risk", risk.id, "impact", value),)))
    news = gateway.look(shown).result(10)
    assert news is not None
    found = gateway.attention(news.state.on(TODAY), TODAY, lambda: True).result(10)
    assert found == attention(register.state().on(TODAY), TODAY, register.trail())


def test_nothing_is_worked_out_that_nobody_wants_any_more(gateway: Gateway, register: Register) -> None:
    assert gateway.attention(register.state().on(TODAY), TODAY, lambda: False).result(10) is None


def test_the_thread_waits_for_what_is_to_be_painted_first(gateway: Gateway) -> None:
    painted = gateway.after()
    behind = gateway.run(lambda: "done")
    assert not behind.done()
    painted()
    assert behind.result(10) == "done"
