"""The program is killed while somebody types; the next start offers what was typed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from crmdesk.services import customers, drafts
from crmdesk.services.desk import open_desk
from tests.desk import make_desk
from tests.imports import ROOT

PATIENCE = 90

COMMON = """
import json, sys
from pathlib import Path
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from crmdesk.app import run_window
from crmdesk.gui.window import MainWindow

def window():
    shown = [each for each in QApplication.topLevelWidgets() if isinstance(each, MainWindow) and each.isVisible()]
    found = shown[0] if shown and shown[0].content.page.list.count is not None else None
    return found if found is not None and found.content.page.pane.customer_id is not None else None

def visible(kind, name):
    return next((each for each in window().findChildren(kind, name) if each.isVisible()), None)

def begin(step):
    app = QApplication([])
    timer = QTimer(app, interval=20)
    timer.timeout.connect(lambda: window() is not None and step(timer))
    timer.start()
    sys.exit(run_window(Path(sys.argv[1]), "en"))
"""

TYPES = """
def types(timer):
    timer.stop()
    place = window()
    place.activateWindow()
    page = place.content.page
    if sys.argv[2] == "edit":
        page.pane.start_editing("phone")
    else:
        page.new_customer()
    form = page.pane.editing_part.form
    page.pane.editing_part._keeper.kept.connect(lambda: print("kept", flush=True))
    form.inputs[sys.argv[3]].focus()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(QApplication.focusWidget(), sys.argv[4])

begin(types)
"""

LOOKS = """
def looks(timer):
    if visible(QWidget, "window-drafts") is None:
        return
    timer.stop()
    place = window()
    told = visible(QWidget, "window-drafts").accessibleName()
    visible(QPushButton, "window-drafts-continue").click()
    pane = place.content.page.pane
    form = pane.editing_part.form
    dots = [key for key, row in form.rows.items() if row._gap.changed]
    print(json.dumps({"told": told, "editing": pane.editing, "changes": form.changes(), "dots": dots}), flush=True)
    pane.save()
    place.close()

begin(looks)
"""


def start(folder: Path, script: str, *arguments: str) -> subprocess.Popen[str]:
    """The program in a child process, with settings of its own."""
    own = {name: str(folder / name) for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME")}
    return subprocess.Popen(
        [sys.executable, "-W", "error", "-c", COMMON + script, *arguments],
        cwd=ROOT,
        env={**os.environ, **own, "PYTHONIOENCODING": "utf-8"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )


@pytest.mark.parametrize(
    ("what", "key", "text", "told", "dots"),
    [
        ("edit", "phone", "0573-0000 0077", "禾砚精密 · K00001", ["phone"]),
        ("new", "name", "Hua Nian", "New customer: Hua Nian", []),
    ],
)
def test_typed_text_survives_a_kill(tmp_path: Path, what: str, key: str, text: str, told: str, dots: list[str]):
    desk = make_desk(tmp_path)
    customers.add(desk, {"name": "禾砚精密", "phone": "0573-0000 0013"})
    desk.close()

    typing = start(tmp_path, TYPES, str(desk.path), what, key, text)
    try:
        assert typing.stdout is not None
        assert typing.stdout.readline() == "kept\n", typing.stderr and typing.stderr.read()[-2000:]
    finally:
        typing.kill()
        typing.communicate(timeout=PATIENCE)

    found = open_desk(desk.path)
    assert found.data.quick_check() is None
    assert [draft.texts[key] for draft in drafts.all_drafts(found)] == [text]
    assert customers.file(found, 1).values["phone"] == "0573-0000 0013"
    found.close()

    again = start(tmp_path, LOOKS, str(desk.path))
    out, error = again.communicate(timeout=PATIENCE)
    assert again.returncode == 0, error[-2000:]
    answer = json.loads(out)
    assert told in answer["told"]
    assert answer["editing"]
    assert answer["changes"][key] == text
    assert answer["dots"] == dots

    saved = open_desk(desk.path)
    assert saved.data.quick_check() is None
    assert drafts.all_drafts(saved) == []
    assert [customers.file(saved, 2 if what == "new" else 1).values[key]] == [text]
    saved.close()
