"""What became of the publication of Part 1: deferred, extended, shortened, ended, published."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import cast

from loti_tui.domain.differences.difference import Difference
from loti_tui.domain.differences.edited import edited
from loti_tui.domain.differences.pair import Pair
from loti_tui.domain.differences.wording import apart, date_became, dated, one_line
from loti_tui.domain.items import KINDS, Publication
from loti_tui.domain.text import shortened

WITH_IT = ("reason", "waits_for", "exemption", "scope")
"""What belongs to a deferral, beside its day."""
DEFERRAL = ("deferred", "until", *WITH_IT)
PUBLISHED = ("published_on", "published_by")


def deferral(pair: Pair, touched: Collection[str]) -> Iterator[Difference]:
    """Whether publication is put off and until when: one difference, with what was stated with it."""
    new = cast("Publication", pair.new)
    if "deferred" in touched:
        yield begun(pair, new, touched) if new.deferred else ended(pair, touched)
        return
    left = [name for name in WITH_IT if name in touched]
    if "until" in touched:
        with_it = [name for name in left if said_by_the_act(pair, name)]
        yield prolonged(pair, ("until", *with_it))
        left = [name for name in left if name not in with_it]
    for name in left:
        yield from edited(pair, name)


def said_by_the_act(pair: Pair, name: str) -> bool:
    """Whether a field was stated with the day. The reason is that of the act; what is not is told on its own."""
    return name == "reason" and pair.acts.together(pair.new.id, "until", name)


def begun(pair: Pair, new: Publication, touched: Collection[str]) -> Difference:
    """Publication was put off."""
    until = new.until if pair.seen("until") else None
    dateless = ", without a day on which that ends" if pair.seen("until") else ""
    when = f" until {until.spoken()}" if until else dateless
    sentence = f"Publication of Part 1 was deferred{when}{grounds(pair, new, touched)}."
    if "until" in touched and until:
        return pair.told("extended", "until", sentence, by=touched)
    return pair.told("edited", "deferred", sentence, by=touched)


def grounds(pair: Pair, new: Publication, touched: Collection[str]) -> str:
    """What a deferral waits for and relies on, where that was stated with it."""
    step = pair.values("waits_for")[1] if "waits_for" in touched else None
    told = f", waiting for {step}" if step else ""
    if "exemption" in touched and new.exemption:
        told += f", relying on {new.exemption}"
    if "scope" in touched and new.scope:
        words = KINDS["publication"].fields["scope"].type.words(new.scope)
        told += f", for {words[:1].lower()}{words[1:]}"
    return told


def ended(pair: Pair, touched: Collection[str]) -> Difference:
    """Publication is not put off any more."""
    until = cast("Publication", pair.old).until if pair.seen("until") else None
    before = f"; it was to last until {until.spoken()}" if until else ""
    return pair.told("edited", "deferred", f"The deferral of Part 1 was ended{before}.", by=touched)


def prolonged(pair: Pair, by: Collection[str]) -> Difference:
    """The day until which publication is put off is another."""
    old, new = cast("Publication", pair.old), cast("Publication", pair.new)
    if not (new.deferred and pair.seen("deferred") and old.until and new.until):
        subject = "The last day of the deferral of Part 1"
        return pair.told("moved", "until", date_became(subject, old.until, new.until), by=by)
    later = new.until > old.until
    was, now, how = old.until.spoken(), new.until.spoken(), apart(old.until, new.until)
    sentence = f"The deferral of Part 1 was {'extended' if later else 'shortened'} from {was} to {now}, {how}."
    return pair.told("extended" if later else "moved", "until", sentence, by=by)


def published(pair: Pair, touched: Collection[str]) -> Iterator[Difference]:
    """That Part 1 was published, when and by whom."""
    if "published_on" not in touched:
        yield from edited(pair, "published_by")
        return
    old, new = cast("Publication", pair.old), cast("Publication", pair.new)
    who = new.published_by if pair.seen("published_by") else None
    if old.published_on is None and new.published_on is not None:
        by = f" by {shortened(one_line(who)).rstrip('.')}" if who else ""
        sentence = f"Part 1 was published {dated(new.published_on)}{by}."
    elif old.published_on is not None and new.published_on is None:
        sentence = f"Part 1 is not recorded as published any more; it was, {dated(old.published_on)}."
    else:
        sentence = date_became("Publication date of Part 1", old.published_on, new.published_on, "was changed")
        yield pair.told("edited", "published_on", sentence)
        if "published_by" in touched:
            yield from edited(pair, "published_by")
        return
    yield pair.told("edited", "published_on", sentence, by=touched)
