"""Mutated spreadsheets, text tables and address cards through the whole importer: read or refused with a sentence,
never a traceback or a hang; what is written is written whole, and taken back it is as if it had never been.

`python3 dev.py soak` does FUZZ_MUTATIONS (100,000 unless told otherwise) of them on all processors; the tests a few.
FUZZ_SEED begins elsewhere. One that failed is kept, and its round done again by `python -m tests.faults.fuzz`.
"""

from __future__ import annotations

import faulthandler
import json
import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.faults.fuzz import ROUND
from tests.imports import ROOT

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the readers are forked")

MUTATIONS = int(os.environ.get("FUZZ_MUTATIONS", "100000"))
SEED = int(os.environ.get("FUZZ_SEED", "12"))
_TOLD_EVERY = 20


class Fuzzers:
    """Processes that mutate side by side, and what came of it all."""

    def __init__(self, folder: Path, count: int, rounds: int) -> None:
        self.outcomes: Counter[str] = Counter()
        self.failures: list[str] = []
        self.rounds = 0
        self._children = []
        for i in range(count):
            place = folder / str(i)
            place.mkdir()
            command = [sys.executable, "-m", "tests.faults.fuzz", str(place), str(SEED + i * rounds), str(rounds)]
            with (place / "said").open("w") as said, (place / "told").open("w") as told:
                self._children.append((subprocess.Popen(command, cwd=ROOT, stdout=told, stderr=said), place))

    def finish(self, tell: Callable[[str], None] = lambda line: None) -> None:
        """Wait for all of them, telling now and then how far they are."""
        began = shown = time.monotonic()
        try:
            while any(child.poll() is None for child, _ in self._children):
                time.sleep(0.1)
                if time.monotonic() - shown > _TOLD_EVERY:
                    shown = time.monotonic()
                    done = sum((place / "told").read_text().count("\n") for _, place in self._children)
                    tell(f"{done * ROUND} mutations, {shown - began:.0f} s")
        finally:
            for child, _ in self._children:
                child.kill()
                child.wait()
        for child, place in self._children:
            assert child.returncode == 0, (place / "said").read_text()[-3_000:]
            for line in (place / "told").read_text().splitlines():
                found = json.loads(line)
                self.rounds += 1
                self.outcomes.update(found["outcomes"])
                self.failures.extend(found["failures"])


def test_mutated_files_are_read_or_refused(tmp_path: Path) -> None:
    fuzzers = Fuzzers(tmp_path, 1, 1)
    fuzzers.finish()
    assert fuzzers.failures == []
    assert fuzzers.outcomes.total() == ROUND
    assert 5 < fuzzers.outcomes["written"] < ROUND - 5


@pytest.mark.soak
def test_a_great_many_mutated_files_are_read_or_refused(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    faulthandler.cancel_dump_traceback_later()  # it lasts for minutes on purpose; each mutation has its own end
    capturing = request.config.pluginmanager.getplugin("capturemanager")

    def tell(line: str) -> None:
        with capturing.global_and_fixture_disabled():
            print(line, flush=True)

    count = os.cpu_count() or 1
    fuzzers = Fuzzers(tmp_path, count, -(-MUTATIONS // (ROUND * count)))
    fuzzers.finish(tell)
    for code, number in fuzzers.outcomes.most_common():
        tell(f"{number:8} {code}")
    tell(f"{fuzzers.rounds * ROUND} mutations, {len(fuzzers.failures)} failures")
    assert fuzzers.failures == []
    assert fuzzers.outcomes.total() >= MUTATIONS
