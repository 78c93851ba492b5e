"""Money: whole pence in an `int`, never a float; read from what people type and written as they expect it.

An amount that may have lost a digit on its way is refused, not guessed.
"""

from __future__ import annotations

import re

from loti_tui.domain.refused import Refused
from loti_tui.domain.text import clean, quoted

MAX_PENCE = 10**14
"""A million million pounds: more than any programme, and far inside a database's 64-bit integer."""

_ACCEPTED = "Write £25,000, 25000, £12.50, 25k or £1.06m"

# Grouped by threes or not at all, and no nought in front: ",500", "0500" and "25,00" have lost something.
_WHOLE = r"(?P<whole>0|[1-9][0-9]{0,17}|[1-9][0-9]{0,2}(?:,[0-9]{3}){1,5})"
_EXACT = re.compile(_WHOLE + r"(?:\.(?P<pence>[0-9]+))?")
_SCALED = re.compile(r"(?P<whole>0|[1-9][0-9]{0,8})(?:\.(?P<part>[0-9]{1,12}))? ?(?P<scale>[a-z]+)")
_SCALES = {
    "k": 10**3,
    "thousand": 10**3,
    "m": 10**6,
    "mn": 10**6,
    "million": 10**6,
    "bn": 10**9,
    "billion": 10**9,
}
_SIGN = re.compile(r"(?:£|gbp) ?")
_NEGATIVE = re.compile(r"[-\u2010-\u2015\u2212(]")


def read_money(text: str) -> int:
    """The amount that somebody typed, in pence.

    Accepts an optional pound sign (or GBP), thousands grouped by commas or not grouped, pence as exactly two
    figures, and k, m or bn (a thousand million), which may follow a decimal fraction as long as it comes to
    whole pence. Raises `Refused` for everything else: a negative amount, one decimal (the other may be lost),
    an amount over `MAX_PENCE`, another currency.
    """
    typed = quoted(text)
    if len(text) > 100:
        raise Refused(f"{typed} is not an amount of money that can be understood. {_ACCEPTED}.")
    words = clean(text).casefold()
    amount = _SIGN.sub("", words, count=1) if _SIGN.match(words) else words
    if _NEGATIVE.match(words) or _NEGATIVE.match(amount):
        raise Refused(f"{typed} is negative; an amount is nothing or more. {_ACCEPTED}.")
    if exact := _EXACT.fullmatch(amount):
        pence = _exact_pence(exact, typed)
    elif (scaled := _SCALED.fullmatch(amount)) and scaled["scale"] in _SCALES:
        pence = _scaled_pence(scaled, typed)
    else:
        raise Refused(f"{typed} is not an amount of money that can be understood. {_ACCEPTED}.")
    if pence > MAX_PENCE:
        raise Refused(f"{typed} is too large; at most {money_words(MAX_PENCE)} is accepted.")
    return pence


def _exact_pence(found: re.Match[str], typed: str) -> int:
    pence = found["pence"] or "00"
    if len(pence) != 2:
        raise Refused(f"{typed} does not have two figures of pence; write £12.50, or £12 for whole pounds.")
    return int(found["whole"].replace(",", "")) * 100 + int(pence)


def _scaled_pence(found: re.Match[str], typed: str) -> int:
    part = found["part"] or ""
    # In whole numbers throughout: 1.06 million as a float is not 106,000,000 pence by right, only by luck.
    divisor: int = 10 ** len(part)
    pence, rest = divmod(int(found["whole"] + part) * _SCALES[found["scale"]] * 100, divisor)
    if rest:
        raise Refused(f"{typed} does not come to whole pence; write the amount in full.")
    return pence


def money_words(pence: int) -> str:
    """An amount in pence as it is written: "£25,000", "£12.50"; a difference may be "-£12.50"."""
    pounds, odd = divmod(abs(pence), 100)
    return f"{'-' if pence < 0 else ''}£{pounds:,}" + (f".{odd:02}" if odd else "")
