"""The milestones: the approved plan, what is expected now, what happened, how far apart they are; and all of it over
time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from textual import on
from textual.containers import Container, Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from loti_tui.domain.delivery import RULES, milestone_rag, slip, standing
from loti_tui.domain.item import Item
from loti_tui.domain.items import Milestone
from loti_tui.domain.procuring import is_done
from loti_tui.domain.state import State
from loti_tui.domain.timeline import (
    Extent,
    Window,
    depending_on,
    line_of,
    procurement_line,
    told,
    told_together,
)
from screens import styles
from screens.bindings import bindings
from screens.procurement import status_cell
from screens.risks import TONES
from screens.table_screen import EMPTY, TableScreen
from screens.widgets.plain import line, plain
from screens.widgets.rows import Cell, Column
from screens.widgets.timeline import LEGEND, LINKED, Timeline, about

BESIDE = 110
"""Columns of the terminal from which the timeline stands beside the table."""
FLAT = 20
"""Lines of the terminal without which there is no room for it under the table."""


class MilestonesScreen(TableScreen):
    """Every milestone, and the plan over time."""

    CSS_PATH = styles.sheets("loti", "drawings")
    NAME = "milestones"
    KIND = "milestone"
    SHOWN_KEYS = ("edit", "open", "new", "filter", "zoom_in", "pan_right", "undo")
    BINDINGS = bindings("zoom_in", "zoom_out", "pan_left", "pan_right", "zoom_fit")
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (BESIDE, "-broad"), (120, "-wide"), (160, "-vast")]
    VERTICAL_BREAKPOINTS = [(0, "-flat"), (FLAT, "-low"), (32, "-tall")]
    COLUMNS = (
        Column("ref", "Ref", most=8),
        Column("title", "Milestone", grow=3, least=12),
        Column("baseline", "Baseline", most=12),
        Column("forecast", "Forecast", most=12),
        Column("actual", "Actual", most=12),
        Column("variance", "Variance", least=8, most=12),
        Column("rag", "RAG", least=7, most=10),
        Column("status", "Status", least=7, most=9, shown_from=88),
        Column("owner", "Owner", most=14, shown_from=96),
        Column("depends_on", "Depends on", most=12, shown_from=100),
        Column("confidence", "Delivery confidence", most=19, shown_from=130),
        Column("outcome", "Outcome", grow=2, shown_from=150),
    )

    def compose_content(self) -> Iterator[Widget]:
        with Container(id="plan"):
            with Vertical(id="rows"):
                yield from super().compose_content()
                yield Static(id="rule", markup=False)
                yield Static(id="bought", markup=False)
            yield Timeline(self.host.today)
        yield Static(id="told", markup=False)

    def on_mount(self) -> None:
        super().on_mount()
        self.watch(self.table, "scroll_y", self._lay_beside)

    def basis(self, state: State) -> object:
        return state.milestone_rule

    def show(self, state: State) -> None:
        super().show(state)
        self.query_one("#rule", Static).update(f"RAG rule: {RULES[state.milestone_rule][0]}")
        today, rule = self.host.today, state.milestone_rule
        lines = {one.id: line_of(one, today, rule) for one in state.milestones}
        bought = procurement_line(state)
        extent = Extent.of([*lines.values(), *([bought] if bought else [])], today)
        self.timeline.show([lines[id] for id in self.table.ids], bought, extent)
        self.query_one("#bought", Static).update(line(told_together(bought)) if bought else "")
        self._lay_beside()
        self.show_record(state)

    def show_record(self, state: State) -> None:
        """The line in focus, in words and in the drawing."""
        milestone = cast("Milestone | None", self.item)
        words = told(milestone, state, self.host.today) if milestone else "There is no milestone to draw."
        legend = "" if self.timeline.stands_alone else f"\n{'  '.join((*LEGEND, LINKED))}"
        self.query_one("#told", Static).update(Content.assemble(plain(line(words)), (legend, "$key-label")))
        after = milestone.depends_on if milestone else ()
        before = [one.id for one in depending_on(milestone, state)] if milestone else []
        self.timeline.show_focus(self.table.place, after, before)

    def cells(self, item: Item, state: State) -> dict[str, Cell]:
        milestone = cast("Milestone", item)
        shown = super().cells(item, state)
        words = slip(milestone).words
        shown["variance"] = EMPTY if words == "not recorded" else Cell(words)
        rag = milestone_rag(milestone, self.host.today, state.milestone_rule)
        status = standing(milestone, self.host.today)
        shown["status"] = status_cell(item, status)
        if rag is not None:
            shown["rag"] = Cell(f"{rag.shape} {rag.word}", TONES[rag])
        else:
            complete = is_done(milestone) and milestone.status != "dropped"
            shown["rag"] = Cell("■ Complete") if complete else EMPTY
        return shown

    def not_editable(self, item: Item, name: str) -> str:
        if name == "variance":
            return "The variance is worked out: edit the baseline, the forecast or the actual date."
        if name == "rag":
            return "The milestone RAG is worked out from its dates: edit the forecast or the actual date."
        return super().not_editable(item, name)

    # -- over time -----------------------------------------------------------------------------------------------

    @property
    def timeline(self) -> Timeline:
        """The plan over time."""
        return self.query_one(Timeline)

    def on_resize(self) -> None:
        """Beside the table or under it, as there is room."""
        self.call_after_refresh(self._lay_anew)

    def _lay_anew(self) -> None:
        self._lay_beside()
        if self.host.state is not None:
            self.show_record(self.host.state)

    def _lay_beside(self) -> None:
        """Have the lines stand where the table has their rows."""
        self.timeline.show_from(int(self.table.scroll_offset.y), stands_alone=self.has_class("-narrow"))

    @on(Timeline.Chosen)
    def _chosen(self, event: Timeline.Chosen) -> None:
        self.table.move_to(self.table.ids[event.place])

    def action_zoom_in(self) -> None:
        """Fewer days, each of them wider."""
        self._zoom(-1, "A day a column is as near as it goes.")

    def action_zoom_out(self) -> None:
        """More days, each of them narrower."""
        self._zoom(1, "A year a column is as far as it goes.")

    def action_pan_left(self) -> None:
        """To earlier days."""
        self._pan(-1)

    def action_pan_right(self) -> None:
        """To later days."""
        self._pan(1)

    def action_zoom_fit(self) -> None:
        """The whole plan."""
        if not self._why_not_drawn():
            self.timeline.chosen = None
            self.timeline.refresh()
            self.tell(f"The whole plan: {self.timeline.window.words}.")

    def _zoom(self, steps: int, at_the_end: str) -> None:
        """Another unit a column, about the date of the line in focus where that is shown, else about the middle."""
        if self._why_not_drawn():
            return
        shown = self.timeline
        focused = shown.lines[shown.focus_place] if shown.lines else None
        when = about(focused) if focused else None
        inside = when is not None and 0 <= shown.window.at(when.first) < shown.window.columns
        around = when.first if when is not None and inside else shown.window.middle
        self._look(shown.window.zoomed(steps, around, shown.extent), at_the_end)

    def _pan(self, halves: int) -> None:
        """Half a window earlier or later."""
        if self._why_not_drawn():
            return
        shown = self.timeline
        end = "later than" if halves > 0 else "earlier than"
        self._look(shown.window.panned(halves, shown.extent), f"Nothing is {end} what is shown: {shown.window.words}.")

    def _look(self, window: Window | None, at_the_end: str) -> None:
        """Show a window and say which; where there is none, say why not."""
        if window is None:
            return self.tell(at_the_end)
        self.timeline.chosen = window
        self.timeline.refresh()
        return self.tell(f"{window.words}.")

    def _why_not_drawn(self) -> bool:
        """Whether nothing can be drawn; then why is said."""
        why = ""
        rest = self.timeline.rest
        if not any(one.dates for one in (*self.timeline.lines, *([rest] if rest else []))):
            why = "No date is recorded: there is nothing to draw."
        elif not self.timeline.drawn:
            why = f"There is no room for the timeline here: it takes {FLAT} lines, or {BESIDE} columns."
        if why:
            self.tell(why, warning=True)
        return bool(why)
