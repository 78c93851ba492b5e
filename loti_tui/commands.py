"""The one registry of what a person can do: its name, its keys, its words, and where it belongs.

Bindings, the footer, the palette and the list of keys are all made from this table. To add a command: one line here,
and one method `action_<name>` where it is carried out.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Command:
    """One thing to do. `keys` are Textual's names for them, `label` is for the footer, `sentence` for help."""

    name: str
    keys: tuple[str, ...]
    label: str
    sentence: str
    group: str
    changes: bool = False
    """Whether it changes the register: not to be had in read-only mode."""

    @property
    def shown_key(self) -> str:
        """The first key as people read it."""
        return key_words(self.keys[0])

    @property
    def all_keys(self) -> str:
        """Every key as people read it."""
        return " ".join(map(key_words, self.keys))


KEY_WORDS: Mapping[str, str] = {
    "question_mark": "?",
    "comma": ",",
    "space": "Space",
    "asterisk": "*",
    "plus": "+",
    "equals_sign": "=",
    "minus": "-",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "full_stop": ".",
    "tab": "Tab",
    "shift+up": "Shift+↑",
    "shift+down": "Shift+↓",
    "shift+left": "Shift+←",
    "shift+right": "Shift+→",
    "slash": "/",
    "colon": ":",
    "enter": "Enter",
    "escape": "Esc",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "home": "Home",
    "end": "End",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "f1": "F1",
}

OTHERWISE_CALLED: Mapping[str, str] = {
    "slash": "solidus",
    "backslash": "reverse_solidus",
    "at": "commercial_at",
    "minus": "hyphen-minus",
    "hyphen_minus": "hyphen-minus",
    "plus": "plus_sign",
    "underscore": "low_line",
    "less_than_sign": "less-than_sign",
    "greater_than_sign": "greater-than_sign",
}
"""Textual's name of a key -> Unicode's name of its character, where that is another."""

GO, MOVE, EDIT, TYPE, VIEW, PROGRAM = "Go to", "Move", "Change", "While typing", "Look", "Program"

