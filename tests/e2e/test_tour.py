"""The tour as CI runs it: without a display, from the command line, every picture there and none of them blank."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtGui import QImage

from crmdesk.tour import LOOKS
from crmdesk.tour.camera import colours

ROOT = Path(__file__).parents[2]
NAMES = {
    "customers",
    "customers-individual",
    "customers-contacts",
    "customers-changes",
    "customers-edit",
    "customers-new-problem",
    "import-trial",
    "export",
    "contact",
    "welcome",
    "customers-table",
    "file-notes",
    "shortcuts",
    "about",
}


@pytest.mark.parametrize(
    "looks",
    [("zh_CN-light", "en-dark"), pytest.param(LOOKS, marks=pytest.mark.soak)],
    ids=["each language and theme", "all"],
)
def test_the_tour_does_the_job_and_pictures_every_page(tmp_path: Path, looks: tuple[str, ...]) -> None:
    environment = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    command = [sys.executable, "main.py", "--lang", "zh_CN", "tour", str(tmp_path), "--json"]
    command += [] if looks == LOOKS else [part for look in looks for part in ("--look", look)]
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, encoding="utf-8", check=False, timeout=300
    )
    assert done.returncode == 0, done.stderr[-2000:]
    files = [Path(name) for name in json.loads(done.stdout)["files"]]
    assert all(path.is_file() for path in files)
    pictures = {path.stem: path for path in files if path.suffix == ".png"}
    assert {f"{name}-{look}" for name in NAMES for look in looks} <= pictures.keys()
    assert all(name.endswith(looks) for name in pictures)
    for look in looks:
        page = QImage(str(pictures[f"customers-{look}"]))
        assert (page.width(), page.height()) == (1280, 720)
    assert all(colours(QImage(str(path))) > 20 for path in pictures.values())
    assert openpyxl.load_workbook(tmp_path / "customers.xlsx").worksheets[0].max_row == 387
    assert "386" in done.stderr
