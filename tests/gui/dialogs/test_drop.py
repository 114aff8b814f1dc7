"""Files dropped on the window and on the import: cards and tables, one or several, and what is not taken."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from crmdesk.gui.dialogs.importing import COLUMNS, DONE, FILE, TRIAL, ImportDialog
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.drop_hint import DropHint
from crmdesk.gui.window import MainWindow
from crmdesk.services import customers, importing
from tests.gui.conftest import PEOPLE
from tests.gui.dialogs.conftest import Opened, Workbook, actions, press, settled

CARDS = (
    "BEGIN:VCARD\nVERSION:3.0\nFN:顾盼晴\nTEL;TYPE=CELL:13900000101\nPHOTO;ENCODING=b:AAAA\nEND:VCARD\n"
    "BEGIN:VCARD\nVERSION:3.0\nFN:苏见青\nORG:平湖纸业有限公司\nTEL;TYPE=CELL:13900000102\n"
    "NOTE:一\nno sense\nEND:VCARD\n"
)
_COPY, _LEFT, _NONE = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


@pytest.fixture
def cards(tmp_path: Path) -> Path:
    path = tmp_path / "手机.vcf"
    path.write_text(CARDS, encoding="utf-8")
    return path


def mime(paths: Sequence[Path | str]) -> QMimeData:
    made = QMimeData()
    made.setUrls([QUrl(path) if isinstance(path, str) else QUrl.fromLocalFile(str(path)) for path in paths])
    return made


def drag(widget: QWidget, *paths: Path | str) -> bool:
    """Enter the widget with files; whether it would take them."""
    data = mime(paths)
    event = QDragEnterEvent(QPointF(5, 5).toPoint(), _COPY, data, _LEFT, _NONE)
    QApplication.sendEvent(widget, event)
    return event.isAccepted()


def drop(widget: QWidget, *paths: Path | str) -> bool:
    """Let go of files over the widget after dragging them there."""
    entered = drag(widget, *paths)
    data = mime(paths)
    event = QDropEvent(QPointF(5, 5), _COPY, data, _LEFT, _NONE)
    event.ignore()
    if entered:
        QApplication.sendEvent(widget, event)
    return event.isAccepted()


def dialog_of(qtbot: QtBot, window: MainWindow) -> ImportDialog:
    qtbot.waitUntil(lambda: any(dialog.isVisible() for dialog in window.findChildren(ImportDialog)))
    dialog = next(dialog for dialog in window.findChildren(ImportDialog) if dialog.isVisible())
    qtbot.waitUntil(lambda: not dialog.work.phase)
    return dialog


def to_the_end(qtbot: QtBot, dialog: ImportDialog) -> None:
    for step in (TRIAL, DONE):
        press(dialog, Qt.Key.Key_Return)
        settled(qtbot, dialog, step)


def test_the_window_says_what_dropping_does(window: MainWindow, cards: Path, tmp_path: Path):
    hint = window.findChild(DropHint)
    assert hint is None
    assert drag(window, cards)
    hint = window.findChild(DropHint)
    assert hint.isVisible()
    assert hint.geometry() == window.rect()
    assert (hint.text(), hint.accessibleDescription()) == ("Drop to import", "手机.vcf")
    QApplication.sendEvent(window, QDragLeaveEvent())
    assert not hint.isVisible()
    assert drag(window, cards, tmp_path / "b.XLSX")
    assert hint.accessibleDescription() == "2 files"
    QApplication.sendEvent(window, QDragLeaveEvent())
    assert drag(window, tmp_path / "b.crmdesk")
    assert hint.text() == "Drop to open this data file"


@pytest.mark.parametrize(
    "names",
    [("a.png",), ("a.xlsx", "a.png"), ("a.crmdesk", "b.crmdesk"), ("a.crmdesk", "a.vcf"), ("https://a.example/a.vcf",)],
)
def test_what_cannot_be_imported_is_refused(window: MainWindow, tmp_path: Path, names: tuple[str, ...]):
    paths = [name if "://" in name else tmp_path / name for name in names]
    assert not drag(window, *paths)
    assert window.findChild(DropHint) is None
    data = mime(paths)
    event = QDropEvent(QPointF(5, 5), _COPY, data, _LEFT, _NONE)
    window.dropEvent(event)
    assert not event.isAccepted()
    assert window.findChild(ImportDialog) is None


def test_nothing_dragged_is_refused(window: MainWindow):
    assert not drag(window)


def test_the_hint_lets_what_lies_under_it_take_the_drop(window: MainWindow, cards: Path):
    point = window.content.page.view.mapTo(window, window.content.page.view.rect().center())
    before = window.childAt(point)
    drag(window, cards)
    assert window.childAt(point) is before


def test_cards_dropped_on_the_window_become_customers(qtbot: QtBot, window: MainWindow, cards: Path):
    assert drop(window, cards)
    assert not window.findChild(DropHint).isVisible()
    dialog = dialog_of(qtbot, window)
    assert dialog.step == COLUMNS
    assert {header: target for header, target in dialog.work.plan.sheets[0].mapping.items() if target is None} == {
        "Picture": None
    }
    assert dialog.side._facts[1].text() == "2 cards"
    assert "Each card becomes one row" in {label.text() for label in dialog.columns_page.findChildren(QLabel)}
    press(dialog, Qt.Key.Key_Return)
    settled(qtbot, dialog, TRIAL)
    assert [(problem.row, problem.code) for problem in dialog.work.plan.problems] == [(2, "card-line")]
    press(dialog, Qt.Key.Key_Return)
    settled(qtbot, dialog, DONE)
    names = {row.name for row in customers.rows(window.ui.desk, customers.find(window.ui.desk, customers.Listing()))}
    assert names == {person["name"] for person in PEOPLE} | {"顾盼晴", "平湖纸业有限公司"}
    press(dialog, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not dialog.isVisible())


def test_several_files_are_imported_together_without_the_broken_one(
    qtbot: QtBot, window: MainWindow, cards: Path, workbook: Workbook, tmp_path: Path
):
    before = actions(window.ui)
    broken = tmp_path / "坏.xlsx"
    broken.write_bytes(b"PK\x03\x04 nothing")
    drop(window, cards, broken, workbook())
    dialog = dialog_of(qtbot, window)
    assert dialog.step == FILE
    assert "坏.xlsx" in dialog.file_page.trouble.text()
    assert dialog.side._facts[0].text() == "3 files"
    press(dialog, Qt.Key.Key_Return)
    settled(qtbot, dialog, COLUMNS)
    to_the_end(qtbot, dialog)
    (batch,) = importing.batches(window.ui.desk)
    assert (batch.created, actions(window.ui)) == (dialog.work.plan.counts.created, before + 1)
    names = {row.name for row in customers.rows(window.ui.desk, customers.find(window.ui.desk, customers.Listing()))}
    assert {"平湖纸业有限公司", "季明窗"} <= names
    press(dialog, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not dialog.isVisible())


def test_files_dropped_on_the_import_come_to_those_there_are(
    qtbot: QtBot, opened: Opened, cards: Path, workbook: Workbook
):
    dialog = opened()
    first, second = workbook(), workbook()
    assert not drag(dialog, "https://a.example/a.vcf")
    assert drop(dialog, first)
    settled(qtbot, dialog, COLUMNS)
    assert drop(dialog, cards, first)
    settled(qtbot, dialog, FILE)
    assert [source.path for source in dialog.work.sources] == [first, cards]
    press(dialog, Qt.Key.Key_Return)
    settled(qtbot, dialog, COLUMNS)
    to_the_end(qtbot, dialog)
    assert drop(dialog, second)
    assert dialog.confirm_button.text() == "Next file"
    press(dialog, Qt.Key.Key_Return)
    settled(qtbot, dialog, COLUMNS)
    assert [source.path for source in dialog.work.sources] == [second]


def test_cards_in_chinese(qtbot: QtBot, opened: Opened, cards: Path, ui: Ui, words_zh):
    dialog = opened(cards, of=Ui(ui.desk, words_zh, ui.jobs, ui.bus, ui.preferences))
    assert list(dialog.work.plan.sheets[0].mapping)[:3] == ["客户性质", "客户名称", "联系人姓名"]
