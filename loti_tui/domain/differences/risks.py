"""How a risk is judged, and whether it is still open. Probability, impact and recorded RAG are one judgement."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import cast

from loti_tui.domain.differences.difference import Difference, Way
from loti_tui.domain.differences.edited import edited
from loti_tui.domain.differences.fate import called
from loti_tui.domain.differences.pair import Pair
from loti_tui.domain.differences.wording import listed
from loti_tui.domain.fields import NOT_RECORDED, Plain
from loti_tui.domain.item import Item
from loti_tui.domain.items import KINDS, Risk
from loti_tui.domain.scoring import Judgement, Rag

SCORES = ("probability", "impact")
RATING = (*SCORES, "rag_recorded")
JUDGEMENT = (*RATING, "rag_reason")

WAYS: dict[int, Way] = {1: "raised", 0: "edited", -1: "lowered"}


def rating_seen(*items: Item) -> bool:
    """Whether nothing of the rating of a risk is withheld in any of these."""
    return not any(item.withheld & set(RATING) for item in items)


def direction(was: Judgement, now: Judgement) -> int:
    """1 for worse, -1 for better, by score, and by RAG where the scores are equal; 0 where neither can be told.

    What is not scored is neither better nor worse than what is (domain rules §2).
    """
    if (was.score is None) is not (now.score is None):
        return 0
    if was.score is not None and now.score is not None and was.score != now.score:
        return 1 if now.score > was.score else -1
    if was.rag is None or now.rag is None:
        return 0
    return (now.rag.weight > was.rag.weight) - (now.rag.weight < was.rag.weight)


def judgement(pair: Pair, touched: Collection[str]) -> Iterator[Difference]:
    """The one difference of a risk's judgement; of a rating that is withheld in part, nothing."""
    if not rating_seen(pair.old, pair.new):
        return
    if not set(RATING) & set(touched):
        yield from edited(pair, "rag_reason")
        return
    was, now = pair.before.judgement(cast("Risk", pair.old)), pair.after.judgement(cast("Risk", pair.new))
    scores = [name for name in SCORES if name in touched]
    change = WAYS[direction(was, now)]
    sentence = f"{rescored(pair, scores, was, now) if scores else restated(pair.ref, change, was, now)}."
    both: tuple[Plain, Plain] | None = (was.score, now.score) if len(scores) == 2 else None
    field = "score" if both else scores[0] if scores else "rag_recorded"
    yield pair.told(change, field, sentence, by=[name for name in RATING if name in touched], values=both)


def rescored(pair: Pair, scores: list[str], was: Judgement, now: Judgement) -> str:
    """What became of the score."""
    ref, moves = pair.ref, ", ".join(score_move(pair, name) for name in scores)
    if was.score is None and now.score is None:
        return f"{ref} is still not scored: {moves}{rag_move(was, now) if was.rag or now.rag else ''}"
    if was.score is None:
        before = f"; before that, {rag_words(was)} was recorded without a score" if was.rag else ""
        return f"{ref} was scored for the first time: {now.score}, {rag_words(now)}{before}"
    if now.score is None:
        left = f"; {rag_words(now)} is recorded" if now.rag else ""
        return f"{ref} is not scored any more; it was {was.score}, {rag_words(was)}{left}"
    if was.score == now.score:
        return f"{ref} kept its score of {now.score}: {moves}{rag_move(was, now)}"
    return f"{ref} was {WAYS[direction(was, now)]} from {was.score} to {now.score}: {moves}{rag_move(was, now)}"


def restated(ref: str, change: Way, was: Judgement, now: Judgement) -> str:
    """What became of the recorded RAG, where probability and impact are what they were."""
    score = "it is not scored" if now.score is None else f"score {now.score} as before"
    if change != "edited":
        how = f"as recorded{f', where the matrix has {letter(now.computed)}' if now.differs else ''}"
        how = how if now.recorded else "by the matrix, since the recorded RAG was taken out"
        return f"{ref} was {change} from {letter(was.rag)} to {letter(now.rag)} {how}; {score}"
    if now.recorded is None:
        return f"The recorded RAG of {ref}, {letter(was.recorded)}, was taken out; {score}"
    return f"The RAG of {ref} was recorded as {letter(now.recorded)}; {score}"


def score_move(pair: Pair, name: str) -> str:
    """ "impact 2 Significant → 3 Substantial"."""
    old, new = (NOT_RECORDED.lower() if words is None else words for words in pair.words(name))
    return f"{KINDS[pair.kind].fields[name].label.lower()} {old} → {new}"


def rag_move(was: Judgement, now: Judgement) -> str:
    """How the RAG followed, as the end of a sentence: ", Amber (A) as before"."""
    old, new = rag_words(was), rag_words(now)
    moved = f"{new} as before" if old == new else f"{old} → {new}"
    return f"{'; ' if ',' in moved else ', '}{moved}"


def rag_words(judged: Judgement) -> str:
    """The RAG that is shown, and the computed one where it is another: "Amber (A) recorded, Green computed"."""
    if judged.differs and judged.computed:
        return f"{letter(judged.rag)} recorded, {judged.computed.word} computed"
    return letter(judged.rag)


def letter(rag: Rag | None) -> str:
    """A RAG as word and letter."""
    return f"{rag.word} ({rag})" if rag else "no RAG"


def status(pair: Pair, touched: Collection[str]) -> Iterator[Difference]:
    """Whether a risk was closed, has happened, or is open again."""
    was, now = (str(value) for value in pair.values("status"))
    ended = {"closed": "closed", "occurred": "recorded as having happened"}
    name = called(pair.new, pair.old)
    if now == "open":
        yield pair.told("edited", "status", f"{pair.ref} was opened again, and was {ended.get(was, was)} before.")
    elif was != "open":
        yield pair.told("edited", "status", f"{pair.ref} was {ended.get(now, now)}, and {ended.get(was, was)} before.")
    elif now == "occurred":
        became = [one.ref for one in pair.after.issues if one.risk == pair.new.id and "risk" not in one.withheld]
        issue = f" and became {listed(became)}" if became else ""
        yield pair.told("closed", "status", f"{pair.ref} has happened{issue}{name}.")
    else:
        yield pair.told("closed", "status", f"{pair.ref} was closed{name}.")
