"""What holds whatever a file says and whatever the register holds."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.register import Register
from fixtures import dd2092
from loti_tui.domain.changes import Batch
from loti_tui.domain.state import plain
from loti_tui.intake.applying import AS_PROPOSED, Decisions, batch
from loti_tui.intake.proposing import propose
from loti_tui.intake.taken import Found, Taken, Value
from tests.conftest import TODAY
from tests.intake.proposing.conftest import found, taken

WORDS = st.lists(
    st.sampled_from(("the", "provider", "fails", "to", "deliver", "study", "late", "boroughs", "data", "1", "2", "l")),
    min_size=1,
    max_size=5,
)
TITLES = st.one_of(
    WORDS.map(" ".join), st.text(max_size=12), st.sampled_from([r["description"] for r in dd2092.facts()["risk"]])
)
SCORES = st.one_of(
    st.integers(0, 5), st.none(), st.just(Value(None, "l", doubt="It can be read in two ways.", candidates=(1,)))
)
DATES = st.one_of(st.sampled_from(["2017-04", "2017-05-31", "2017-Q3", "2017", "x"]), st.none())

RISKS: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
    {"description": TITLES},
    optional={
        "probability": SCORES,
        "impact": SCORES,
        "rag_recorded": st.sampled_from(["R", "A", "G", None]),
        "owner": st.one_of(st.none(), st.text(max_size=8)),
        "ref": st.sampled_from(["R1", "R3", "R12", "7", "RISK-1"]),
    },
)
MILESTONES: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
    {"title": TITLES},
    optional={
        "baseline": DATES,
        "actual": DATES,
        "status": st.sampled_from(["planned", "started", "done"]),
        "ref": st.sampled_from(["M1", "M9"]),
    },
)


@st.composite
def files(draw: st.DrawFn) -> Taken:
    """A file of risks and milestones, which may depend on each other."""
    risks = [found("risk", line, **one) for line, one in enumerate(draw(st.lists(RISKS, max_size=6)), 2)]
    start = len(risks) + 2
    told = draw(st.lists(MILESTONES, max_size=4))
    keys = [f"milestone {start + n}" for n in range(len(told))]
    milestones = [
        found(
            "milestone",
            start + n,
            links={"depends_on": tuple(draw(st.lists(st.sampled_from([*keys[:n], "M1", "S8", "?"]), max_size=2)))},
            **one,
        )
        for n, one in enumerate(told)
    ]
    return taken(*risks, *milestones, complete=draw(st.sampled_from([frozenset(), frozenset({"risk"})])))


@cache
def made(blank: bool) -> bytes:
    """The file of a new register, made once."""
    with tempfile.TemporaryDirectory() as folder:
        first = dd2092.blank_batch("Jo") if blank else dd2092.first_batch("Jo")
        return Register.create(Path(folder) / "board.loti", [first]).path.read_bytes()


@contextmanager
def opened(*, blank: bool) -> Iterator[Register]:
    """A register in a folder of its own for one example."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "board.loti"
        path.write_bytes(made(blank))
        yield Register.open(path)


def act(register: Register, file: Taken, decisions: Decisions = AS_PROPOSED) -> Batch | None:
    return batch(propose(file, register.state(), TODAY), "Jo", decisions)


def content(register: Register) -> list[Any]:
    """What the register holds, whatever its ids and references are."""
    state = register.state()
    return sorted(
        (
            one.KIND,
            one.title_words,
            *(
                f"{name}={plain(one, name)}"
                for name in ("probability", "impact", "rag_recorded", "owner", "baseline", "actual", "status")
                if hasattr(one, name)
            ),
        )
        for one in state
        if not one.removed
    )


few = settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])


@few
@given(files(), st.booleans())
def test_what_was_brought_in_is_no_change_when_it_comes_again(file: Taken, blank: bool) -> None:
    with opened(blank=blank) as register:
        if (first := act(register, file)) is None:
            return
        register.apply(first)
        again = propose(file, register.state(), TODAY)
        assert batch(again, "Jo") is None
        assert register.apply(first).batch is None


@few
@given(files(), st.booleans(), st.randoms(use_true_random=False))
def test_the_order_of_the_rows_makes_no_difference(file: Taken, blank: bool, random: Any) -> None:
    rows: list[Found] = list(file.found)
    random.shuffle(rows)
    shuffled = Taken(file.name, file.sha256, file.layout, tuple(rows), file.notices, file.complete)
    held = []
    for one in (file, shuffled):
        with opened(blank=blank) as register:
            if (wanted := act(register, one)) is not None:
                register.apply(wanted)
            held.append(content(register))
    assert held[0] == held[1]


@few
@given(files())
def test_declining_everything_writes_nothing_and_accepting_everything_is_undone_in_one_step(file: Taken) -> None:
    with opened(blank=False) as register:
        before = register.state()
        proposed = propose(file, before, TODAY)
        keys = frozenset(one.key for one in proposed.proposals)
        assert len(keys) == len(proposed.proposals)
        assert batch(proposed, "Jo", Decisions(declined=keys)) is None
        whole = frozenset(one.key for one in proposed.proposals if "without which" not in one.why)
        if (wanted := batch(proposed, "Jo", Decisions(accepted=whole))) is None:
            return
        register.apply(wanted)
        register.undo(who="Jo")
        now = register.state()
        assert {one.id: one for one in now if not one.removed} == {one.id: one for one in before if not one.removed}
