"""The command line knows each command before it loads the module that has it, and loads no other one."""

from __future__ import annotations

import importlib
import subprocess
import sys

import pytest

from crmdesk.cli import families
from tests.imports import ROOT, sources

_MODULES = [importlib.import_module(name) for name in sources() if name.startswith("crmdesk.cli.")]


@pytest.mark.parametrize(("family", "table"), [("COMMANDS", families.COMMANDS), ("INSIGHTS", families.INSIGHTS)])
def test_every_command_stands_in_the_table_of_its_group(family: str, table: dict[str, tuple[str, ...]]) -> None:
    own = [module for module in _MODULES if module is not families and hasattr(module, family)]
    made = {module.__name__.rpartition(".")[2]: tuple(one.name for one in getattr(module, family)) for module in own}
    assert made == table


def test_a_command_loads_its_own_module_alone() -> None:
    code = "import sys; from crmdesk.cli import main; main(['customers', '--help']); print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, encoding="utf-8", timeout=60, check=True
    )
    loaded = set(done.stdout.split())
    assert "crmdesk.cli.listing" in loaded
    unasked = {"crmdesk.cli.sheets", "crmdesk.services.backups", "crmdesk.store.recording", "multiprocessing"}
    assert loaded.isdisjoint(unasked)
