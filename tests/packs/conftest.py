"""A register whose texts are meant to break documents."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from db.register import Register

HOSTILE = (
    "[/x] [supplier](javascript:alert(1)) ![i](x)",
    "a | b || c \\| d \\\\",
    "`code` **bold** _em_ ~~gone~~ $x^2$ ==mark==",
    "<script>alert(1)</script> <br> &amp; &lt; & Sons <!-- x -->",
    '=HYPERLINK("http://example.org","click")',
    " =1+1",
    "+44 20 7983 4000",
    "-12",
    "@SUM(A1:A9)",
    "'=already quoted",
    "'tis not a formula",
    "\uff1dcmd|' /C calc'!A0",
    "# heading #",
    "1. first",
    "---",
    "family 👨\u200d👩\u200d👧\u200d👦, flag 🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f",
    "\u05e1\u05d9\u05db\u05d5\u05df 12 \u0645\u062e\u0627\u0637\u0631\u0629",
    "5,000 characters " + "x |" * 1661,
)


HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The tests of one format each, which have folders of their own, are among the long ones: together they are many.

    Every format in turn survives hostile texts in `test_packs.py`, in each run.
    """
    for item in items:
        if item.path.is_relative_to(HERE) and item.path.parent != HERE:
            item.add_marker(pytest.mark.long)


@pytest.fixture(scope="session")
def hostile_once(tmp_path_factory: pytest.TempPathFactory, made_once: Path) -> Path:
    """The hostile register: what each test copies. Nobody opens it."""
    return make_hostile(Register.open(Path(shutil.copy(made_once, tmp_path_factory.mktemp("hostile"))))).path


@pytest.fixture
def hostile(path: Path, hostile_once: Path) -> Register:
    """DD2092 with hostile texts in every kind of item that a pack lists, on one line and on several."""
    return Register.open(Path(shutil.copy(hostile_once, path)))


def make_hostile(register: Register) -> Register:
    """Put the hostile texts into a register of DD2092."""
    for text in HOSTILE:
        part = text[:150]
        lines = f"{text}\n\n- {part}\n    {part}\n1. {part}\n==="
        register.add("risk", {"description": text, "mitigation": lines, "owner": text}, who=part)
        register.add("issue", {"description": text, "response": lines}, who="Jo", why=part)
    register.add("step", {"title": HOSTILE[1], "notice": HOSTILE[4]}, who="Jo")
    register.add("milestone", {"title": HOSTILE[1], "owner": HOSTILE[0]}, who="Jo")
    register.add("action", {"description": HOSTILE[3], "due": "2017-04"}, who="Jo")
    register.add("signoff", {"role": HOSTILE[2], "confirmed": HOSTILE[14]}, who="Jo")
    register.add("resolution", {"decided": HOSTILE[5], "reason": HOSTILE[6]}, who="Jo")
    register.add("spend", {"title": HOSTILE[7], "payee": HOSTILE[8], "amount": 100}, who="Jo")
    seen = {"code": "not-scored", "reason": HOSTILE[9], "until": "2017-05-01"}
    register.add("acknowledgement", {**seen, "about": register.state().risks[-1].id}, who="Jo")
    return register
