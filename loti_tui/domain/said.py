"""What happened, in one plain sentence in the past tense: for the status line, a toast, and the command line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from loti_tui.domain.changes import Act, Entry
from loti_tui.domain.fields import NOT_RECORDED, Plain
from loti_tui.domain.items import KINDS, Risk
from loti_tui.domain.state import State
from loti_tui.domain.text import counted, shortened


def words_of(kind: str, field: str, value: Plain) -> str:
    """A logged value as a person reads it, in one short line; links are references already."""
    if isinstance(value, list):
        return ", ".join(map(str, value)) or NOT_RECORDED
    described = KINDS[kind].fields[field]
    if value is None or field in ("programme", "procurement"):
        return NOT_RECORDED if value is None else str(value)
    return shortened(described.type.words(value))


def change_words(entry: Entry) -> str:
    """One line of the log: "Impact of R1: 2 Significant → 3 Substantial"."""
    if entry.field == "removed":
        return f"{entry.ref} {'removed' if entry.new else 'added' if entry.old is None else 'restored'}"
    old, new = (words_of(entry.kind, entry.field, value) for value in (entry.old, entry.new))
    return f"{label(entry)}: {old} → {new}"


def said(entries: Sequence[Entry], state: State, act: str = Act.EDIT) -> str:
    """What a batch did. `state` is the register after it."""
    if not entries:
        return "Nothing changed: the register holds this already."
    told = batch_words(entries, state)
    if act == Act.UNDO:
        return f"Undone. {told}"
    if act == Act.REDO:
        return f"Done again. {told}"
    return told


def batch_words(entries: Sequence[Entry], state: State) -> str:
    """The sentence without saying that it was an undo or a redo."""
    refs = list(dict.fromkeys(entry.ref for entry in entries))
    fate = next((entry for entry in entries if entry.field == "removed"), None)
    if fate is not None and len(refs) == 1:
        if fate.new:
            return f"{fate.ref} was removed."
        return f"{fate.ref} was {'added' if fate.old is None else 'restored'}."
    document = next((entry for entry in entries if entry.kind == "source"), None)
    if document is not None and len(refs) > 1:
        return f"{shortened(state.items[document.item].title_words)}: {fates(entries)}."
    if len(refs) > 1:
        more = "…" if len(refs) > 6 else ""
        return f"{len(entries)} values of {len(refs)} items were changed: {', '.join(refs[:6])}{more}."
    sentence = "; ".join(
        f"{label(e)} is now {words_of(e.kind, e.field, e.new)}" if e.new is not None else f"{label(e)} was cleared"
        for e in stated(entries)
    )
    return sentence + rating(entries, state) + "."


def fates(entries: Sequence[Entry]) -> str:
    """What became of the items of a document that was brought in: "29 items were added, 1 was changed"."""
    of_item: dict[str, str] = {}
    for entry in entries:
        if entry.kind == "source":
            continue
        if entry.field == "removed":
            of_item[entry.item] = "removed" if entry.new else "added" if entry.old is None else "restored"
        else:
            of_item.setdefault(entry.item, "changed")
    parts: list[str] = []
    for fate, number in Counter(of_item.values()).most_common():
        count = f"{number:,}" if parts else counted(number, "item")
        parts.append(f"{count} {'was' if number == 1 else 'were'} {fate}")
    return ", ".join(parts)


def stated(entries: Sequence[Entry]) -> Sequence[Entry]:
    """What a person stated, without what only followed from it; all of it where nothing is left."""
    fields = {entry.field for entry in entries}
    follow = {"rag_reason"} if "rag_recorded" in fields else set()
    if fields & {"probability", "impact"}:
        follow.add("rag_recorded")
    if "actual" in fields:
        follow.add("status")
    return [entry for entry in entries if entry.field not in follow] or entries


def label(entry: Entry) -> str:
    """The field as a person calls it, with the item's reference unless there is just one such item."""
    name = KINDS[entry.kind].fields[entry.field].label
    return name if KINDS[entry.kind].single else f"{name} of {entry.ref}"


def rating(entries: Sequence[Entry], state: State) -> str:
    """What a change did to a risk's rating, where it touched it."""
    item = state.items.get(entries[0].item)
    touched = {entry.field for entry in entries} & {"probability", "impact", "rag_recorded"}
    if not isinstance(item, Risk) or not touched:
        return ""
    judged = state.judgement(item)
    score = f", score {judged.score}" if judged.score is not None else ""
    stated_rag = any(entry.field == "rag_recorded" and entry.new for entry in stated(entries))
    rag = "" if stated_rag else f", {judged.rag.word}" if judged.rag else ", not scored"
    cleared = any(entry.field == "rag_recorded" and entry.new is None for entry in entries)
    kept = {"probability", "impact"} & touched
    return score + rag + ("; the recorded RAG was cleared" if cleared and kept else "")
