"""What every test stands on: the same screen everywhere, a fixed day, nobody's own files."""

from __future__ import annotations

import datetime as dt
import gc
import os
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings

from crmdesk.assets import load_words
from crmdesk.core.words import Words

# Read by Qt when the first application is made.
os.environ.update(QT_QPA_PLATFORM="offscreen", QT_FONT_DPI="96", QT_SCALE_FACTOR="1", QT_QPA_PLATFORMTHEME="")
os.environ.pop("QT_STYLE_OVERRIDE", None)

# Tests and the programs they start never see the data folder and the passwords of whoever runs them.
OWN_FOLDERS = Path(tempfile.mkdtemp(prefix="crmdesk-tests-"))
os.environ.update({name: str(OWN_FOLDERS / name) for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME")})
for _name in ("CRMDESK_PASSWORD", "CRMDESK_NEW_PASSWORD"):
    os.environ.pop(_name, None)

settings.register_profile("here", deadline=None, max_examples=50)
settings.register_profile("in-ci", deadline=None, max_examples=50, derandomize=True, print_blob=True)
settings.load_profile("in-ci" if os.environ.get("CI") else "here")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "bench" in item.path.relative_to(item.config.rootpath).parts:
            item.add_marker(pytest.mark.bench)


def pytest_collection_finish() -> None:
    """What ten thousand tests are made of stays to the end: the collector need not go through it again and again."""
    gc.collect()
    gc.freeze()


def pytest_unconfigure() -> None:
    shutil.rmtree(OWN_FOLDERS, ignore_errors=True)


@pytest.fixture
def today() -> dt.date:
    """The fixed day of all tests: a Saturday."""
    return dt.date(2026, 11, 21)


@pytest.fixture
def now(today: dt.date) -> dt.datetime:
    """The fixed instant of all tests: ten in the morning, UTC."""
    return dt.datetime.combine(today, dt.time(10), dt.UTC)


@pytest.fixture(scope="session")
def words_zh() -> Words:
    return load_words("zh_CN")


@pytest.fixture(scope="session")
def words_en() -> Words:
    return load_words("en")
