"""The table that every measurement adds to, and the data file it measures on."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.bench import world as worlds
from tests.bench.performance import Performance
from tests.imports import ROOT

KEPT = pytest.StashKey[Performance]()


@pytest.fixture(scope="session")
def performance(request: pytest.FixtureRequest) -> Iterator[Performance]:
    """What is measured; the page is written when all is."""
    found = Performance(ROOT / "resources" / "docs")
    request.config.stash[KEPT] = found
    yield found
    if found.measured or found.grown:
        table = found.write()
        with request.config.pluginmanager.getplugin("capturemanager").global_and_fixture_disabled():
            print(f"\n\n{table}\n")


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """A target that was not reached is no broken test, but no success either."""
    found = session.config.stash.get(KEPT, None)
    if found and found.missed() and exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> Callable[[int], Path]:
    """The data file with so many customers, made when it is first asked for and never written to: who writes copies it.
    BENCH_DATA is a folder in which they are kept for the next run."""
    kept = os.environ.get("BENCH_DATA")
    folder = Path(kept) if kept else tmp_path_factory.mktemp("world")
    folder.mkdir(exist_ok=True)

    def of(count: int) -> Path:
        path = folder / f"{count}.crmdesk"
        return path if path.exists() else worlds.fill(folder, count)

    return of
