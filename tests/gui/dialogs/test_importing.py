"""Importing through the dialog: from the file to the customers, and out of it again at every step."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QAbstractButton, QComboBox, QDialog, QFileDialog, QLineEdit, QTableView
from pytestqt.qtbot import QtBot

from crmdesk.core.changes import Changes
from crmdesk.core.customers import Listing
from crmdesk.core.words import Words
from crmdesk.gui.dialogs.importing import COLUMNS, DONE, FILE, TRIAL
from crmdesk.gui.theme import tokens
from crmdesk.gui.ui import Ui
from crmdesk.services import customers, history, importing
from crmdesk.tour.camera import visible_texts
from tests.gui.conftest import PEOPLE
from tests.gui.dialogs.conftest import HEADER, ROWS, Opened, Workbook, actions, press, settled, to_trial
from tests.sheets import books

Key = Qt.Key


def names(ui: Ui) -> list[str]:
    ids = customers.find(ui.desk, Listing(sort="number"))
    return [row.name for row in customers.rows(ui.desk, ids)]


def city_of(ui: Ui, name: str) -> str | None:
    (customer_id,) = customers.find(ui.desk, Listing(query=name))
    return customers.file(ui.desk, customer_id).values.get("city")


def last_action(ui: Ui) -> int:
    """The id of the last action."""
    return history.entries(ui.desk)[0].id


def test_a_file_is_imported_by_enter_alone(qtbot: QtBot, ui: Ui, opened: Opened, workbook: Workbook):
    before = actions(ui)
    dialog = opened(workbook())
    assert dialog.step == COLUMNS
    press(dialog, Key.Key_Return)
    settled(qtbot, dialog, TRIAL)
    assert dialog.confirm_button.text() == "Import 3 rows"
    assert names(ui) == [person["name"] for person in PEOPLE]
    told: list[object] = []
    ui.bus.changed.connect(told.append)
    ui.bus.message.connect(lambda *said: told.append(said))
    press(dialog, Key.Key_Return)
    settled(qtbot, dialog, DONE)
    assert told == [Changes(last_action(ui), everything=True), ("3 rows imported from 名单1.xlsx", True)]
    assert names(ui) == [*(person["name"] for person in PEOPLE), "顾盼晴", "季明窗"]
    assert city_of(ui, "张伟") == "宁波市"
    assert actions(ui) == before + 1
    press(dialog, Key.Key_Return)
    assert dialog.result() == QDialog.DialogCode.Accepted
    history.undo(ui.desk)
    assert names(ui) == [person["name"] for person in PEOPLE]
    assert city_of(ui, "张伟") == "杭州市"


def test_the_end_says_what_was_done(qtbot: QtBot, ui: Ui, opened: Opened, workbook: Workbook):
    dialog = opened(workbook([HEADER, *ROWS, ("合计", None, None, None, None)]), step=TRIAL)
    dialog.accept()
    settled(qtbot, dialog, DONE)
    page = dialog.done_page
    assert page.facts.accessibleName() == "Rows 6, New 2, Updated 1, Same 1, Joined 1, Not imported 1"
    assert "totals: 1" in page.left_out.text()
    assert "Ctrl+Z" in page.undo.text()
    assert dialog.side.steps.current() == 4
    table = page.problems
    told = [[table.index(line, column).data() for column in range(4)] for line in range(table.rowCount())]
    assert [row[:3] for row in told] == [["5", "生日", "1990-02-30"], ["6", "手机", "139000"]]
    assert all(row[3] for row in told)
    assert not dialog.cancel_button.isVisible()


def test_the_side_says_what_file_it_is(opened: Opened, workbook: Workbook):
    dialog = opened(workbook(name="展会.xlsx"))
    facts = [label.text() for label in dialog.side._facts]
    assert facts == ["展会.xlsx", "Sheet 客户名单", "6 rows, 5 columns", "5 columns recognised"]


def test_one_of_something_is_said_as_one(qtbot: QtBot, opened: Opened, workbook: Workbook):
    dialog = opened(workbook([("客户名称", None), ("顾盼晴", None)], name="一.xlsx"))
    facts = [label.text() for label in dialog.side._facts]
    assert facts == ["一.xlsx", "Sheet 客户名单", "1 row, 1 column", "1 column recognised"]
    assert "1 column is imported" in visible_texts(dialog.columns_page)
    choose = dialog.columns_page.combo("客户名单", 0)
    choose.setCurrentIndex(choose.findData(""))
    choose.activated.emit(choose.currentIndex())
    assert "No column is imported, 1 left out" in visible_texts(dialog.columns_page)


def test_what_else_came_is_counted(qtbot: QtBot, opened: Opened, workbook: Workbook):
    rows = [("客户名称", "联系人"), ("远岫食品机械厂", "周砚秋"), ("岸沐日化用品有限公司", "方小满")]
    dialog = opened(workbook(rows), step=TRIAL)
    dialog.accept()
    settled(qtbot, dialog, DONE)
    assert dialog.done_page.also.text() == "Also new or changed: Contacts: 2"


def test_orders_without_payments_are_asked_about(qtbot: QtBot, ui: Ui, opened: Opened, workbook: Workbook):
    head = ("订单编号", "下单日期", "客户名称", "产品名称", "数量", "单价")
    lines = [("X1", "2026-05-01", "远岫食品机械厂", *line) for line in (("轴承", 2, 5), ("螺栓", 1, 3))]
    dialog = opened(workbook([head, *lines]), step=TRIAL)
    beside = dialog.trial_page.beside
    assert "1 order comes without a payment:" in visible_texts(dialog.trial_page)
    assert beside.also.text() == "Also: Products: 2, Orders: 1, Order lines: 2"
    assert dialog.confirm_button.text() == "Import 2 rows"
    qtbot.mouseClick(beside.settled.findChild(QAbstractButton, "segment-settled"), Qt.MouseButton.LeftButton)
    settled(qtbot, dialog, TRIAL)
    assert (beside.isVisible(), beside.settled.key()) == (True, "settled")
    dialog.accept()
    settled(qtbot, dialog, DONE)
    (customer_id,) = customers.find(ui.desk, Listing(query="远岫食品机械厂"))
    values = customers.file(ui.desk, customer_id).values
    assert (values["sales"], values.get("owed")) == (13, None)


@pytest.mark.parametrize("step", [FILE, COLUMNS, TRIAL])
def test_esc_leaves_at_every_step_and_changes_nothing(
    qtbot: QtBot, ui: Ui, opened: Opened, workbook: Workbook, step: int
):
    before = actions(ui)
    dialog = opened(workbook() if step else None, step=step)
    assert dialog.step == step
    press(dialog, Key.Key_Escape)
    assert not dialog.isVisible()
    assert dialog.result() == QDialog.DialogCode.Rejected
    assert actions(ui) == before
    assert names(ui) == [person["name"] for person in PEOPLE]


def test_esc_while_reading_leaves_too(qtbot: QtBot, ui: Ui, opened: Opened, workbook: Workbook):
    dialog = opened()
    dialog.open_file(workbook())
    assert dialog.work.phase
    press(dialog, Key.Key_Escape)
    assert not dialog.isVisible()
    qtbot.waitUntil(lambda: not ui.jobs.busy)
    assert dialog.work.plan is None


def test_stopping_the_reading_asks_for_a_file_again(qtbot: QtBot, opened: Opened, workbook: Workbook):
    dialog = opened()
    dialog.open_file(workbook())
    dialog.progress.cancelled.emit()
    assert (dialog.step, dialog.work.phase) == (FILE, "")
    assert dialog.confirm_button.text() == "Choose files..."
    dialog.open_file(workbook())
    settled(qtbot, dialog, COLUMNS)


def test_stopping_the_writing_leaves_nothing(qtbot: QtBot, ui: Ui, opened: Opened, workbook: Workbook):
    many = [HEADER, *((f"客户{i}", f"137{i:08}", "嘉兴", None, "陈立") for i in range(3000))]
    before = actions(ui)
    dialog = opened(workbook(many), step=TRIAL)
    dialog.accept()
    assert dialog.step == DONE
    press(dialog, Key.Key_Escape)
    assert dialog.isVisible()
    settled(qtbot, dialog, TRIAL)
    assert dialog.trial_page.notice.accessibleName() == "Stopped. Nothing was changed."
    assert actions(ui) == before
    assert names(ui) == [person["name"] for person in PEOPLE]
    press(dialog, Key.Key_Return)
    settled(qtbot, dialog, DONE)
    assert len(names(ui)) == 3000 + len(PEOPLE)


def test_enter_pressed_twice_does_not_stop_the_import(qtbot: QtBot, ui: Ui, opened: Opened, workbook: Workbook):
    dialog = opened(workbook(), step=TRIAL)
    press(dialog, Key.Key_Return)
    press(dialog, Key.Key_Return)
    settled(qtbot, dialog, DONE)
    assert len(names(ui)) == len(PEOPLE) + 2


def test_back_goes_back_by_enter_and_by_click(qtbot: QtBot, opened: Opened, workbook: Workbook):
    dialog = opened(workbook(), step=TRIAL)
    dialog.back_button.setFocus()
    press(dialog, Key.Key_Return)
    assert dialog.step == COLUMNS
    qtbot.mouseClick(dialog.back_button, Qt.MouseButton.LeftButton)
    assert dialog.step == FILE
    assert not dialog.back_button.isVisible()
    press(dialog, Key.Key_Return)
    press(dialog, Key.Key_Return)
    assert dialog.step == TRIAL


def no_customers(folder: Path) -> Path:
    return books.workbook(folder / "天气.xlsx", {"一": [["日期", "气温"], ["周一", 12]]})


def missing(folder: Path) -> Path:
    return folder / "没有.xlsx"


def password(folder: Path) -> Path:
    return books.container(folder / "密码.xlsx", "EncryptedPackage")


def empty(folder: Path) -> Path:
    path = folder / "空.csv"
    path.write_bytes(b"")
    return path


def picture(folder: Path) -> Path:
    path = folder / "照片.xlsx"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(64))
    return path


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (no_customers, "No customers were recognised"),
        (missing, "does not exist"),
        (password, "protected by a password"),
        (empty, "is empty"),
        (picture, "is a picture"),
    ],
)
def test_a_wrong_file_is_told_and_another_can_be_chosen(
    qtbot: QtBot, ui: Ui, opened: Opened, workbook: Workbook, tmp_path: Path, monkeypatch, make, told: str
):
    dialog = opened(make(tmp_path))
    assert dialog.step == FILE
    assert told in dialog.file_page.trouble.text()
    assert dialog.file_page.trouble.isVisible()
    assert dialog.confirm_button.text() == "Choose other files..."
    good = workbook(name="好的.xlsx")
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_args: ([str(good)], ""))
    press(dialog, Key.Key_Return)
    settled(qtbot, dialog, COLUMNS)
    assert not dialog.file_page.trouble.text()
    assert ui.preferences.folder("import") == str(tmp_path)


def test_no_file_chosen_after_all(opened: Opened, monkeypatch):
    dialog = opened()
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_args: ([], ""))
    press(dialog, Key.Key_Return)
    assert (dialog.step, dialog.work.path) == (FILE, None)


def test_a_dropped_file_is_read(qtbot: QtBot, opened: Opened, workbook: Workbook):
    dialog = opened()
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(workbook()))])
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    dialog.dropEvent(QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, mime, left, none))
    settled(qtbot, dialog, COLUMNS)


def test_the_same_file_again_is_told_with_its_date(qtbot: QtBot, ui: Ui, opened: Opened, workbook: Workbook):
    path = workbook()
    importing.import_file(ui.desk, path)
    dialog = opened(path, step=TRIAL)
    told = dialog.trial_page.notice.accessibleName()
    assert dialog.trial_page.notice.isVisible()
    assert told.startswith("This very file was imported on 21 Nov 2026")
    assert told.endswith("2 new, 0 updated")


def test_a_data_file_changed_meanwhile_is_tried_anew(qtbot: QtBot, ui: Ui, opened: Opened, workbook: Workbook):
    dialog = opened(workbook(), step=TRIAL)
    customers.add(ui.desk, {"name": "顾盼晴", "mobile": "13900000101", "city": "桐乡"})
    dialog.accept()
    qtbot.waitUntil(dialog.trial_page.notice.isVisible)
    settled(qtbot, dialog, TRIAL)
    assert "changed meanwhile" in dialog.trial_page.notice.accessibleName()
    assert dialog.confirm_button.text() == "Import 3 rows"
    assert dialog.work.plan is not None
    assert (dialog.work.plan.counts.created, dialog.work.plan.counts.updated) == (1, 2)


def test_nothing_to_write_cannot_be_imported(opened: Opened, workbook: Workbook):
    dialog = opened(workbook([HEADER]), step=TRIAL)
    assert not dialog.confirm_button.isEnabled()
    assert dialog.trial_page.panel.none.isVisible()


@pytest.mark.parametrize("chinese", [True, False])
def test_everything_has_a_name_and_has_room(
    qtbot: QtBot, ui: Ui, opened: Opened, workbook: Workbook, words_zh: Words, chinese: bool
):
    dialog = opened(workbook(), step=TRIAL, of=replace(ui, words=words_zh) if chinese else ui)
    assert dialog.height() <= tokens.DIALOG_MAX_HEIGHT
    assert dialog.minimumSizeHint().width() <= 1120
    for kind in (QAbstractButton, QComboBox, QLineEdit, QTableView):
        for widget in dialog.findChildren(kind):
            if widget.isVisibleTo(dialog) and widget.objectName() != "qt_toolbar_ext_button":
                assert widget.objectName(), widget
                assert widget.accessibleName(), widget.objectName()
    for button in dialog.findChildren(QAbstractButton):
        if button.isVisible() and button.text():
            qtbot.waitUntil(lambda button=button: button.width() >= button.sizeHint().width())


SHOP = books.SHARED / "示例-超市.xls"


@pytest.mark.skipif(not SHOP.exists(), reason="the folder of real spreadsheets is not there")
def test_ten_thousand_order_lines_are_790_customers(qtbot: QtBot, ui: Ui, opened: Opened):
    dialog = opened(SHOP)
    dialog.work.doubles = "import"
    to_trial(qtbot, dialog)
    assert dialog.confirm_button.text() == "Import 10,000 rows"
    assert dialog.trial_page.beside.also.text().endswith("Products: 1,955, Orders: 4,985, Order lines: 10,000")
    strip = dialog.trial_page.panel.strip
    assert strip is not None
    assert strip.findChild(QAbstractButton, "count-joined").accessibleName() == "Joined 9,210"
    dialog.trial_page.panel.show_only("joined")
    assert dialog.trial_page.panel.view.rows.rowCount() == 9210
    dialog.accept()
    settled(qtbot, dialog, DONE)
    assert customers.total(ui.desk) == 790 + len(PEOPLE)
