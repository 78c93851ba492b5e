"""Views of a table: what is shown and how, taken from a list by its name, and kept under one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Final

from loti_tui.commands import key
from loti_tui.domain.item import Item
from loti_tui.domain.ordering import Order, order_words
from loti_tui.domain.refused import Refused
from loti_tui.domain.state import State
from loti_tui.domain.text import fold, quoted
from loti_tui.domain.views import View, chosen, known, view_name
from screens.bindings import bindings
from screens.sorting import Sorting
from screens.widgets.prompt import Prompt

EVERYTHING: Final = View("")
"""Every item, in the register's own order."""


class Viewing(Sorting):
    """A table of items that is shown by a view."""

    BINDINGS = bindings("views", "keep_view")

    def __init__(self) -> None:
        super().__init__()
        self.view = EVERYTHING
        """The view that was taken; the filter and the order may have been changed since."""
        self._asked_about = ""
        """The name of a kept view that the person was told would be replaced."""
        self._arranged: tuple[State | None, tuple[str, Order], Sequence[Item]] = (None, ("", ()), ())
        """What the items were arranged from and how, and these."""

    def items(self, state: State) -> Sequence[Item]:
        """What has a row here, in the order that stands until somebody sorts."""
        raise NotImplementedError

    def leave_prompt(self) -> None:
        """Nothing was asked for: back to the table."""
        raise NotImplementedError

    @property
    def table_name(self) -> str:
        """What the views of this table are kept under."""
        return self.NAME or f"{self.KIND}s"

    # -- what is shown -------------------------------------------------------------------------------------------

    def arranged(self, state: State) -> Sequence[Item]:
        """The items that the view is about, in order; the very same list, where nothing has changed."""
        of = (self.view.only, self.order)
        if state is not self._arranged[0] or of != self._arranged[1]:
            holds = chosen(self.table_name, self.view.only, state, self.host.today)
            items = self.items(state)
            items = items if holds is None else [item for item in items if holds(item)]
            self._arranged = (state, of, self.in_order(items, state) if self.order else items)
        return self._arranged[2]

    def arrange_anew(self) -> None:
        """Something besides the items themselves has changed by which they are in order."""
        self._arranged = (None, ("", ()), ())

    def shown_words(self, state: State) -> str:
        """How many rows are shown of how many: "No owner: 2 of 40"."""
        name = f"{self.view_words}: " if self.view_words else ""
        return f"{name}{len(self.table.rows):,} of {len(self.items(state)):,}"

    @property
    def present(self) -> View:
        """What is shown now, and how."""
        return replace(self.view, filter=self.filter_text, order=self.order)

    @property
    def view_words(self) -> str:
        """What is shown, by its name; "" where the view that was taken is that no more."""
        return self.view.name if self.present == self.view else self.view.only

    def take(self, view: View) -> None:
        """Show a view. Columns that this table has not are left out of its order."""
        order = tuple(key for key in view.order if key.name in self.headings)
        self.view, self.filter_text = replace(view, order=order), view.filter
        self.set_order(order)
        self.show_sifted()
        if view.column in self.headings:
            self.table.move_to(self.table.row_id, view.column)

    def leave_view(self) -> None:
        """Show every item again. An order that was chosen since the view was taken stays."""
        order = () if self.order == self.view.order else self.order
        self.view, self.filter_text = EVERYTHING, ""
        self.set_order(order)
        self.show_sifted()

    async def reach(self, item: Item, field: str) -> bool:
        state = self.host.state
        if state is not None and self.view.only and all(one.id != item.id for one in self.arranged(state)):
            self.leave_view()
        return await super().reach(item, field)

    def how(self, view: View) -> str:
        """What a view does, in words."""
        order = order_words(view.order, self.headings)
        parts = [
            f"only {quoted(view.only)}" if view.only and view.only != view.name else "",
            f"the filter {quoted(view.filter)}" if view.filter else "",
            f"sorted by {order}" if order else "",
        ]
        return "; ".join(part for part in parts if part)

    # -- taking --------------------------------------------------------------------------------------------------

    async def action_views(self) -> None:
        """Choose a view from those that came with the program and those that were kept."""
        from screens.dialogs.views import ViewsDialog

        title = f"Views of the {self.table_name}"
        await self.app.push_screen(ViewsDialog(self.table_name, title, self.view.name, self.counted), self._taken)

    def counted(self, view: View) -> str:
        """How many items a view is about; its filter, where it has one."""
        state = self.host.state
        if state is None or view.filter:
            return quoted(view.filter, 20) if view.filter else ""
        holds = chosen(self.table_name, view.only, state, self.host.today)
        items = self.items(state)
        return f"{len(items) if holds is None else sum(map(holds, items)):,}"

    def _taken(self, view: View | None) -> None:
        if view is None:
            return self.tell("")
        self.take(view)
        how = self.how(view) if self._own_name else ""
        return self.tell(f"View {quoted(view.name)}{': ' + how if how else ''}. Esc leaves it.")

    # -- keeping -------------------------------------------------------------------------------------------------

    async def action_keep_view(self) -> None:
        """Ask for a name, and keep what is shown now under it."""
        self._asked_about = ""
        if not (self.filter_text or self.order or self.view.only):
            return self.tell("Nothing is filtered or sorted here: there is no view to keep.", warning=True)
        await self.ask(
            Prompt("Keep this view as:", self._keep, value=self._own_name, left=self.leave_prompt, stays=True)
        )
        return self.tell(f"This view: {self.how(replace(self.present, name=''))}. Enter keeps it, Esc leaves.")

    @property
    def _own_name(self) -> str:
        """The name of the view that was taken, where the person keeps it."""
        try:
            known(self.table_name, self.view)
        except Refused:
            return ""
        return self.view.name

    def _keep(self, words: str) -> None:
        """Keep what is shown under this name; the line stays until it is kept."""
        if not words.strip():
            self.set_focus(self.table)
            return self.tell("No view was kept: nothing was typed.", warning=True)
        prompt = self.query_one(Prompt)
        try:
            view = replace(self.present, name=view_name(words), column=self.table.field)
            known(self.table_name, view)
        except Refused as refused:
            prompt.line.sent = False
            return self.tell(str(refused), warning=True)
        replacing = fold(view.name) == self._asked_about
        write = partial(written, self.table_name, view, replacing=replacing)
        return self.host.inquire(lambda gateway: gateway.run(write), partial(self._kept, prompt, view), prompt)

    def _kept(self, prompt: Prompt, view: View, taken: str) -> None:
        """It is kept; or a view has that name, and Enter once more puts this one in its place."""
        if taken:
            self._asked_about = fold(view.name)
            prompt.line.sent = False
            return self.tell(taken, warning=True)
        self._asked_about = ""
        prompt.let_go = True
        prompt.remove()
        self.view = view
        self.set_focus(self.table)
        return self.tell(f"View {quoted(view.name)} was kept. {key('views')} shows all of them.")


def written(table: str, view: View, *, replacing: bool) -> str:
    """Have a view kept; "" where it is, else that its name is taken. Raises `Refused`."""
    from loti_tui.kept_views import NameTaken, keep

    try:
        keep(table, view, replacing=replacing)
    except NameTaken as taken:
        return str(taken)
    return ""
