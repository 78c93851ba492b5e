"""Amounts of money as forms write them, in a cell or in the middle of a sentence.

What reads one way only is read. An amount that may have lost its sign or a figure on its way is a doubt: with the
amount that it may be where only the sign is missing, without one where the front is gone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from loti_tui.domain.money import MAX_PENCE, read_money
from loti_tui.domain.refused import Refused
from loti_tui.domain.text import clean, quoted
from loti_tui.intake.letters import FIGURES
from loti_tui.intake.place import NOWHERE, Place
from loti_tui.intake.taken import Value

_SCALE = r"(?:thousand|million|billion|bn|mn|m|k)"
_GROUPED = r"[0-9]{1,3}(?:,[0-9]{3})+"
# With a sign: everything up to the next space, so that what is not understood is seen and not skipped.
_SIGNED = rf"(?:£|\bGBP(?=[ 0-9]))[ ]?(?P<body>[^\s£]*)(?P<scale> {_SCALE}\b)?"
# Without one: grouped by threes, or with a k or an m, or with a letter where the sign belongs.
_BARE = (
    rf"(?<![\w£,.])(?P<bare>[EeF€]?(?:{_GROUPED}|[0-9]+(?:\.[0-9]+)?(?:[kK]|[mM]|bn)\b|(?<=[EF€])[0-9]+)(?![\w,]\d)"
    rf"(?: {_SCALE}\b)?)"
)
_MENTION = re.compile(f"{_SIGNED}|{_BARE}")
# What may follow an amount that is whole: a bracket, a stop, a dash to the next one.
_END = re.compile(r"""[.,;:!?()\[\]"'\u2019\u201d/\u2013\u2014-]+$""")
_TAIL = re.compile(r"""[(\[/;:)\]\u2013\u2014"\u201d-].*$""")
# Further figures after a space: "£1 00,000", "£100, 000". A year is none ("£100,000 2017-18", "£5,000 in 2017").
_CUT = re.compile(r"[,.]? ?(?!(?:19|20)\d\d(?![\d,]))\d[\d,]*")
_YEAR = re.compile(r"(?:19|20)\d\d\b")


@dataclass(frozen=True, slots=True)
class Mention:
    """One amount in a sentence: its value, and where in the text it begins and ends."""

    value: Value
    start: int
    end: int

    @property
    def signed(self) -> bool:
        """Whether it has its pound sign: without one, it may be no money at all."""
        return self.value.raw[:1] == "£" or self.value.raw.startswith("GBP")


def amount(raw: str, place: Place = NOWHERE) -> Value:
    """One amount, in pence. `raw` is the amount alone: "£45k", "£1.16 billion", "£36,800 plus VAT"."""
    text = clean(raw[:200])
    without_vat = re.sub(r",? ?\(?(?:plus|\+|excl?\.?|excluding|ex\.?) ?VAT\)?$", "", text, flags=re.IGNORECASE)
    words = without_vat.strip()
    if not re.match(r"£|GBP", words):
        return Value(None, text, place, *_unsigned(words))
    try:
        return Value(read_money(words), text, place)
    except Refused:
        return Value(None, text, place, *_in_doubt(words))


def mentions(text: str, place: Place = NOWHERE) -> Iterator[Mention]:
    """Each amount in a sentence, in order, signed or not; those without a sign are doubts, all of them."""
    done = 0
    for found in _MENTION.finditer(text):
        start, end = found.span()
        if start < done:  # figures that were joined to the amount before
            continue
        done = end
        if found["bare"]:
            yield Mention(amount(found["bare"], place), start, end)
            continue
        body, scale = found["body"], found["scale"] or ""
        if not scale:
            body = _END.sub("", _TAIL.sub("", body))
            end = found.start("body") + len(body)
        raw = text[start:end]
        if not body:
            yield Mention(Value(None, raw, place, "There is a pound sign without an amount.", ()), start, end)
            continue
        value = amount(raw, place)
        if cut := _cut_off(text, end, bool(scale)):
            joined = amount(re.sub(r"\s", "", raw + cut.replace(";", ",")), place)
            value = Value(
                None,
                raw + cut,
                place,
                f"{quoted(raw + cut)} may be one amount or two.",
                tuple(one for one in (joined.plain, value.plain) if one is not None),
            )
            end += len(cut)
            done = end
        yield Mention(value, start, end)


def _cut_off(text: str, end: int, scaled: bool) -> str:
    """What follows an amount and may belong to it, "" of nothing."""
    if scaled:
        return ""
    rest = text[end : end + 20]
    if found := _CUT.match(rest):
        return found[0]
    # "£100," at the very end of a paragraph may have lost what came next.
    if re.fullmatch(r"[,;:/'\u2019.]\d.*", rest, flags=re.DOTALL):
        return rest.split()[0]
    return "," if rest.strip() == "," else ""


def _unsigned(text: str) -> tuple[str, tuple[int, ...]]:
    """The doubt and the candidates of an amount that does not begin with a pound sign."""
    said = quoted(text)
    if not text:
        return "There is no amount.", ()
    if re.match(r"0[\d,]|00?k|,", text):
        return f"{said} has lost its front.", ()
    bare = re.sub(r"^[EeF€L]\s?(?=\d)", "", text)
    pence = _try(f"£{bare}")
    if pence is None:
        return f"{said} is not an amount that can be understood.", _candidates(bare)
    if bare != text:
        return f"{said} has another sign where the pound sign belongs.", (pence,)
    return f"{said} has no pound sign.", (pence,)


def _in_doubt(text: str) -> tuple[str, tuple[int, ...]]:
    """The doubt and the candidates of an amount that has its sign and is still not understood."""
    said, bare = quoted(text), re.sub(r"^(?:£|GBP)\s?", "", text)
    if re.match(r"0[\d,]|00?k|,", bare):
        return f"{said} has lost its front.", ()
    if re.fullmatch(rf"{_GROUPED} ?{_SCALE}", bare):
        figures = re.sub(r"[^\d]", "", bare)
        scale = bare[re.search(r"[a-z]", bare).start() :].strip()  # type: ignore[union-attr]  # the pattern has one
        pounds = int(figures) * 100
        written = _try(f"£{figures}{scale}")
        tries = [_try(f"£{figures[:-3]}.{figures[-3:]}{scale}"), pounds if pounds <= MAX_PENCE else None, written]
        return f"{said} has both thousands and a scale.", tuple(dict.fromkeys(p for p in tries if p is not None))
    return f"{said} is not an amount that can be understood.", _candidates(bare)


def _candidates(bare: str) -> tuple[int, ...]:
    """What a garbled amount may be: letters read as figures, a stop read as a comma."""
    tail = re.search(rf" ?{_SCALE}$", bare)
    front, back = (bare[: tail.start()], tail[0]) if tail else (bare, "")
    figures = front.translate(FIGURES)
    tried = [figures, re.sub(r"\.(?=\d{3}(?:\D|$))", ",", figures)]
    read = (_try(f"£{one}{back}") for one in tried if not re.match("0[0-9,]", one))
    return tuple(dict.fromkeys(pence for pence in read if pence is not None))


def _try(text: str) -> int | None:
    try:
        return read_money(text)
    except Refused:
        return None
