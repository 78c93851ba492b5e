"""One field of a form: its label, where it is typed or chosen, and under it what was understood or is accepted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static, TextArea

from loti_tui.domain.dates import PartialDate, Precision, day_words
from loti_tui.domain.fields import TEXT_LIMIT, Choice, Field, Flag, Plain, Reading, Score, Text, When
from loti_tui.domain.owners import doubt
from loti_tui.domain.refused import Refused
from loti_tui.domain.state import State
from screens.host import Host
from screens.links import linked, value_words
from screens.widgets.form_choice import NOTHING, FormChoice, options
from screens.widgets.plain import plain
from screens.widgets.record_table import MARK
from screens.widgets.typing import LineInput
from screens.widgets.words_area import WordsArea

CHOOSING = "← → or the first letter chooses"


class Go(Message):
    """To the field so many further."""

    def __init__(self, step: int) -> None:
        super().__init__()
        self.step = step


WALKING: list[BindingType] = [
    Binding("up", "go(-1)", "the field above", show=False),
    Binding("down", "go(1)", "the field below", show=False),
]


class FormLine(LineInput):
    """One line. While several names may be meant, up and down walk these; else they go to the next field."""

    BINDINGS = WALKING

    class Walked(Message):
        """Another name is offered."""

    def action_go(self, step: int) -> None:
        """Offer another name; where there is none, go to the field above or below."""
        self.post_message(self.Walked() if self.walk_names(step) else Go(step))


class FormWords(WordsArea):
    """Words on as many lines as they take. From the first line up leads to the field above, from the last down."""

    def action_cursor_up(self, select: bool = False) -> None:
        if not select and self.navigator.is_first_wrapped_line(self.cursor_location):
            self.post_message(Go(-1))
        else:
            super().action_cursor_up(select)

    def action_cursor_down(self, select: bool = False) -> None:
        if not select and self.navigator.is_last_wrapped_line(self.cursor_location):
            self.post_message(Go(1))
        else:
            super().action_cursor_down(select)


class FormPick(FormChoice):
    """One of a few values."""

    BINDINGS = WALKING

    def action_go(self, step: int) -> None:
        """Go to the field above or below."""
        self.post_message(Go(step))


class FormField(Vertical):
    """A field with its value as it is typed. What is shown under it follows the focus; a refusal stays in sight."""

    class Changed(Message):
        """Something else is typed or chosen."""

    def __init__(self, field: Field, value: Plain, state: State, reading: Reading, known: Sequence[str],
                 *, title: bool = False, new: bool = False) -> None:  # fmt: skip
        """`value` is what stands in it at first, `known` are names that it may be completed to. A `title` has room."""
        super().__init__()
        self.field = field
        self.first = value
        self.state = state
        self.reading = reading
        self.new = new
        self.refusal = ""
        """What the register said of this value, until something else is typed."""
        self.asked_about: Plain = None
        """The owner about whom the person was asked."""
        self.editor = self._editor(value, known, title)
        self.hint = Static(classes="hint", markup=False)
        """What stands under it, once it has something to say."""
        self.begun_as = self.typed
        """What stands in a field of words at first."""

    def _editor(self, value: Plain, known: Sequence[str], title: bool) -> FormLine | FormWords | FormPick:
        kind = self.field.type
        if isinstance(kind, Choice | Score | Flag):
            return FormPick(options(self.field), value)
        shown = ", ".join(self.state.refs(value)) if isinstance(value, list) else linked(self.state, self.field, value)
        if isinstance(kind, Text) and (kind.lines or title) and not known:
            return FormWords(str(value or ""), lines=kind.lines)
        return FormLine(kind.typed(shown), names=known)

    def compose(self) -> ComposeResult:
        self._stand_in(NOTHING)
        yield Static(self.label, classes="label", markup=False)
        yield self.editor

    # -- the value -----------------------------------------------------------------------------------------------

    @property
    def typed(self) -> str | None:
        """What is typed; None of a value that is chosen."""
        if isinstance(self.editor, FormPick):
            return None
        return self.editor.text if isinstance(self.editor, FormWords) else self.editor.value

    def value(self) -> Plain:
        """The plain value of what is typed. Raises `Refused`."""
        if isinstance(self.editor, FormPick):
            return self.field.check(self.editor.chosen)
        return self.field.check(self.field.read(self.typed or "", self.reading))

    @property
    def changed(self) -> bool:
        """Whether something else stands in it than at first."""
        if isinstance(self.editor, FormPick):
            return self.editor.chosen != self.first
        if self.typed == self.begun_as:
            return False
        try:
            return self.value() != self.first
        except Refused:
            return True

    # -- what stands beside and under it ---------------------------------------------------------------------------

    @property
    def label(self) -> Content:
        """The label, and in a word what there is to know of the value."""
        mark = ""
        if not self.new and self.is_mounted and self.changed:
            mark = "changed"
        elif self.new and self.field.default is not None and not (self.is_mounted and self.changed):
            mark = "default"
        elif self.field.required:
            mark = "required"
        here = MARK if self.is_mounted and self.editor.has_focus else " "
        words = Content.styled(f"  {mark}" if mark else "", "$key-label")
        return Content.assemble(Content.styled(here, "$key-here"), self.field.label, words)

    def explain(self) -> None:
        """Say under the field what was understood or is accepted; without the focus, only what is amiss."""
        sentence, warning = self.understood()
        self.hint.display = self.editor.has_focus or warning
        self.hint.set_class(warning, "warning")
        self.hint.update(plain(sentence))
        if self.hint.display and not self.hint.is_attached:
            self.mount(self.hint)
        self.query_one(".label", Static).update(self.label)

    def understood(self) -> tuple[str, bool]:
        """A sentence about what is typed, and whether it is a warning."""
        if self.refusal:
            return self.refusal, True
        kind = self.field.type
        if isinstance(self.editor, FormPick):
            named = f": {', '.join(kind.names)}" if isinstance(kind, Score) else ""
            empty = "" if self.field.required else "  ·  Del: nothing"
            return f"{CHOOSING}{named}{empty}", False
        if not (self.typed or "").strip():
            needed = "Required: " if self.field.required else ""
            return f"{needed}{kind.accepts}", False
        try:
            value = self.value()
        except Refused as refused:
            return str(refused), True
        if isinstance(self.editor, FormLine) and self.editor.completing.offered:
            return self.editor.completing.words, False
        if isinstance(kind, Text):
            breaks = "Enter breaks the line, ctrl+s stores  ·  " if kind.lines else ""
            return f"{breaks}{len(str(value)):,} of {TEXT_LIMIT:,} characters", False
        if isinstance(kind, When) and PartialDate(str(value)).precision is Precision.DAY:
            return day_words(PartialDate(str(value)).first), False
        return value_words(self.field, value, self.state), False

    def refuse(self, sentence: str) -> None:
        """Show why this value is not taken, until something else is typed."""
        self.refusal = sentence
        self.explain()

    def doubted(self, value: Plain) -> bool:
        """Whether an owner looks like a slip, and the person has not been asked about this one yet."""
        state = cast("Host", self.app).state
        said = doubt(state, value) if state and self.field.name == "owner" and value != self.asked_about else ""
        self.asked_about = value
        if said:
            self.refuse(f"{said} Enter again if somebody new is meant.")
        return bool(said)

    @on(Input.Changed)
    @on(TextArea.Changed)
    @on(FormChoice.Changed)
    def _typed(self, event: Message) -> None:
        event.stop()
        self.refusal = ""
        self.explain()
        self.post_message(self.Changed())

    @on(FormLine.Walked)
    def _walked(self, event: Message) -> None:
        event.stop()
        self.explain()

    @on(FormChoice.Unknown)
    def _unknown(self, event: Message) -> None:
        event.stop()
        self.refuse(f"{self.field.label} accepts {self.field.type.accepts}.")

    def on_descendant_focus(self) -> None:
        self._stand_in("")
        self.explain()
        self.on_resize()

    def on_resize(self) -> None:
        """With the focus it stays in sight, what is said under it too."""
        if self.editor.has_focus:
            self.call_after_refresh(self.scroll_visible, animate=False)

    def on_descendant_blur(self) -> None:
        self._stand_in(NOTHING)
        self.explain()

    def _stand_in(self, words: str) -> None:
        """What stands where nothing is typed."""
        if not isinstance(self.editor, FormPick):
            self.editor.placeholder = words
