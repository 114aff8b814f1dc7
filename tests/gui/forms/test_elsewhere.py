"""What is bought elsewhere, in the file and its dialog."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from crmdesk.gui.dialogs.elsewhere import ElsewhereDialog
from crmdesk.gui.forms.part_table import PART_ROLE, QUIET_ROLE
from crmdesk.services import competitors, customers, elsewhere, history

TAPE = {"product": "封箱胶带", "competitor": "汇凌耗材", "quantity": "每月 400 卷"}


def stored(ui, customer_id) -> list[dict]:
    return [dict(part.values) for part in customers.file(ui.desk, customer_id).elsewhere]


def press(qtbot, key, modifier=Qt.KeyboardModifier.NoModifier):
    qtbot.keyClick(QApplication.focusWidget(), key, modifier)


def dialog(qtbot, pane) -> ElsewhereDialog:
    found = pane.findChildren(ElsewhereDialog)[-1]
    found.activateWindow()
    qtbot.waitUntil(found.isActiveWindow)
    found.form.focus("product")
    return found


@pytest.fixture
def shown(ui, pane, enterprise):
    elsewhere.add(ui.desk, enterprise, TAPE)
    pane.show_customer(enterprise)
    QApplication.processEvents()
    return pane


def test_added_with_a_new_competitor_and_undone_as_one(ui, pane, enterprise, heard, qtbot, write):
    pane.show_customer(enterprise)
    QApplication.processEvents()
    qtbot.mouseClick(pane.reading.findChild(QWidget, "next-elsewhere"), Qt.MouseButton.LeftButton)
    asked = dialog(qtbot, pane)
    press(qtbot, Qt.Key.Key_Return)
    assert asked.form.rows["product"].problem() == ("bad", "Product is needed.")
    write("缠绕膜")
    asked.form.focus("competitor")
    write("汇凌耗材")
    with qtbot.waitSignal(asked.destroyed):
        press(qtbot, Qt.Key.Key_Return)
    assert stored(ui, enterprise) == [{"product": "缠绕膜", "competitor": "汇凌耗材"}]
    assert competitors.names(ui.desk) == ["汇凌耗材"]
    assert pane.reading.elsewhere.isVisible()
    ui.wrote(history.undo(ui.desk)[1])
    assert (stored(ui, enterprise), competitors.names(ui.desk)) == ([], [])
    assert not pane.reading.elsewhere.isVisible()


def test_the_register_completes_the_competitor(ui, shown, qtbot):
    competitors.add(ui.desk, {"name": "安和包装"})
    shown.reading.elsewhere.actions_part.add()
    asked = dialog(qtbot, shown)
    asked.form.focus("competitor")
    completer = asked.form.inputs["competitor"].widget.completer()
    press(qtbot, Qt.Key.Key_Down)
    qtbot.waitUntil(completer.popup().isVisible)
    model = completer.completionModel()
    assert [model.index(row, 0).data() for row in range(model.rowCount())] == ["安和包装", "汇凌耗材"]
    qtbot.keyClick(completer.popup(), Qt.Key.Key_Down)
    qtbot.keyClick(completer.popup(), Qt.Key.Key_Return)
    assert asked.form.text("competitor") == "安和包装"
    asked.form.load({})
    with qtbot.waitSignal(asked.destroyed):
        asked.reject()


def test_replaced_by_ours_today(ui, shown, enterprise, heard):
    section = shown.reading.elsewhere
    part = section.table.model().index(0, 0).data(PART_ROLE)
    menu = section.actions_part.make_menu(part)
    next(action for action in menu.actions() if action.text() == "Replaced by ours today").trigger()
    assert stored(ui, enterprise)[0]["replaced_on"] == ui.desk.today()
    assert heard.messages == ["封箱胶带 replaced by ours today"]
    index = section.table.model().index(0, 0)
    assert index.data(QUIET_ROLE) is True
    texts = [action.text() for action in section.actions_part.make_menu(index.data(PART_ROLE)).actions()]
    assert "Replaced by ours today" not in texts


def test_a_refused_date_keeps_the_dialog(shown, qtbot, write):
    shown.reading.elsewhere.actions_part.add()
    asked = dialog(qtbot, shown)
    write("缠绕膜")
    asked.form.focus("replaced_on")
    write("2026-02-30")
    press(qtbot, Qt.Key.Key_Return)
    assert asked.isVisible()
    assert asked.form.rows["replaced_on"].problem()[0] == "bad"
    asked.form.load({})
    with qtbot.waitSignal(asked.destroyed):
        asked.reject()


@pytest.mark.parametrize(("width", "columns"), [(496, 3), (760, 3), (1200, 3)])
def test_columns_nobody_fills_are_left_out(shown, qtbot, width, columns):
    shown.resize(width, 652)
    qtbot.waitUntil(lambda: shown.width() == width)
    table = shown.reading.elsewhere.table
    qtbot.waitUntil(lambda: len(table.model().columns()) == columns)
    assert table.horizontalHeader().length() <= table.viewport().width() + 1
