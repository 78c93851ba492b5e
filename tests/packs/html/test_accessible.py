"""The page by the rules of others: axe (WCAG 2.2) in a real browser, and the Nu checker.

`LOTI_AXE` is the path of `axe.min.js`, `LOTI_VNU` that of `vnu.jar`; `chromium` and `java` are on the path.
"""

from __future__ import annotations

import html
import json
import os
import re
import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest

from db.register import Register
from loti_tui.packs import make_pack
from loti_tui.packs.as_html import page
from tests.packs.whole import EVERYTHING, HOSTILE, hostile_report

pytestmark = pytest.mark.long

CHROMIUM = (
    "chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--hide-scrollbars",
    "--virtual-time-budget=30000", "--dump-dom",
)  # fmt: skip
DARK = "--blink-settings=preferredColorScheme=0"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = """
axe.run({runOnly: {type: "tag", values: %s}}).then(told => {
  const found = document.createElement("pre");
  found.id = "told";
  found.textContent = JSON.stringify({violations: told.violations, passes: told.passes.length});
  document.body.append(found);
});
"""


def need(program: str) -> None:
    if shutil.which(program) is None:
        pytest.skip(f"{program} is not here")


def tool(variable: str, what: str) -> Path:
    named = os.environ.get(variable)
    if not named or not Path(named).is_file():
        pytest.skip(f"{what} is not here: {variable} names it")
    return Path(named)


@pytest.fixture
def pages(hostile: Register, today: date, tmp_path: Path) -> list[Path]:
    """The page of a real register with hostile texts, and those of made-up reports."""
    reports = [make_pack(hostile.state(), today=today, source="board.loti").report, EVERYTHING]
    reports += [hostile_report(words) for words in HOSTILE]
    found = []
    for number, report in enumerate(reports):
        found.append(tmp_path / f"{number}.html")
        found[-1].write_text(page(report), "utf-8")
    return found


def dumped(path: Path, *options: str) -> str:
    """The document after its scripts ran; the profile of the browser goes with the test's folder."""
    profile = f"--user-data-dir={path.parent / 'profile'}"
    done = subprocess.run(
        [*CHROMIUM, profile, *options, path.as_uri()], capture_output=True, text=True, timeout=120, check=True
    )
    return done.stdout


def with_script(path: Path, script: str) -> Path:
    """A copy in which this script runs: without the policy that would not let it."""
    text = re.sub(r"<meta http-equiv[^>]*>", "", path.read_text("utf-8"))
    copy = path.with_suffix(".scripted.html")
    copy.write_text(text.replace("</body>", f"<script>{script}</script></body>"), "utf-8")
    return copy


@pytest.mark.parametrize("scheme", [(), (DARK,)], ids=["light", "dark"])
@pytest.mark.parametrize("width", [1280, 500])
def test_axe_finds_nothing(pages: list[Path], width: int, scheme: tuple[str, ...]) -> None:
    need("chromium")
    axe = tool("LOTI_AXE", "axe").read_text("utf-8")
    for path in pages[:2]:
        dom = dumped(with_script(path, axe + RUN % json.dumps(TAGS)), f"--window-size={width},900", *scheme)
        found = re.search(r'<pre id="told">(.*?)</pre>', dom, re.S)
        assert found, "axe did not come to an end"
        told = json.loads(html.unescape(found[1]))
        assert told["violations"] == []
        assert told["passes"] > 30


def test_axe_would_find_what_is_wrong(pages: list[Path]) -> None:
    need("chromium")
    axe = tool("LOTI_AXE", "axe").read_text("utf-8")
    worse = pages[1].read_text("utf-8").replace(' lang="en-GB"', "").replace("#4a5560", "#c0c0c0")
    pages[1].write_text(worse, "utf-8")
    dom = dumped(with_script(pages[1], axe + RUN % json.dumps(TAGS)))
    found = re.search(r'<pre id="told">(.*?)</pre>', dom, re.S)
    assert found
    assert {"html-has-lang", "color-contrast"} <= {
        one["id"] for one in json.loads(html.unescape(found[1]))["violations"]
    }


FRAME = """<!DOCTYPE html><html><body><iframe src="{page}" width="320" height="900"></iframe><script>
addEventListener("message", told => document.body.append(Object.assign(document.createElement("pre"),
  {{id: "told", textContent: told.data}})));
</script></body></html>"""
MEASURE = (
    "addEventListener('load', () => parent.postMessage(`${innerWidth} ${document.documentElement.scrollWidth}`, '*'))"
)


def test_at_320_pixels_the_page_scrolls_down_only(pages: list[Path], tmp_path: Path) -> None:
    need("chromium")
    for path in pages:
        frame = tmp_path / "frame.html"
        frame.write_text(FRAME.format(page=with_script(path, MEASURE).name), "utf-8")
        found = re.search(r'<pre id="told">(\d+) (\d+)</pre>', dumped(frame))
        assert found, "the page did not load"
        assert found.groups() == ("320", "320"), path.name


def test_the_browser_heeds_the_policy(pages: list[Path]) -> None:
    need("chromium")
    text = pages[1].read_text("utf-8")
    bad = '<p id="told" style="display:none">0</p><style>p{color:red}</style><script>told.textContent = "1"</script>'
    pages[1].write_text(text.replace("</body>", f"{bad}</body>"), "utf-8")
    assert '<p id="told" style="display:none">0</p>' in dumped(pages[1])


def test_the_nu_checker_finds_nothing(pages: list[Path]) -> None:
    need("java")
    checker = tool("LOTI_VNU", "the Nu HTML checker")
    # Hostile texts: errors only, since it guesses at their languages and warns of letters that are not composed.
    for options, paths in ((["--Werror"], pages[:2]), (["--errors-only"], pages[2:])):
        done = subprocess.run(
            ["java", "-jar", str(checker), *options, *map(str, paths)],
            capture_output=True, text=True, timeout=120, check=False,
        )  # fmt: skip
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
