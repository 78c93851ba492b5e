"""iCalendar: the deadlines of a pack, the same entries as `loti calendar` writes.

Whoever has imported the one and imports the other has each entry once. The public's has no entry of what is withheld.
"""

from __future__ import annotations

from loti_tui.domain.deadlines import deadlines
from loti_tui.packs.as_calendar import PRIVATE, PUBLIC, calendar_file, item_of
from loti_tui.packs.pack import Pack
from loti_tui.packs.telling import BOARD, hidden

READ = (
    *("planned", "baseline", "forecast", "actual", "status", "deferred", "until", "published_on", "ends_on"),
    *("review_on", "due"),
)
"""What an entry is made of: where one of these is withheld, the others would tell a wrong date."""


def write(pack: Pack) -> dict[str, bytes]:
    """No file where nothing is awaited: a calendar needs an entry (RFC 5545, section 3.6)."""
    items = pack.state.items
    found = [one for one in deadlines(pack.state, pack.today) if not hidden(items[item_of(one)], *READ)]
    if not found:
        return {}
    programme = pack.state.programme.title_words if pack.state.programme else ""
    access = PRIVATE if pack.audience == BOARD else PUBLIC
    return {f"{pack.stem}.ics": calendar_file(found, programme or "Register", pack.today, access)}
