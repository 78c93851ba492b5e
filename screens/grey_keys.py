"""A key that is greyed is not silent: it says why nothing happened."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from textual import actions
from textual.actions import ActionParseResult
from textual.app import App
from textual.dom import DOMNode

from screens.bindings import why_not
from screens.host import Host
from screens.messages import Said


class GreyKeys(App[None]):
    """An application that answers where a command cannot be given, by its key or by its words."""

    async def run_action(
        self,
        action: str | ActionParseResult,
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        if await super().run_action(action, default_namespace, namespaces):
            return True
        name = (actions.parse(action) if isinstance(action, str) else action)[1]
        reason = why_not(name, read_only=cast("Host", self).read_only)
        if reason:
            self.screen.post_message(Said(reason, warning=True))
        return bool(reason)
