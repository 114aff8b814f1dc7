"""Every page and dialog of the tour: translated, and no text cut off; what the inspector finds.

That everything is said aloud and reached by Tab is looked at while the tour takes its pictures (e2e/test_tour.py)."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QPushButton, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from crmdesk.core.words import Label
from crmdesk.gui.theme import palette
from crmdesk.gui.widgets.counts import Count, CountStrip
from tests.gui.inspecting import cut_texts, foreign, nameless
from tests.gui.paint_watch import unexplained, watching
from tests.gui.pseudo import PseudoWords, lengthened
from tests.gui.walking import backward

ROOT = Path(__file__).parents[2]
_PATIENCE = 500
_SCREEN = {"name": "office", "x": 0, "y": 0, "width": 1920, "height": 1080, "logicalDpi": 96, "dpr": 1}
"""An office screen, 1280 × 720 at 150 %; the offscreen platform's own one is so small that dialogs shrink."""


def test_everything_is_translated_and_longer_words_have_room_at_150_percent(tmp_path: Path):
    screen = tmp_path / "screen.json"
    screen.write_text(json.dumps({"screens": [_SCREEN]}), encoding="utf-8")
    command = [sys.executable, "-m", "tests.gui.at_scale", str(tmp_path)]
    own = {"QT_SCALE_FACTOR": "1.5", "QT_QPA_PLATFORM": f"offscreen:configfile={screen}", "PYTHONUTF8": "1"}
    environment = {**os.environ, **own}
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=_PATIENCE, check=False
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout.splitlines()[-1])
    assert found["scale"] == 1.5
    assert found["untranslated"] == []
    assert found["cut"] == []
    assert found["shortened"] == []


@pytest.mark.parametrize(
    ("text", "is_foreign"),
    [("⟦Šàvé⟧", False), ("⟦Ûñðôñé: ⟦Ñéw fîłé⟧⟧ K00001", False), ("Save", True), ("⟦Šàvé⟧ all", True), ("张伟", False)],
)
def test_what_is_not_translated_is_seen(text: str, is_foreign: bool):
    assert foreign(text) == is_foreign
    assert not foreign(f"{text.replace('Save', '').replace(' all', '')} 48 mm", ["48 mm"])


def test_the_language_nobody_speaks():
    assert lengthened("") == ""
    assert lengthened("&File {count} <b>x</b>") == "⟦&Fîłé {count} <b>x</b> ööööö ö⟧"
    words = PseudoWords()
    assert words.ngettext("{count} file", "{count} files", 2).format(count=2).startswith("⟦2 fîłéš")
    assert words.label(Label("Name", "姓名")).startswith("⟦Ñàmé")
    for text in ("Save", "Customers without an owner", "A" * 60):
        assert len(lengthened(text)) >= len(text) * 1.4


def test_what_has_too_little_room_or_no_name_is_seen(qtbot: QtBot, theme: palette.Theme):
    button = QPushButton("Take the selected customers out")
    qtbot.addWidget(button)
    button.setGeometry(0, 0, 60, 28)
    assert len(list(cut_texts(button))) == 1
    button.resize(button.sizeHint())
    assert list(cut_texts(button)) == []
    assert list(nameless(button)) == []
    nobody = QLineEdit()
    qtbot.addWidget(nobody)
    assert list(nameless(nobody)) == ["no name"]
    nobody.setAccessibleName("Name")
    assert list(nameless(nobody)) == []


def test_painted_words_that_were_shortened_are_seen(qtbot: QtBot, theme: palette.Theme):
    strip = CountStrip([Count("a", "⟦Çöûñť öf ťhîñğš⟧"), Count("b", "⟦Ö⟧")], name="counts")
    qtbot.addWidget(strip)
    strip.resize(160, 52)
    strip.show()
    qtbot.waitExposed(strip)
    cell = strip.findChild(QAbstractButton, "count-a")
    assert cell.toolTip() == "⟦Çöûñť öf ťhîñğš⟧"
    assert _shortened(strip) == []
    cell.setToolTip("")
    assert _shortened(strip) == ["_Cell count-a: ⟦Çöûñť öf ťhîñğš⟧"]
    strip.resize(400, 52)
    assert _shortened(strip) == []


def _shortened(widget: QWidget) -> list[str]:
    with watching() as told:
        widget.grab()
    return unexplained(told)


def test_a_tab_order_against_the_eye_is_seen(qtbot: QtBot):
    page = QWidget()
    qtbot.addWidget(page)
    places = {"a": (0, 0), "b": (100, 0), "c": (0, 40), "d": (100, 40)}
    a, b, c, d = (_field(page, name, *at) for name, at in places.items())
    assert backward([a, b, c, d, a]) == []
    assert backward([a, c, b, d, a]) == []
    assert backward([b, c, d, a, b]) == []
    assert backward([a, c, d, b]) == ["QLineEdit d → QLineEdit b"]
    assert backward([b, a, c, d]) == ["QLineEdit d → QLineEdit b"]
    area = QScrollArea(page)
    area.setGeometry(QRect(0, 80, 200, 40))
    inner = QWidget()
    area.setWidget(inner)
    inner.resize(200, 400)
    far = _field(inner, "far", 0, 300)
    assert backward([a, b, c, d, far]) == []


def _field(parent: QWidget, name: str, left: int, top: int) -> QLineEdit:
    field = QLineEdit(parent)
    field.setObjectName(name)
    field.setGeometry(left, top, 80, 28)
    return field
