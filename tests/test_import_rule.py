"""The import rule of ARCHITECTURE.md holds, and what starts quickly loads nothing heavy."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.imports import ROOT, complaints, cycle, sources

MODULES = sources()
HEAVY = ("PySide6", "pypinyin", "phonenumbers", "openpyxl", "numpy", "pyqtgraph", "rapidfuzz", "lunar_python", "typst")


def test_every_module_keeps_the_rule():
    found = [complaint for name, source in MODULES.items() for complaint in complaints(name, source, MODULES)]
    assert found == []


def test_queries_stand_in_the_store_alone():
    asking = {name for name, source in MODULES.items() if "execute_sql" in source}
    assert sorted(name for name in asking if not name.startswith("crmdesk.store")) == []


def test_no_module_needs_itself_in_a_circle():
    assert cycle(MODULES) == []


def test_the_rule_reads_the_real_modules():
    assert {"crmdesk", "crmdesk.assets", "crmdesk.core.words", "crmdesk.cli"} <= MODULES.keys()


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("crmdesk.core.tiers", "import peewee"),
        ("crmdesk.core.tiers", "from pathlib import Path"),
        ("crmdesk.core.tiers", "def f():\n    from crmdesk.store import tables"),
        ("crmdesk.store.tiers", "import crmdesk.services.tiers"),
        ("crmdesk.store.tiers", "import sqlite3"),
        ("crmdesk.sheets.tiers", "from crmdesk.store.tables import Customer"),
        ("crmdesk.services.tiers", "from openpyxl.styles import Font"),
        ("crmdesk.services.tiers", "import PySide6.QtCore"),
        ("crmdesk.gui.pages.tiers", "from playhouse import migrations"),
        ("crmdesk.gui.pages.tiers", "if TYPE_CHECKING:\n    from crmdesk.store.tables import Customer"),
        ("crmdesk.gui.pages.tiers", "from crmdesk.gui import window"),
        ("crmdesk.gui.pages.tiers", "from ..window import Window"),
        ("crmdesk.gui.widgets.badge", "from crmdesk.gui.dialogs import undo"),
        ("crmdesk.gui.theme.tokens", "from crmdesk.gui.widgets import badge"),
        ("crmdesk.gui.odd.tokens", "from crmdesk.gui.theme import tokens"),
        ("crmdesk.odd", "import datetime"),
        ("crmdesk", "from crmdesk.core import words"),
    ],
)
def test_a_broken_rule_is_found(module: str, source: str):
    others = ("crmdesk.store.tables", "crmdesk.core.words", "crmdesk.gui.window", "crmdesk.gui.dialogs.undo")
    assert complaints(module, source, dict.fromkeys((*others, "crmdesk.gui.widgets.badge"), ""))


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("crmdesk.core.tiers", "from decimal import Decimal\nfrom crmdesk import __version__"),
        ("crmdesk.store.tiers", "import peewee\nfrom crmdesk.core import tiers"),
        ("crmdesk.services.tiers", "from crmdesk.store import tiers\nfrom crmdesk.sheets import reading"),
        ("crmdesk.gui.pages.tiers", "from crmdesk.gui.widgets import badge\nfrom PySide6.QtWidgets import QWidget"),
        ("crmdesk.gui.dialogs.tiers", "from crmdesk.gui.models import tiers"),
        ("crmdesk.cli.tiers", "import click\nfrom crmdesk.services import tiers"),
    ],
)
def test_a_kept_rule_is_left_alone(module: str, source: str):
    assert complaints(module, source, {}) == []


def test_a_circle_is_found():
    modules = {"a": "from b import x", "b": "def f():\n    import a\nimport c", "c": "import a"}
    assert cycle(modules) == ["a", "b", "c", "a"]
    assert cycle(modules | {"c": "def f():\n    import a"}) == []


@pytest.mark.parametrize("arguments", [["--help"], ["customers", "--help"], ["import", "--help"]])
def test_help_loads_nothing_heavy(arguments: list[str]):
    command = [sys.executable, "-X", "importtime", "main.py", *arguments]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", timeout=60, check=False)
    assert result.returncode == 0, result.stderr[-500:]
    loaded = {line.rpartition("|")[2].strip().split(".")[0] for line in result.stderr.splitlines()}
    assert "click" in loaded
    assert loaded.isdisjoint(HEAVY)


def test_the_window_loads_what_draws_charts_only_for_the_first_one():
    code = """
import importlib, pkgutil, sys
import crmdesk.app, crmdesk.gui
late = {"crmdesk.gui.charts.plot", "crmdesk.gui.charts.bars"}
for module in pkgutil.walk_packages(crmdesk.gui.__path__, "crmdesk.gui."):
    if module.name not in late:
        importlib.import_module(module.name)
print(*sys.modules)
"""
    result = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, encoding="utf-8", timeout=60, check=False
    )
    assert result.returncode == 0, result.stderr[-500:]
    loaded = set(result.stdout.split())
    assert "crmdesk.gui.charts.with_table" in loaded
    assert loaded.isdisjoint({"numpy", "pyqtgraph", "openpyxl"})


def test_the_first_sight_of_the_window_loads_only_what_it_shows():
    code = """
import sys
import crmdesk.app.starting, crmdesk.gui.window, crmdesk.gui.pages.today, crmdesk.services.day
print(*sys.modules)
"""
    result = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, encoding="utf-8", timeout=60, check=False
    )
    assert result.returncode == 0, result.stderr[-500:]
    loaded = set(result.stdout.split())
    assert "crmdesk.gui.pages.today_day" in loaded
    later = {"PySide6.QtNetwork", "PySide6.QtDBus", "logging.handlers", "subprocess"}
    later |= {"crmdesk.app.beside", "crmdesk.core.messages", "crmdesk.core.printing", "crmdesk.core.reports"}
    assert loaded & later == set()
    assert not [each for each in loaded if each.startswith(("crmdesk.gui.dialogs.", "crmdesk.gui.forms."))]
