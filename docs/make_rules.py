"""Make docs/rules.md from the table of rules: what each says, where that comes from, and what to do.

.venv/bin/python docs/make_rules.py
"""

from __future__ import annotations

import inspect
from itertools import groupby
from pathlib import Path

from loti_tui.domain.findings import RULES
from loti_tui.domain.findings.finding import Rule

HERE = Path(__file__).resolve().parent

HEAD = """\
# The rules that read the register

`loti check`, and `9` on the screens, tell what of these a register breaks now, the worst first. Made from
`loti_tui/domain/findings/` by `docs/make_rules.py`; a test holds the two together.

An **error** cannot be right, or breaks a promise. A **warning** is left undone, or is about to become an error. A
**note** is something that a careful reader would ask about. `loti acknowledge CODE REF --why TEXT --until DATE` accepts
a finding until a day; then it comes back.
"""


def rows(rules: list[Rule]) -> list[str]:
    """One line for each code, of one module."""
    lines = ["| Code | Weight | About | Why it is a rule | What to do |", "|---|---|---|---|---|"]
    for code, some in groupby(rules, lambda rule: rule.code):
        same = list(some)
        kinds = ", ".join(dict.fromkeys(rule.kind for rule in same))
        why = " ".join((inspect.getdoc(same[0].look) or "").split())
        lines.append(f"| `{code}` | {same[0].severity} | {kinds} | {why} | {same[0].advice} |")
    return lines


def page() -> str:
    """The whole page."""
    parts = [HEAD]
    modules: dict[str, list[Rule]] = {}
    for rule in RULES:
        modules.setdefault(rule.look.__module__, []).append(rule)
    for name, rules in modules.items():
        said = (inspect.getdoc(inspect.getmodule(rules[0].look)) or name).splitlines()[0]
        heading = said.removeprefix("Rules on ").partition("(")[0].strip().rstrip(".")
        parts += [f"## {heading[:1].upper()}{heading[1:]}", "", *rows(rules), ""]
    return "\n".join(parts)


if __name__ == "__main__":
    (HERE / "rules.md").write_text(page(), encoding="utf-8")
