"""The program is killed at random moments of everything it does: nothing that was said to be done is lost, nothing is
half done, and nothing is left lying about.

`python3 dev.py soak` does it for SOAK_MINUTES (60 unless told otherwise), each kind of work for an equal part of them;
the tests kill some of them once.
"""

from __future__ import annotations

import faulthandler
import os
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.faults import soak
from tests.faults.soak import Figures, Soak

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")

SHORT = (
    "edit", "edit-locked", "bulk", "import", "complaint", "tiers", "tasks", "merge", "erase", "attach", "backup",
    "password",
)  # fmt: skip
MINUTES = float(os.environ.get("SOAK_MINUTES", "60"))
SEED = int(os.environ.get("SOAK_SEED", "12"))
Say = Callable[[str], None]


@pytest.fixture(scope="module", autouse=True)
def ready() -> None:
    soak.make_ready()


@pytest.fixture(scope="module")
def say(request: pytest.FixtureRequest) -> Say:
    """A line that is seen while the test runs."""
    capturing = request.config.pluginmanager.getplugin("capturemanager")

    def said(line: str) -> None:
        with capturing.global_and_fixture_disabled():
            print(line, flush=True)

    return said


@pytest.fixture(scope="module")
def all_figures(say: Say) -> Iterator[dict[str, Figures]]:
    """The figures of each kind; what came of all of them is said in the end."""
    found: dict[str, Figures] = {}
    yield found
    say("\nkind             kills  midway  acknowledged  minutes  failures")
    for name, one in found.items():
        say(f"{name:15}{one.kills:7}{one.midway:8}{one.acknowledged:14}{one.seconds / 60:9.1f}{len(one.failures):10}")
    every = found.values()
    kills, failed = sum(one.kills for one in every), sum(len(one.failures) for one in every)
    told = sum(one.acknowledged for one in every)
    say(f"{kills} kills, {told} acknowledged, {sum(one.seconds for one in every) / 60:.1f} minutes, {failed} failures")


@pytest.mark.parametrize("name", SHORT)
def test_killed(tmp_path: Path, name: str) -> None:
    one = Soak(name, tmp_path, SEED)
    one.kill()
    assert one.figures.failures == []
    assert one.figures.kills == 1


@pytest.mark.soak
@pytest.mark.parametrize("name", soak.names())
def test_killed_for_long(tmp_path: Path, name: str, say: Say, all_figures: dict[str, Figures]) -> None:
    faulthandler.cancel_dump_traceback_later()  # it lasts for minutes on purpose; each wait has its own end
    one = Soak(name, tmp_path, SEED)
    all_figures[name] = one.figures
    lasts = MINUTES * 60 / len(soak.names())
    began = shown = time.monotonic()
    while (passed := time.monotonic() - began) < lasts:
        one.kill()
        if time.monotonic() - shown > 20:
            shown = time.monotonic()
            failures = len(one.figures.failures)
            say(f"{name}: {one.figures.kills} kills, {passed:.0f} of {lasts:.0f} s, {failures} failures")
    assert one.figures.failures == []
    assert one.figures.kills > 0
