"""The tab Reports of the page Today: a day and a week, of one and of all, copied and written."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from crmdesk.gui.pages.today_report import ReportTab
from crmdesk.gui.window import MainWindow
from crmdesk.services import interactions, orders, products, staff, tasks
from crmdesk.services.desk import Desk
from crmdesk.sheets.reading import read_book
from tests.gui.conftest import OpenWindow


@pytest.fixture
def reporting(desk: Desk, shown: OpenWindow) -> MainWindow:
    """Friday and today (a Saturday): two contacts of 陈立, one of 王晓, an order, a task and a step for Monday."""
    staff.add(desk, {"name": "陈立", "role": "salesperson"})
    staff.add(desk, {"name": "王晓", "role": "salesperson"})
    for customer, day, by in ((1, "2026-11-21 09:30", "陈立"), (2, "2026-11-20", "陈立"), (3, "2026-11-21", "王晓")):
        made = {"at": day, "kind": "visit", "by": by, "content": "谈了纸箱"}
        interactions.add(desk, customer, made)
    typed = {"at": "2026-11-20", "kind": "call", "by": "陈立", "next_step": "寄样品", "next_date": "2026-11-23"}
    interactions.add(desk, 1, typed)
    code = products.product(desk, products.add(desk, {"name": "缠绕膜", "price": "50"})[0]).code
    orders.add(desk, 1, {"date": "2026-11-21"}, [{"product": code, "quantity": "100"}])
    tasks.add(desk, 2, {"due_on": "2026-11-23", "text": "每月对账"})
    return shown(desk)


def go(window: MainWindow, qtbot: QtBot) -> ReportTab:
    window.ui.bus.go.emit("today/report")
    tab = window.content.places.page("today").tab("report")
    qtbot.waitUntil(lambda: tab.found is not None and not window.ui.jobs.busy)
    window.content.places.page("today").take_keyboard()
    return tab


def rows(tab: ReportTab, key: str) -> list[str]:
    return [line.title for line in tab.sections[key].list.lines]


def test_day_and_week_of_one_and_of_all(reporting: MainWindow, desk: Desk, qtbot: QtBot):
    tab = go(reporting, qtbot)
    assert tab.head.who.key() == "陈立"
    assert tab.head.when.text() == "Saturday 21 November"
    assert rows(tab, "contacts") == ["张伟"]
    assert rows(tab, "orders") == ["张伟"]
    assert rows(tab, "following") == ["寄样品", "每月对账"]
    assert QApplication.focusWidget() is tab.sections["contacts"].list
    assert tab.customer_in_hand() == 1
    assert not tab.head.after.isEnabled()
    qtbot.keyClick(reporting, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: len(tab.found.contacts.made) == 2 and not reporting.ui.jobs.busy)
    assert tab.found.first == dt.date(2026, 11, 20)
    tab.head.span.set_key("week")
    tab.head.who.set_key("")
    tab.head.who.picked.emit("")
    qtbot.waitUntil(lambda: tab.found.is_week and not reporting.ui.jobs.busy)
    assert tab.status() == ["4 contacts made"]
    assert rows(tab, "people") == ["陈立", "王晓"]
    tab.head.copy.click()
    text = QGuiApplication.clipboard().text()
    assert text.startswith("Weekly report")
    assert "谈了纸箱" in text
    assert "每月对账" in text
    first = tab.sections["following"].list
    first.setFocus()
    first.go_to(0)
    qtbot.keyClick(first, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: rows(tab, "following") == ["每月对账"])


def test_written_as_a_workbook_with_what_is_hidden_hidden(
    reporting: MainWindow, desk: Desk, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    interactions.add(desk, 1, {"at": "2026-11-21", "kind": "call", "by": "陈立", "content": "新号 13912345678"})
    tab = go(reporting, qtbot)
    reporting.ui.masking.set_on(True)
    qtbot.waitUntil(lambda: not reporting.ui.jobs.busy)
    assert not any("13912345678" in line.told for line in tab.sections["contacts"].list.lines)
    offered: list[str] = []
    target = tmp_path / "日报.xlsx"

    def save(_parent: object, _title: str, start: str, kinds: str) -> tuple[str, str]:
        offered.extend((Path(start).name, kinds))
        return str(target), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", save)
    with qtbot.waitSignal(reporting.ui.bus.message):
        tab.head.export.click()
    assert offered == ["Daily_report_21_Nov_2026_陈立.xlsx", "Excel workbook (*.xlsx)"]
    cells = [str(cell) for sheet in read_book(target).sheets for row in sheet.rows for cell in row]
    assert "张伟" in cells
    assert not any("13912345678" in cell for cell in cells)
