"""`loti import`: a decision form, a spreadsheet or a pack, looked at first and then stored as one act."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from loti_tui.cli import proposed as told
from loti_tui.cli.output import print_json, print_lines, say
from loti_tui.cli.parameters import Json, Plain, Why
from loti_tui.cli.session import nothing_changes, opened, options_of, read
from loti_tui.cli.typed import field_named
from loti_tui.defaults import today, who
from loti_tui.domain.fields import Plain as PlainValue
from loti_tui.domain.fields import Reading
from loti_tui.domain.items import KINDS
from loti_tui.domain.records import entry
from loti_tui.domain.refused import READ_ONLY, Refused
from loti_tui.domain.text import clean, counted, quoted
from loti_tui.places import typed_path

if TYPE_CHECKING:
    from loti_tui.domain.changes import Stored
    from loti_tui.domain.state import State
    from loti_tui.intake.applying import Decisions
    from loti_tui.intake.proposal import Proposal, Proposed
    from loti_tui.intake.sheets.asked import Choices, Question

ANSWER_NO = 1

Map = Annotated[
    list[str] | None,
    typer.Option("--map", metavar="HEADING=FIELD", help="What a column holds; nothing after = leaves it out."),
]
Word = Annotated[
    list[str] | None,
    typer.Option("--word", metavar="FIELD:WORD=VALUE", help="What a word or a number of a column stands for."),
]
Sheet = Annotated[
    list[str] | None,
    typer.Option("--sheet", metavar="SHEET=KIND", help="What a sheet lists; nothing after = leaves it out."),
]
Take = Annotated[
    list[str] | None,
    typer.Option("--take", metavar="KEY.FIELD=VALUE", help="Store this value instead, or the one that is meant."),
]
Accept = Annotated[
    list[str] | None, typer.Option("--accept", metavar="KEY", help="Do what is not done unless somebody says so.")
]
Decline = Annotated[
    list[str] | None,
    typer.Option("--decline", metavar="KEY[.FIELD]", help="Leave an item, or one field of it, as it is."),
]


def import_file(
    ctx: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE", help="The file to bring in.", show_default=False)],
    check: Annotated[bool, typer.Option("--check", help="Say what it would do, and write nothing.")] = False,
    map: Map = None,
    word: Word = None,
    sheet: Sheet = None,
    take: Take = None,
    accept: Accept = None,
    decline: Decline = None,
    yes: Annotated[bool, typer.Option("--yes", help="Accept everything but removals.")] = False,
    removals: Annotated[bool, typer.Option("--removals", help="Remove what the file does not have any more.")] = False,
    why: Why = "",
    plain: Plain = False,
    json: Json = False,
) -> int:
    """Bring in a decision form (text, DOCX, HTML, PDF), a spreadsheet (CSV, XLSX, ODS) or a pack, as one act.

    Each item has a key, such as R3. What reads in several ways is left open until you choose. Nothing is removed, and
    nothing that people changed since is taken back, unless you say so. The same file again changes nothing.

    \b
    loti import dd2092.txt --check
    loti import dd2092.txt
    loti import dd2092.txt --take R3.probability=1 --decline M5
    loti import risks.xlsx --map "Likelihood=probability" --map "Notes="
    loti import risks.xlsx --word "probability:Likely=3" --word "impact:Major=4"
    loti import pack/risks.csv --removals --why "agreed on 5 April"
    """
    with nothing_changes():
        options = options_of(ctx)
        if options.read_only and not check:
            raise Refused(READ_ONLY)
        register = opened(ctx, to_read=check)
        state = read(ctx, register)
        reading = state.reading(today(options))
        proposed = looked_at(ctx, file, state, register.as_it_was, choices(map or (), word or (), sheet or (), reading))
        decisions = decided(proposed, reading, take or (), accept or (), decline or (), yes=yes, removals=removals)
        stored = told.applied(proposed, decisions)
        for sentence in told.sentences(proposed):
            say(sentence)
        from loti_tui.intake.applying import batch

        act = batch(proposed, who(options), decisions, clean(why, label="The reason"))
        if check or act is None:
            return tell_before(proposed, stored if act else {}, state, check=check, plain=plain, json=json)
        tell_after(proposed, stored, register.apply(act), state, plain=plain, json=json)
    return 0


def looked_at(ctx: typer.Context, file: str, state: State, past: object, choices: Choices) -> Proposed:
    """What the file would do. Raises `Refused`, with what must be settled first and how."""
    from loti_tui.intake.bring import Unsettled, bring

    try:
        return bring(typed_path(file, "FILE"), state, today(options_of(ctx)), choices, past)  # type: ignore[arg-type]
    except Unsettled as asked:
        for question in asked.looked.questions:
            say(f"{question.sentence} Add {' '.join(answers(question))}")
        number = counted(len(asked.looked.questions), "question")
        raise Refused(f"{number} about {quoted(asked.looked.name)} must be answered first.") from None


# -- before and after ------------------------------------------------------------------------------------------------


def tell_before(proposed: Proposed, stored: told.Applied, state: State, *, check: bool, plain: bool, json: bool) -> int:
    """Say what would be done, or that nothing is."""
    if json:
        nothing: dict[str, object] = {} if check else {"batch": None, "changes": []}
        print_json({**nothing, **records(proposed, stored)})
    else:
        print_lines(told.lines(proposed, stored, state, done=False, plain=plain))
    for sentence in told.reviews(proposed, stored):
        say(sentence)
    summary = told.summary(proposed, stored, done=False)
    if stored:
        say(f"{summary} Nothing was written.")
        return 0
    say(f"Nothing to change: the register holds all that the file says. {summary}" if nothing_new(proposed) else
        f"Nothing was changed. {summary}")  # fmt: skip
    before = proposed.document is not None and proposed.document.before
    return 0 if check or before or nothing_new(proposed) else ANSWER_NO


def nothing_new(proposed: Proposed) -> bool:
    """Whether the file has nothing that the register does not hold, values in doubt and removals apart."""
    return not any(one.writes and one.way != "remove" for one in proposed.proposals)


def tell_after(
    proposed: Proposed, stored: told.Applied, done: Stored, state: State, *, plain: bool, json: bool
) -> None:
    """Say what was done."""
    if json:
        changes = [entry(one) for one in done.entries]
        print_json({"batch": done.batch, "changes": changes, **records(proposed, stored)})
    else:
        now = state.after(done.items, done.entries)
        print_lines(told.lines(proposed, stored, now, done=True, plain=plain))
    for sentence in told.reviews(proposed, stored):
        say(sentence)
    say(f"{told.summary(proposed, stored, done=True)} “loti undo” takes all of it back.")


def records(proposed: Proposed, stored: told.Applied) -> dict[str, object]:
    """What of the file is proposed and what is to be known of it, for scripts."""
    return {
        "proposals": [told.proposal_record(one, stored) for one in proposed.proposals],
        "notices": [told.notice_record(one) for one in proposed.notices],
    }


# -- what a person says ----------------------------------------------------------------------------------------------


def choices(columns: Sequence[str], words: Sequence[str], sheets: Sequence[str], reading: Reading) -> Choices:
    """How a spreadsheet is to be read. Raises `Refused`."""
    from loti_tui.intake.bring import read_typed
    from loti_tui.intake.sheets.asked import Choices

    read_words: dict[tuple[str, str], PlainValue] = {}
    for typed in words:
        before, value = parted(typed, "--word", "FIELD:WORD=VALUE, such as probability:Likely=3")
        name, colon, word = before.partition(":")
        if not colon:
            raise Refused(f"{quoted(typed)} after --word is not FIELD:WORD=VALUE, such as probability:Likely=3.")
        name = name.strip().casefold().replace(" ", "_")
        read_words[name, word.strip()] = read_typed(name, value, reading)
    kinds = dict(parted(one, "--sheet", "SHEET=KIND, such as Log=issue") for one in sheets)
    if unknown := [kind for kind in kinds.values() if kind and kind not in KINDS]:
        raise Refused(f"There is no kind of item {quoted(unknown[0])}. Kinds are {', '.join(KINDS)}.")
    return Choices(dict(mapped(one) for one in columns), read_words, kinds)


def mapped(typed: str) -> tuple[str, str]:
    """A heading and the field that it stands for. Raises `Refused`."""
    heading, name = parted(typed, "--map", "HEADING=FIELD, such as Likelihood=probability")
    name = name.casefold().replace(" ", "_").replace("-", "_")
    known = {field for kind in KINDS.values() for field in kind.editable} | {"ref", "id", ""}
    if name.rpartition(".")[2] not in known:
        labels = {one.label.casefold().replace(" ", "_"): one.name for k in KINDS.values() for one in k.fields.values()}
        if name not in labels:
            raise Refused(f"There is no field {quoted(name)}. Name one such as description, probability or owner.")
        name = labels[name]
    return heading, name


def parted(typed: str, option: str, form: str) -> tuple[str, str]:
    """What stands before and after the last sign of equality. Raises `Refused`."""
    before, equals, after = typed.rpartition("=")
    if not equals or not before.strip():
        raise Refused(f"{quoted(typed)} after {option} is not {form}.")
    return before.strip(), after.strip()


def decided(
    proposed: Proposed,
    reading: Reading,
    take: Sequence[str],
    accept: Sequence[str],
    decline: Sequence[str],
    *,
    yes: bool,
    removals: bool,
) -> Decisions:
    """What a person decided about the proposals. Raises `Refused`."""
    from loti_tui.intake.applying import Decisions
    from loti_tui.intake.proposal import Way

    instead: dict[tuple[str, str], PlainValue] = {}
    for typed in take:
        word, equals, value = typed.partition("=")
        if not equals or "." not in word:
            raise Refused(f"{quoted(typed)} after --take is not KEY.FIELD=VALUE, such as R3.probability=1.")
        key, name = field_in(proposed, word)
        instead[key, name] = KINDS[keyed(proposed, key).kind].fields[name].read(value, reading)
    accepted = {keyed(proposed, key).key for key in accept}
    if yes:
        accepted |= {one.key for one in proposed.proposals if one.way is not Way.REMOVE and can_be_done(one)}
    if removals:
        accepted |= {one.key for one in proposed.proposals if one.way is Way.REMOVE}
    whole = [word for word in decline if is_key(proposed, word)]
    fields = frozenset(field_in(proposed, word) for word in decline if word not in whole)
    declined = frozenset(keyed(proposed, key).key for key in whole)
    return Decisions(frozenset(accepted), declined, fields, instead)


def can_be_done(one: Proposal) -> bool:
    """Whether a new item has what it cannot be without."""
    kind = KINDS[one.kind]
    has = {name for name, value in one.values.items() if value.plain is not None} | set(one.seen)
    needed = (name for name, field in kind.fields.items() if field.required and field.default is None and name != "ref")
    return one.way != "add" or bool(one.seen) or all(name in has for name in needed)


def is_key(proposed: Proposed, word: str) -> bool:
    """Whether a word is the key of a proposal, and not of one of its fields."""
    return "." not in word or any(one.key.casefold() == word.casefold() for one in proposed.proposals)


def keyed(proposed: Proposed, key: str) -> Proposal:
    """The proposal of that key, in any case of letters. Raises `Refused`."""
    for one in proposed.proposals:
        if one.key.casefold() == key.strip().casefold():
            return one
    keys = [one.key for one in proposed.proposals]
    some = f"It has {', '.join(keys[:6])}{' and more' if len(keys) > 6 else ''}." if keys else "It has none."
    raise Refused(f"There is no proposal {quoted(key)} for this file. {some}")


def field_in(proposed: Proposed, word: str) -> tuple[str, str]:
    """(key, name of the field) of KEY.FIELD. Raises `Refused`."""
    key, _, name = word.rpartition(".")
    one = keyed(proposed, key)
    field = field_named(KINDS[one.kind], name).name
    beside = [other for other in proposed.proposals if other.item == one.item and field in other.values]
    return (beside[0].key if beside else one.key), field


# -- what is asked ---------------------------------------------------------------------------------------------------


def answers(one: Question) -> Iterator[str]:
    """What to add to the command for one question."""
    if one.about == "kind":
        yield f'--sheet "{one.sheet}={one.proposed or one.kind}"'
    elif one.about in ("words", "scale"):
        yield from (f'--word "{name}:{word}=VALUE"' for name, word in one.words)
    else:
        yield f'--map "{one.columns[0]}={one.proposed if one.about == "column" else one.field}"'
