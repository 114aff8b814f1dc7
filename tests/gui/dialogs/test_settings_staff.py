"""Settings ▸ Our people: added, changed, renamed everywhere, taken out; the rate of commission."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLineEdit
from pytestqt.qtbot import QtBot

from crmdesk.core.settings import COMMISSION_RATE
from crmdesk.gui.dialogs.settings_staff import StaffDialog, StaffPane
from crmdesk.gui.ui import Ui
from crmdesk.services import customers, history, settings, staff
from tests.gui.dialogs.settings import at_rest, key, open_settings, write_line


def pane_of(dialog) -> StaffPane:
    assert isinstance(dialog.pane, StaffPane)
    return dialog.pane


def cells(pane: StaffPane) -> list[list[str]]:
    model = pane.box.table.model()
    return [
        [str(model.index(row, column).data() or "") for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def form_of(dialog) -> StaffDialog:
    (form,) = [each for each in dialog.findChildren(StaffDialog) if each.isVisible()]
    return form


def test_somebody_is_added_with_role_and_rate(qtbot: QtBot, ui: Ui):
    dialog = open_settings(qtbot, ui, "staff")
    QTest.mouseClick(dialog.findChild(QAbstractButton, "staff-empty-button"), Qt.MouseButton.LeftButton)
    form = form_of(dialog)
    for name, text in (("name", "陈立"), ("role", "业务经理"), ("commission", "2.5")):
        form.form.put(name, text)
    form.accept()
    assert cells(pane_of(dialog)) == [["陈立", "Sales manager", "2.5%", "3", ""]]
    (one,) = staff.staff(ui.desk)
    assert (one.role, one.commission) == ("sales-manager", Decimal("2.5"))


def test_a_new_name_stands_in_every_file(qtbot: QtBot, ui: Ui):
    staff.add(ui.desk, {"name": "陈立"})
    dialog = open_settings(qtbot, ui, "staff")
    pane = pane_of(dialog)
    pane.box.table.set_current("1")
    pane.box.table.setFocus()
    key(Qt.Key.Key_F2)
    write_line(qtbot, "陈立新")
    at_rest(qtbot, ui)
    assert [row[0] for row in cells(pane)] == ["陈立新"]
    first = customers.id_of(ui.desk, "K00001")
    assert customers.file(ui.desk, first).values["owner"] == "陈立新"
    ui.wrote(history.undo(ui.desk)[1])
    assert [row[0] for row in cells(pane)] == ["陈立"]


def test_a_name_that_is_taken_is_refused(qtbot: QtBot, ui: Ui):
    staff.add(ui.desk, {"name": "陈立"})
    staff.add(ui.desk, {"name": "王晓"})
    dialog = open_settings(qtbot, ui, "staff")
    pane = pane_of(dialog)
    pane.box.renamed.emit("2", "陈立")
    assert "陈立" in pane.box.problem.text()
    assert {one.name for one in staff.staff(ui.desk)} == {"陈立", "王晓"}


def test_who_left_stays_in_the_list_and_can_be_taken_out(qtbot: QtBot, ui: Ui):
    staff.add(ui.desk, {"name": "王晓", "left_on": "2026-10-31"})
    dialog = open_settings(qtbot, ui, "staff")
    pane = pane_of(dialog)
    pane.box.table.set_current("1")
    assert cells(pane)[0][-1] == "31 Oct 2026"
    QTest.mouseClick(dialog.findChild(QAbstractButton, "staff-edit"), Qt.MouseButton.LeftButton)
    form = form_of(dialog)
    assert "name" not in form.keys
    form.form.put("left_on", "")
    form.accept()
    assert staff.names(ui.desk) == ["王晓"]
    pane.box.delete_asked.emit("1")
    assert staff.staff(ui.desk, left=True) == []


def test_the_usual_rate_stands_below(qtbot: QtBot, ui: Ui):
    staff.add(ui.desk, {"name": "陈立"})
    dialog = open_settings(qtbot, ui, "staff")
    line = dialog.findChild(QLineEdit, "setting-commission.rate")
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, "3")
    dialog.navigation.search.setFocus()
    assert settings.get(ui.desk, COMMISSION_RATE) == 3
    assert cells(pane_of(dialog))[0][2] == "3%"
