from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from crmdesk.cli import main

Run = Callable[..., Any]


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command on a data file of this test; returns (status, standard output or its JSON, standard error)."""

    def command(*arguments: str, lang: str = "en", data: str = "t.crmdesk") -> tuple[int, Any, str]:
        status = main(["--data", str(tmp_path / data), "--lang", lang, *map(str, arguments)])
        out, err = capsys.readouterr()
        return status, json.loads(out) if "--json" in arguments and status == 0 else out, err

    return command