COMMANDS: dict[str, Command] = {
    command.name: command
    for command in (
        Command("overview", ("1",), "Overview", "Open the overview: the programme at a glance", GO),
        Command("risks", ("2",), "Risks", "Open the risks: table, matrix and record", GO),
        Command("procurement", ("3",), "Procurement", "Open the procurement: its steps in order", GO),
        Command("milestones", ("4",), "Milestones", "Open the milestones: baseline, forecast, actual", GO),
        Command("publication", ("5",), "Publication", "Open the publication and its deferral", GO),
        Command("decision", ("6",), "Decision", "Open the decision: what was approved, the money, who signed", GO),
        Command("actions", ("7",), "Actions", "Open the actions and decisions of board meetings", GO),
        Command("snapshots", ("8",), "Snapshots", "Open the snapshots: sealed states, compared and packed", GO),
        Command("attention", ("9",), "Attention", "Open what needs attention: every finding, worst first", GO),
        Command("history", ("0",), "History", "Open the history: who did what, when and why", GO),
        Command("cursor_up", ("up", "k"), "up", "Move up", MOVE),
        Command("cursor_down", ("down", "j"), "down", "Move down", MOVE),
        Command("cursor_left", ("left", "h"), "left", "Move left", MOVE),
        Command("cursor_right", ("right", "l"), "right", "Move right", MOVE),
        Command("page_up", ("pageup",), "page up", "Move up one page", MOVE),
        Command("page_down", ("pagedown",), "page down", "Move down one page", MOVE),
        Command("first", ("g", "home"), "first", "Move to the first row", MOVE),
        Command("last", ("G", "end"), "last", "Move to the last row", MOVE),
        Command("next_part", ("right_square_bracket",), "next part", "Move to the next part of the table", MOVE),
        Command("part_before", ("left_square_bracket",), "part before", "Move to the part before", MOVE),
        Command("impact", ("i",), "impact", "Score the impact: then 1, 2, 3 or 4", EDIT, True),
        Command("probability", ("p",), "probability", "Score the probability: then 1, 2, 3 or 4", EDIT, True),
        Command("rag", ("r",), "RAG", "Record a RAG: then g, a or r, and a reason", EDIT, True),
        Command("edit", ("e",), "edit", "Edit the value under the cursor", EDIT, True),
        Command("open", ("enter",), "open", "Open the whole record", VIEW),
        Command("go_there", ("enter",), "go there", "Go to the value that this finding is about", VIEW),
        Command("new", ("n",), "new", "Add a new item", EDIT, True),
        Command("remove", ("d", "delete"), "remove", "Remove the item; undoing brings it back", EDIT, True),
        Command("form", ("E",), "form", "Edit the whole record in a form", EDIT, True),
        Command("duplicate", ("D",), "duplicate", "Add an item with the same values, to be changed", EDIT, True),
        Command("mark", ("space",), "mark", "Mark or unmark the row: edits act on all that are marked", VIEW),
        Command("mark_all", ("asterisk",), "mark all", "Mark every row that is shown; again: none", VIEW),
        Command("acknowledge", ("a",), "acknowledge", "Accept this finding until a day, with a reason", EDIT, True),
        Command("take_back", ("d", "delete"), "take back", "Take the acknowledgement of this finding back", EDIT, True),
        Command("matrix", ("m",), "matrix", "Change the matrix: its cells, a preset, and from when", EDIT, True),
        Command("convert", ("o",), "happened", "The risk has happened: make it an issue", EDIT, True),
        Command(
            "withhold", ("W",), "withhold", "Withhold the item or the field from the public, or end that", EDIT, True
        ),
        Command("publish", ("P",), "publish", "Record that Part 1 is published", EDIT, True),
        Command("defer", ("D",), "defer", "Defer publication until a day, with a reason", EDIT, True),
        Command("lay_out", ("L",), "steps", "Add the steps of a template", EDIT, True),
        Command("take_snapshot", ("n",), "take", "Seal what the register holds now, under a name", EDIT, True),
        Command("store", ("ctrl+s", "f2"), "store", "Store what is typed", TYPE, True),
        Command("store_up", ("shift+up", "pageup"), "store, up", "Store the value and edit the one above", TYPE, True),
        Command("store_down", ("shift+down", "pagedown"), "store, down", "Store it and edit the one below", TYPE, True),
        Command("store_left", ("shift+left",), "store, left", "Store it, edit the one before (Shift+Tab)", TYPE, True),
        Command("store_right", ("shift+right",), "store, right", "Store it, edit the next one (Tab)", TYPE, True),
        Command("own_editor", ("ctrl+o", "f4"), "editor", "Write on in your own editor: $VISUAL or $EDITOR", TYPE),
        Command("undo_typing", ("ctrl+z", "f8"), "back", "Take back the word that was typed last", TYPE),
        Command("redo_typing", ("ctrl+y", "f9"), "again", "Put back what was taken back", TYPE),
        Command("undo", ("u",), "undo", "Undo the last change, across restarts", EDIT, True),
        Command("redo", ("U",), "redo", "Do again what was undone", EDIT, True),
        Command("undo_act", ("u",), "undo this", "Undo this act, whatever came after it", EDIT, True),
        Command("redo_act", ("U",), "redo this", "Do this act again, where it stands undone", EDIT, True),
        Command("filter", ("slash",), "filter", "Filter the rows as you type: every word must occur", VIEW),
        Command("of_item", ("i",), "item", "Show only what was done to the item of this act; again: to all", VIEW),
        Command("of_person", ("w",), "who", "Show only what the person of this act did; again: everybody", VIEW),
        Command("sort", ("s",), "sort", "Sort by the column under the cursor, then as before; again: not at all", VIEW),
        Command("sort_back", ("S",), "sort back", "Sort by the column under the cursor, the other way round", VIEW),
        Command("issues", ("I",), "issues", "Show the issues: what has happened; again: the risks", VIEW),
        Command("purchase", ("O",), "purchase", "Open the record of the purchase: lead, route, value, supplier", VIEW),
        Command("views", ("v",), "views", "Choose a view of this table: one that comes with it, or your own", VIEW),
        Command("keep_view", ("V",), "keep view", "Keep this filter and this order under a name", VIEW),
        Command("walk_matrix", ("w", "tab"), "matrix", "Walk the matrix by the arrows; again: back to the table", VIEW),
        Command("next_in_cell", ("full_stop",), "next here", "Take the next risk of this cell of the matrix", VIEW),
        Command("take_risk", ("enter",), "to the table", "Go back to the table, on a risk of this cell", VIEW),
        Command("carry_up", ("shift+up", "K"), "carry up", "Carry the risk to the next higher probability", EDIT, True),
        Command(
            "carry_down", ("shift+down", "J"), "carry down", "Carry the risk to the next lower probability", EDIT, True
        ),
        Command("carry_left", ("shift+left", "H"), "carry left", "Carry the risk to the next lower impact", EDIT, True),
        Command(
            "carry_right", ("shift+right", "L"), "carry right", "Carry the risk to the next higher impact", EDIT, True
        ),
        Command("zoom_in", ("plus", "equals_sign"), "zoom in", "Show fewer months, each of them wider", VIEW),
        Command("zoom_out", ("minus",), "zoom out", "Show more months, each of them narrower", VIEW),
        Command("pan_left", ("left_square_bracket",), "earlier", "Move the timeline to earlier months", VIEW),
        Command("pan_right", ("right_square_bracket",), "later", "Move the timeline to later months", VIEW),
        Command("zoom_fit", ("z",), "whole", "Show the whole of the timeline", VIEW),
        Command("copy", ("y",), "copy", "Copy the value under the cursor", VIEW),
        Command("changes", ("c",), "changes", "Show what changed since the last snapshot, or since this one", VIEW),
        Command("changes_before", ("C",), "before", "Show what changed from the snapshot before to this one", VIEW),
        Command("verify", ("v",), "verify", "Check that every snapshot is what was sealed", VIEW),
        Command("export", ("x",), "pack", "Make a pack: documents for the board or for the public", VIEW),
        Command("preview", ("w",), "preview", "Read what a pack of this snapshot will say", VIEW),
        Command(
            "audience", ("a",), "audience", "Show what the other audience will read: the board or the public", VIEW
        ),
        Command("find", ("slash",), "find", "Find words in the text as you type", VIEW),
        Command("find_next", ("n",), "next", "Go to the next place where the words are", VIEW),
        Command("find_back", ("N",), "place before", "Go to the place before where the words are", VIEW),
        Command("take_or_leave", ("space",), "take/leave", "Take what is proposed, or leave it as it is", VIEW),
        Command("take_all", ("asterisk",), "take all", "Take every line that is shown; again: leave them", VIEW),
        Command("bring_in", ("ctrl+s", "f2"), "bring in", "Bring in all that is taken, as one act", EDIT, True),
        Command("columns", ("m",), "columns", "See how the columns were read, and read them otherwise", VIEW),
        Command("bring_on", ("ctrl+s", "f2"), "go on", "Read the file with these columns, and review it", VIEW),
        Command("bring", ("B",), "bring in", "Bring in a decision form, a spreadsheet or a pack", PROGRAM),
        Command("find_anything", ("f",), "find", "Find anything in the register, and go there", PROGRAM),
        Command("settings", ("comma",), "settings", "Change how the program looks and begins", PROGRAM),
        Command("change_setting", ("enter",), "change", "Change the setting under the cursor", PROGRAM),
        Command("keys", ("question_mark", "f1"), "keys", "Show the keys that work here", PROGRAM),
        Command("command_palette", ("ctrl+p", "colon"), "palette", "Find a command by its words", PROGRAM),
        Command("change_theme", ("t",), "theme", "Choose the colours", PROGRAM),
        Command("back", ("escape",), "back", "Leave what is open; clear the filter, the view, the marks", PROGRAM),
        Command("quit", ("q",), "quit", "Leave the program, as ctrl+q does anywhere; all is stored already", PROGRAM),
    )
}

