"""Drawing: what is written is not kept, and what is out of sight is known to be."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QColor, QFont, QPainter, QPixmap, QRegion
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from crmdesk.gui.theme.painting import in_sight, text_width, write


@pytest.fixture
def painter(qapp: object) -> Iterator[QPainter]:
    assert qapp
    picture = QPixmap(200, 40)
    painter = QPainter(picture)
    yield painter
    painter.end()


def test_no_text_that_was_written_or_measured_is_kept(painter: QPainter) -> None:
    text = "".join(("王", "小", "明"))
    before = sys.getrefcount(text)
    width = text_width(QFont(), text)
    assert 0 < write(painter, QRectF(0, 0, 200, 40), text, QFont(), QColor("black")) <= width
    assert sys.getrefcount(text) == before


class Part(QWidget):
    """Notes which of its places are in sight while it is painted."""

    seen: list[bool] | None = None

    def paintEvent(self, _event: object) -> None:  # noqa: N802
        painter = QPainter(self)
        self.seen = [in_sight(painter, QRectF(*place)) for place in ((0, 0, 90, 50), (0, 50, 90, 50), (90, 0, 10, 100))]


def test_what_is_not_painted_is_not_in_sight(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    part = Part(window)
    part.setGeometry(30, 40, 100, 100)
    window.resize(200, 200)
    with qtbot.waitExposed(window):
        window.show()
    qtbot.waitUntil(lambda: part.seen == [True, True, True])
    part.repaint(QRect(90, 0, 10, 100))
    assert part.seen == [False, False, True]
    part.repaint(QRegion(90, 0, 10, 100).united(QRect(0, 60, 20, 20)))
    assert part.seen == [False, True, True]


def test_a_picture_is_painted_as_a_whole(painter: QPainter) -> None:
    assert in_sight(painter, QRectF(0, 0, 1, 1))
