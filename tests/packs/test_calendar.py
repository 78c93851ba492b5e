"""The calendar file, read back: what a calendar program makes of it."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from db.register import Register
from loti_tui.domain.changes import Batch, Edit
from loti_tui.domain.dates import PartialDate
from loti_tui.domain.deadlines import Deadline, deadlines
from loti_tui.domain.text import clean
from loti_tui.packs.as_calendar import PUBLIC, calendar_file, summary, uid

ROOT = Path(__file__).resolve().parents[2]
MARCH_24 = date(2017, 3, 24)


def deadline(title: str = "Ask a third", when: str = "2017-05-10", **more: Any) -> Deadline:
    facts: dict[str, Any] = {
        "key": "0/due",
        "kind": "action",
        "ref": "A1",
        "what": "Due",
        "status": "planned",
        "owner": None,
        "alarms": (1,),
    }
    return Deadline(title=title, when=PartialDate(when), **facts | more)


def written(*entries: Deadline, programme: str = "LOTI scoping study", today: date = MARCH_24) -> bytes:
    return calendar_file(entries, programme, today)


def read(content: bytes) -> list[Any]:
    """The entries as the library reads them; its types say of no property what it is."""
    return Calendar.from_ical(content).events


def read_one(*entries: Deadline, **more: Any) -> Any:
    (event,) = read(written(*entries, **more))
    return event


def as_secretary(register: Register, today: date) -> bytes:
    return calendar_file(deadlines(register.state(), today), "LOTI scoping study", today)


def test_dd2092_a_week_before_its_deferral_ends(register: Register) -> None:
    told = [
        (
            str(event["summary"]).partition(":")[0],
            event["dtstart"].dt.isoformat(),
            event["dtend"].dt.isoformat(),
            [alarm["trigger"].dt.days for alarm in event.walk("VALARM")],
        )
        for event in read(as_secretary(register, MARCH_24))
    ]
    assert told == [
        ("PUB1 Deferred until 31 Mar 2017", "2017-03-31", "2017-04-01", [-7, -1]),
        ("S8 Forecast Apr 2017", "2017-04-01", "2017-05-01", []),
        ("PUB1 Publication due 5 Apr 2017", "2017-04-05", "2017-04-06", [-7, -1]),
        ("M1 Forecast May 2017", "2017-05-01", "2017-06-01", []),
        ("M2 Forecast Nov 2017", "2017-11-01", "2017-12-01", []),
        ("DD2092 Period ends 31 Mar 2018", "2018-03-31", "2018-04-01", [-1]),
    ]


def test_the_calendar_says_what_it_is_and_what_it_is_called(register: Register) -> None:
    calendar = Calendar.from_ical(as_secretary(register, MARCH_24))
    assert {name: str(value) for name, value in calendar.items()} == {
        "VERSION": "2.0",
        "PRODID": "-//loti-tui//Deadlines of a register//EN",
        "CALSCALE": "GREGORIAN",
        "X-WR-CALNAME": "LOTI scoping study",
    }


def test_each_entry_is_private_takes_no_time_and_has_whole_days(register: Register) -> None:
    events = read(as_secretary(register, MARCH_24))
    assert len(events) == 6
    for event in events:
        assert (str(event["class"]), str(event["transp"])) == ("PRIVATE", "TRANSPARENT")
        assert type(event["dtstart"].dt) is type(event["dtend"].dt) is date
        assert (event["dtstart"].params["VALUE"], event["dtend"].params["VALUE"]) == ("DATE", "DATE")
        assert "SEQUENCE" not in event
        assert event["dtstamp"].dt == datetime(2017, 3, 24, tzinfo=UTC)
    assert len({str(event["uid"]) for event in events}) == 6


def test_the_library_finds_no_fault_in_the_file(hostile: Register) -> None:
    calendar = Calendar.from_ical(as_secretary(hostile, MARCH_24))
    assert [fault for part in calendar.walk() for fault in part.errors] == []
    assert calendar.get_missing_tzids() == set()


def test_an_entry_tells_its_facts_one_a_line() -> None:
    step = deadline("Award", "2017-Q2", kind="step", ref="S7", what="Planned", owner="TfL Procurement", alarms=())
    assert str(read_one(step)["description"]) == (
        "LOTI scoping study\nPlanned: Q2 2017 (April to June)\nStatus on 24 March 2017: planned\nLead: TfL Procurement"
    )
    assert str(read_one(deadline(owner="Jo"))["description"]).endswith("\nOwner: Jo")
    assert "Owner" not in str(read_one(deadline())["description"])


@pytest.mark.parametrize(
    ("when", "first", "after"),
    [
        ("2017-12-31", date(2017, 12, 31), date(2018, 1, 1)),
        ("2016-02", date(2016, 2, 1), date(2016, 3, 1)),
        ("2017-Q4", date(2017, 10, 1), date(2018, 1, 1)),
        ("2199", date(2199, 1, 1), date(2200, 1, 1)),
    ],
)
def test_the_end_is_the_first_day_that_is_no_longer_part_of_it(when: str, first: date, after: date) -> None:
    event = read_one(deadline(when=when, alarms=()))
    assert (event["dtstart"].dt, event["dtend"].dt) == (first, after)


def test_a_reminder_says_which_day_is_meant() -> None:
    (week, day) = read_one(deadline(alarms=(7, 1))).walk("VALARM")
    assert (week["trigger"].dt, day["trigger"].dt) == (timedelta(days=-7), timedelta(days=-1))
    for alarm in (week, day):
        assert str(alarm["action"]) == "DISPLAY"
        assert str(alarm["description"]) == "A1 Due 10 May 2017: Ask a third"
    assert b"\r\nTRIGGER:-P7D\r\n" in written(deadline(alarms=(7,)))


def test_a_uid_belongs_to_the_key_and_to_nothing_else() -> None:
    moved = deadline("Ask a fourth", "2017-06", ref="A2", what="Forecast", status="overdue", owner="Jo", alarms=())
    assert uid(moved) == uid(deadline()) != uid(deadline(key="0/until"))
    # Written out, since every calendar that has imported an entry knows it by this.
    assert uid(deadline()) == str(UUID(uid(deadline()))) == "fc84baf1-f508-53f2-8704-0918b1686cd4"


def test_importing_again_moves_an_entry_and_does_not_double_it(register: Register) -> None:
    before = {str(one["uid"]): one["dtstart"].dt for one in read(as_secretary(register, MARCH_24))}
    milestone = register.state().find("M1")
    register.apply(Batch("Jo", (Edit("milestone", milestone.id, "forecast", "2017-06-12"),)))
    after = {str(one["uid"]): one["dtstart"].dt for one in read(as_secretary(register, MARCH_24))}
    assert after.keys() == before.keys()
    assert {before[one]: after[one] for one in after if before[one] != after[one]} == {
        date(2017, 5, 1): date(2017, 6, 12)
    }


MAKE = """
import sys
from datetime import date
from pathlib import Path
from db.register import Register
from loti_tui.domain.deadlines import deadlines
from loti_tui.packs.as_calendar import calendar_file
today = date(2017, 3, 24)
found = deadlines(Register.open(Path(sys.argv[1])).state(), today)
sys.stdout.buffer.write(calendar_file(found, "LOTI scoping study", today))
"""


@pytest.mark.long
def test_the_same_register_on_the_same_day_gives_the_same_bytes_anywhere(register: Register) -> None:
    register.add("action", {"description": "Ask 👨\u200d👩\u200d👧, then a third", "due": "2017-05-10"}, who="Jo")
    made = [
        subprocess.run(
            [sys.executable, "-c", MAKE, str(register.path)],
            env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": language},
            capture_output=True,
            check=True,
            timeout=60,
        ).stdout
        for seed, zone, language in (("1", "Pacific/Kiritimati", "C"), ("2", "US/Hawaii", "fr_FR.UTF-8"))
    ]
    assert made == [as_secretary(register, MARCH_24)] * 2


def lines(content: bytes) -> list[bytes]:
    """The lines as they stand in the file; each ends with CR LF, and nothing else does."""
    assert content.endswith(b"\r\n")
    found = content.removesuffix(b"\r\n").split(b"\r\n")
    assert not any(b"\r" in line or b"\n" in line for line in found)
    return found


def unfolded(content: bytes) -> list[str]:
    """The content lines as RFC 5545 (section 3.1) says, without the library."""
    return content.decode("utf-8").removesuffix("\r\n").replace("\r\n ", "").split("\r\n")


NASTY = (
    "A\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:theirs",
    "A\rBEGIN:VALARM\nTRIGGER:-P1D\x85B\u2028C\x0bD",
    "C:\\NUL \\n \\N \\\\N \\, \\; \\",
    "a, b; c: d = \"e\" 'f' ^n ^^ %2C",
    "x" * 5_000,
    "伦敦" * 400,
    "👨\u200d👩\u200d👧\u200d👦, flag 🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f" * 40,
    "\u05e1\u05d9\u05db\u05d5\u05df 12 \u202egnp",
    "A\x1b]0;title\x07Z\x00\x9b2J",
    "\\" * 200,
    ("x" * 60 + " ") * 20,
    "",
)


def nasty(test: Any) -> Any:
    for text in NASTY:
        test = example(text)(test)
    return settings(deadline=None)(given(st.text(max_size=300))(test))


@nasty
def test_any_text_comes_back_as_the_register_would_keep_it(text: str) -> None:
    kept = clean(text)
    event = read_one(deadline(kept, owner=kept, alarms=(1,)), programme=kept)
    entry = deadline(kept)
    assert str(event["summary"]) == clean(summary(entry))
    assert str(event.walk("VALARM")[0]["description"]) == clean(summary(entry))
    facts = [kept, "Due: 10 May 2017", "Status on 24 March 2017: planned", *([f"Owner: {kept}"] if kept else [])]
    assert str(event["description"]) == "\n".join(facts).strip()


@nasty
def test_no_text_breaks_a_line_or_opens_a_part_of_its_own(text: str) -> None:
    content = written(deadline(text, owner=text, status=text), programme=text)
    assert all(len(line) <= 75 for line in lines(content))
    assert [line for line in unfolded(content) if line.startswith(("BEGIN", "END"))] == [
        "BEGIN:VCALENDAR", "BEGIN:VEVENT", "BEGIN:VALARM", "END:VALARM", "END:VEVENT", "END:VCALENDAR",
    ]  # fmt: skip
    assert len(unfolded(content)) == len(unfolded(written(deadline(owner="Jo"))))


def test_the_name_of_the_calendar_is_escaped_as_any_text() -> None:
    named = written(deadline(), programme="LOTI, phase 2; C:\\NUL")
    assert "X-WR-CALNAME:LOTI\\, phase 2\\; C:\\\\NUL" in unfolded(named)


def test_the_hostile_texts_of_a_register_come_back_as_they_were(hostile: Register) -> None:
    issues = hostile.state().issues
    hostile.apply(Batch("Jo", tuple(Edit("issue", issue.id, "due", "2017-05-10") for issue in issues)))
    found = {str(event["uid"]): str(event["summary"]) for event in read(as_secretary(hostile, MARCH_24))}
    entries = [one for one in deadlines(hostile.state(), MARCH_24) if one.kind == "issue"]
    assert {one.title for one in entries} == {issue.description for issue in issues}
    assert len(entries) == len(issues) > 15
    assert {uid(one): f"{one.ref} Due 10 May 2017: {one.title}" for one in entries}.items() <= found.items()


def test_without_reminders_an_entry_has_none() -> None:
    assert read_one(replace(deadline(), alarms=())).walk("VALARM") == []


def test_an_entry_without_a_title_says_its_date_alone() -> None:
    assert str(read_one(deadline(""))["summary"]) == "A1 Due 10 May 2017"


def test_the_public_may_see_entries_that_are_made_for_it() -> None:
    (event,) = read(calendar_file([deadline()], "LOTI", MARCH_24, PUBLIC))
    assert str(event["class"]) == "PUBLIC"