BUILT_IN: Mapping[str, tuple[str, ...]] = {name: command.keys for name, command in COMMANDS.items()}
"""The keys of each command where a person has none of their own."""

PLACES = (
    *("overview", "risks", "procurement", "milestones", "publication"),
    *("decision", "actions", "snapshots", "attention", "history"),
)
"""The screens, by the name of the command that opens each, in the order of their digits."""

EVERYWHERE = (
    *(*PLACES, "undo", "redo", "bring", "find_anything"),
    *("settings", "keys", "command_palette", "change_theme", "quit"),
)
"""The commands that are the program's own, on every screen."""


def use_keys(own: Mapping[str, tuple[str, ...]]) -> None:
    """Have every command say a person's own keys, or its built-in ones."""
    for name, keys in BUILT_IN.items():
        COMMANDS[name] = replace(COMMANDS[name], keys=own.get(name, keys))


def key(name: str) -> str:
    """The key of a command, as a sentence names it."""
    return COMMANDS[name].shown_key


def key_words(key: str) -> str:
    """A key as people read it: "?" for Textual's "question_mark"."""
    *held, last = key.split("+")
    return KEY_WORDS.get(key) or "+".join((*held, KEY_WORDS.get(last) or character(last) or last.capitalize()))


def character(name: str) -> str:
    """The character that Textual calls so; "" where it is a key of another sort."""
    if len(name) == 1:
        return name
    try:
        found = unicodedata.lookup(OTHERWISE_CALLED.get(name, name).replace("_", " ").upper())
    except KeyError:
        return ""
    return found if found.isprintable() else ""  # Delete is a control code to Unicode


def named(*names: str) -> Iterator[Command]:
    """The commands of these names, in this order."""
    return (COMMANDS[name] for name in names)
