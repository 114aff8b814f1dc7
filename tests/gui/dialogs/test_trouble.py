"""Errors nobody caught on the main thread: what is wrong with the data file is told in a sentence, not as a mistake."""

from __future__ import annotations

import pytest
import sqlcipher3
from PySide6.QtWidgets import QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from crmdesk.core.words import Words
from crmdesk.gui.dialogs.trouble import BugReport, Troubles
from crmdesk.services import customers
from crmdesk.services.desk import Desk


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


def sentence(window: QWidget) -> str:
    assert window.findChildren(BugReport) == []
    (box,) = window.findChildren(QMessageBox)
    return box.text()


def test_a_page_that_is_damaged(window: QWidget, words_en: Words, desk: Desk):
    Troubles(words_en, window, desk.understood).show(sqlcipher3.DatabaseError("database disk image is malformed"))
    assert "is damaged" in sentence(window)


def test_a_value_that_cannot_be_read(window: QWidget, words_en: Words, desk: Desk):
    first = desk.data.database.execute_sql("UPDATE customer SET created_on = '2026-13-41' RETURNING id").fetchone()[0]
    with pytest.raises(ValueError, match="month") as caught:
        customers.file(desk, first)
    Troubles(words_en, window, desk.understood).show(caught.value)
    assert "is damaged" in sentence(window)


def test_a_mistake_of_ours_is_reported(window: QWidget, words_en: Words, desk: Desk):
    Troubles(words_en, window, desk.understood).show(ValueError("ours"))
    (report,) = window.findChildren(BugReport)
    assert "ValueError" in report.text()
    report.close()
