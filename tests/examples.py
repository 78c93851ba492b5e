"""How many examples hypothesis tries: all of them in the long run, a share of them in the default one."""

from __future__ import annotations

from hypothesis import settings

USUAL = 100
"""Examples of a test that says nothing about it, where all are tried."""


def share(examples: int) -> int:
    """Of so many examples those that this run tries."""
    assert settings.default is not None
    return max(1, examples * settings.default.max_examples // USUAL)
