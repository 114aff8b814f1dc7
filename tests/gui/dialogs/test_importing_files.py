"""First step of the import: files, their tables, where the header stands, how a text is read."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QListView
from pytestqt.qtbot import QtBot

from crmdesk.gui.dialogs.importing import COLUMNS, FILE, TRIAL, ImportDialog
from crmdesk.gui.dialogs.importing_file_list import cross_of
from crmdesk.gui.ui import Ui
from tests.gui.dialogs.conftest import HEADER, ROWS, Opened, Workbook, press, settled
from tests.sheets import books

Key = Qt.Key
ONE = [("公司名称", "电话"), ("远岫食品机械厂", "0571-00000090")]
TWO = [("公司名称", "电话"), ("岸沐日化用品有限公司", "0571-00000091")]


def lines(dialog: ImportDialog) -> list[tuple[str, str, bool]]:
    """Title, detail and tick of every line of the list."""
    found = dialog.file_page.list.lines._lines
    return [(line.title, line.detail, line.on) for line in found]


def at(qtbot: QtBot, dialog: ImportDialog, line: int) -> None:
    """Click on a line, where it only makes it the current one."""
    view = dialog.file_page.list
    rect = view.visualRect(view.lines.index(line))
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())


def rest(qtbot: QtBot, dialog: ImportDialog, ui: Ui) -> None:
    qtbot.waitUntil(lambda: not dialog.work.phase and not ui.jobs.busy)


def choose(combo, key: str) -> None:
    """As if picked from the open list."""
    combo.setCurrentIndex(combo.findData(key))
    combo.activated.emit(combo.currentIndex())


def first_cells(dialog: ImportDialog, line: int = 0) -> list[str]:
    rows = dialog.file_page.preview.rows
    return [rows.index(line, column).data() for column in range(rows.columnCount())]


@pytest.fixture
def several(opened: Opened, workbook: Workbook) -> ImportDialog:
    return opened(workbook(name="两区.xlsx", 华东=ONE, 华北=TWO, 说明=[["请填写"]]))


def test_several_tables_are_looked_at_first(several: ImportDialog):
    assert several.step == FILE
    assert lines(several) == [
        ("两区.xlsx", "Excel workbook · 3 tables", False),
        ("华东", "Customers · 2 of 2 columns · 1 row", True),
        ("华北", "Customers · 2 of 2 columns · 1 row", True),
        ("说明", "not recognised · 1 row", False),
    ]
    assert several.file_page.list.sheet() == "华东"
    assert first_cells(several) == ["1", "公司名称", "电话"]


def test_space_takes_a_table_out(qtbot: QtBot, several: ImportDialog):
    view = several.file_page.list
    view.setFocus()
    press(several, Key.Key_Down)
    press(several, Key.Key_Space)
    settled(qtbot, several, FILE)
    assert several.work.sheet_names() == ["华东"]
    assert [on for _title, _detail, on in lines(several)] == [False, True, False, False]
    press(several, Key.Key_Up)
    press(several, Key.Key_Space)
    assert not several.confirm_button.isEnabled()
    assert "Tick a table" in several.file_page.trouble.text()
    press(several, Key.Key_Space)
    settled(qtbot, several, FILE)
    assert not several.file_page.trouble.isVisible()
    press(several, Key.Key_Return)
    settled(qtbot, several, COLUMNS)


def test_a_click_on_the_tick_ticks_and_one_beside_it_only_looks(qtbot: QtBot, several: ImportDialog):
    at(qtbot, several, 2)
    assert several.file_page.list.sheet() == "华北"
    assert first_cells(several, 1)[1] == "岸沐日化用品有限公司"
    assert several.work.sheet_names() == ["华东", "华北"]
    view = several.file_page.list
    box = view.visualRect(view.lines.index(2)).topLeft() + QPointF(40, 14).toPoint()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=box)
    settled(qtbot, several, FILE)
    assert several.work.sheet_names() == ["华东"]


def test_a_table_that_is_not_recognised_can_be_ticked_and_says_so(qtbot: QtBot, several: ImportDialog):
    view = several.file_page.list
    for line in (1, 2, 3):
        view.setCurrentIndex(view.lines.index(line))
        view.setFocus()
        press(several, Key.Key_Space)
        settled(qtbot, several, FILE)
    assert several.work.options.sheets == ("说明",)
    assert lines(several)[3] == ("说明", "Customers · 0 of 1 columns · 0 rows", True)
    told = ["There is nobody below the header", "No column was recognised. The next step asks what each one is."]
    assert several.file_page.preview.remarks.texts() == told


def test_of_a_table_in_other_words_every_column_is_said_by_hand(
    qtbot: QtBot, ui: Ui, opened: Opened, workbook: Workbook
):
    rows = [("秋季登记", None), ("甲", "乙"), ("墨池", "a"), ("砚田", "b")]
    dialog = opened(workbook(rows, name="别处来的.xlsx"))
    page = dialog.file_page
    assert dialog.step == FILE
    assert page.trouble.text().startswith("No customers were recognised in “别处来的.xlsx”. Tick the table")
    assert dialog.confirm_button.text() == "Choose other files..."
    page.list.setFocus()
    page.list.setCurrentIndex(page.list.lines.index(1))
    press(dialog, Key.Key_Space)
    settled(qtbot, dialog, FILE)
    assert not page.trouble.isVisible()
    assert page.preview.header.key() == "2"
    dialog.confirm_button.setFocus()
    press(dialog, Key.Key_Return)
    settled(qtbot, dialog, COLUMNS)
    press(dialog, Key.Key_Return)
    assert dialog.step == COLUMNS
    assert "customer's name or number" in dialog.columns_page.trouble.text()
    choose(dialog.columns_page.combo("客户名单", 0), "name")
    dialog.confirm_button.setFocus()
    press(dialog, Key.Key_Return)
    settled(qtbot, dialog, TRIAL)
    assert dialog.confirm_button.text() == "Import 2 rows"


@pytest.mark.parametrize(
    ("rows", "header"),
    [
        ([("一年级", None, None), ("甲", "乙", None), ("墨池", "a", "b")], "2"),
        ([(1, 2), (3, 4), (None, None), ("这张表没有表头", None)], "0"),
        ([("甲：张", None), ("乙：李", None), ("丙", "丁", "戊", "己", "庚")], "1"),
    ],
)
def test_the_header_of_a_table_in_other_words_is_guessed(
    qtbot: QtBot, opened: Opened, workbook: Workbook, rows: list[tuple[object, ...]], header: str
):
    dialog = opened(workbook(rows))
    page = dialog.file_page
    page.list.setFocus()
    page.list.setCurrentIndex(page.list.lines.index(1))
    press(dialog, Key.Key_Space)
    qtbot.waitUntil(lambda: page.preview.header.key() == header)
    assert not page.trouble.isVisible()


def test_a_header_said_by_hand_holds_in_any_words(qtbot: QtBot, opened: Opened, workbook: Workbook):
    dialog = opened(workbook([("甲", "乙"), ("墨池", "a"), ("砚田", "b")]))
    page = dialog.file_page
    choose(page.preview.header, "0")
    settled(qtbot, dialog, FILE)
    assert lines(dialog)[1] == ("客户名单", "Customers · 0 of 2 columns · 3 rows", True)
    choose(page.preview.header, "1")
    settled(qtbot, dialog, FILE)
    assert lines(dialog)[1] == ("客户名单", "Customers · 0 of 2 columns · 2 rows", True)


def test_an_empty_table_shows_nothing_to_choose(opened: Opened, workbook: Workbook):
    dialog = opened(workbook(name="空.xlsx", 空=[], 名单=[HEADER]))
    page = dialog.file_page
    assert lines(dialog)[2] == ("名单", "Customers · 5 of 5 columns · 0 rows", True)
    page.list.setCurrentIndex(page.list.lines.index(2))
    assert page.preview.remarks.texts() == ["There is nobody below the header"]
    page.list.setCurrentIndex(page.list.lines.index(1))
    assert lines(dialog)[1] == ("空", "empty", False)
    assert not page.preview.table.isVisible()
    assert not page.preview.header.isVisible()
    page.list.setCurrentIndex(page.list.lines.index(2))
    assert page.preview.table.isVisible()


def test_one_table_with_a_header_alone_is_looked_at(opened: Opened, workbook: Workbook):
    assert opened(workbook([HEADER])).step == FILE


def test_hidden_rows_are_told_and_a_hidden_table_waits_for_its_tick(
    qtbot: QtBot, opened: Opened, tmp_path: Path, ui: Ui
):
    path = books.workbook(tmp_path / "隐藏.xlsx", {"客户": [HEADER, *ROWS], "停用": TWO}, hidden=["停用"])
    book = load_workbook(path)
    for row in (3, 4):
        book["客户"].row_dimensions[row].hidden = True
    book.save(path)
    dialog = opened(path)
    assert dialog.step == FILE
    assert lines(dialog)[2] == ("停用", "hidden · 2 rows", False)
    assert "2 rows are hidden in the workbook; they are imported too." in dialog.file_page.preview.remarks.texts()
    view = dialog.file_page.list
    view.setCurrentIndex(view.lines.index(2))
    assert dialog.file_page.preview.remarks.texts() == ["This table is hidden in the workbook."]
    view.setFocus()
    press(dialog, Key.Key_Space)
    settled(qtbot, dialog, FILE)
    assert dialog.work.sheet_names() == ["客户", "停用"]


def test_files_are_added_and_taken_out(qtbot: QtBot, ui: Ui, opened: Opened, workbook: Workbook, monkeypatch):
    first, second = workbook(ONE, name="一.xlsx"), workbook(TWO, name="二.xlsx")
    dialog = opened(first)
    qtbot.mouseClick(dialog.back_button, Qt.MouseButton.LeftButton)
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_args: ([str(second), str(first)], ""))
    qtbot.mouseClick(dialog.file_page.add, Qt.MouseButton.LeftButton)
    settled(qtbot, dialog, FILE)
    assert [line[0] for line in lines(dialog)] == ["一.xlsx", "客户名单", "二.xlsx", "客户名单"]
    assert dialog.work.plan is not None
    assert dialog.work.plan.counts.created == 2
    view: QListView = dialog.file_page.list
    view.setCurrentIndex(dialog.file_page.list.lines.index(3))
    view.setFocus()
    press(dialog, Key.Key_Delete)
    settled(qtbot, dialog, FILE)
    assert [line[0] for line in lines(dialog)] == ["一.xlsx", "客户名单"]
    rect = dialog.file_page.list.visualRect(dialog.file_page.list.lines.index(0))
    cross = cross_of(rect.toRectF()).center().toPoint()
    qtbot.mouseClick(dialog.file_page.list.viewport(), Qt.MouseButton.LeftButton, pos=cross)
    assert (dialog.work.sources, dialog.work.file, dialog.work.plan) == ([], None, None)
    assert dialog.file_page.drop.isVisible()
    assert dialog.confirm_button.text() == "Choose files..."


def test_a_correction_stays_when_a_file_is_added(qtbot: QtBot, ui: Ui, opened: Opened, workbook: Workbook):
    dialog = opened(workbook(ONE, name="一.xlsx"))
    assert dialog.work.file is not None
    dialog.work.file.correct("客户名单", 2, 1, "0571-00000099")
    dialog.work.choose_row(("客户名单", 2), "skip")
    dialog.take([workbook(TWO, name="二.xlsx")])
    settled(qtbot, dialog, FILE)
    name = dialog.work.file.sheets()[0].name
    assert name != "客户名单"
    assert dialog.work.file.cell(name, 2, 1) == "0571-00000099"
    assert dialog.work.file.book().sheets[0].rows[1][1] == "0571-00000099"
    assert dict(dialog.work.rows) == {(name, 2): "skip"}


def test_a_bad_file_leaves_the_others(qtbot: QtBot, ui: Ui, opened: Opened, workbook: Workbook, tmp_path: Path):
    bad = tmp_path / "坏.xlsx"
    bad.write_bytes(b"PK\x03\x04 nothing")
    dialog = opened()
    dialog.open_files([bad, workbook(ONE, name="好.xlsx")])
    settled(qtbot, dialog, FILE)
    assert lines(dialog)[0] == ("坏.xlsx", "cannot be read", False)
    assert "坏.xlsx" in dialog.file_page.trouble.text()
    press(dialog, Key.Key_Return)
    settled(qtbot, dialog, COLUMNS)
    press(dialog, Key.Key_Return)
    settled(qtbot, dialog, TRIAL)
    assert dialog.confirm_button.text() == "Import 1 row"


def test_cells_are_pasted(qtbot: QtBot, ui: Ui, opened: Opened):
    clipboard = QGuiApplication.clipboard()
    clipboard.setText("公司名称\t电话\r\n远岫食品机械厂\t0571-00000090\r\n")
    dialog = opened()
    qtbot.keyClick(dialog, Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    settled(qtbot, dialog, COLUMNS)
    assert dialog.work.plan is not None
    assert dialog.work.plan.counts.created == 1
    assert lines(dialog)[0][:2] == ("Pasted cells", "Pasted cells")
    qtbot.mouseClick(dialog.back_button, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(dialog.file_page.paste_link, Qt.MouseButton.LeftButton)
    settled(qtbot, dialog, FILE)
    assert len(dialog.work.sources) == 2


def test_an_empty_clipboard_is_told_and_copied_files_are_read(qtbot: QtBot, ui: Ui, opened: Opened, workbook: Workbook):
    clipboard = QGuiApplication.clipboard()
    clipboard.clear()
    dialog = opened()
    qtbot.mouseClick(dialog.file_page.drop.paste, Qt.MouseButton.LeftButton)
    assert "no cells in the clipboard" in dialog.file_page.trouble.text()
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(workbook(ONE)))])
    clipboard.setMimeData(data)
    qtbot.mouseClick(dialog.file_page.drop.paste, Qt.MouseButton.LeftButton)
    settled(qtbot, dialog, COLUMNS)
    assert not dialog.file_page.trouble.text()


def text_file(folder: Path, encoding: str, delimiter: str = ",") -> Path:
    rows = [("客户名称", "手机", "城市"), *((f"远岫食品{i}厂", f"1390000{i:04}", "嘉兴") for i in range(30))]
    return books.text_table(folder / "老客户.txt", rows, encoding=encoding, delimiter=delimiter)


def test_a_text_is_read_in_another_encoding_at_once(qtbot: QtBot, ui: Ui, opened: Opened, tmp_path: Path):
    dialog = opened(text_file(tmp_path, "gb18030"))
    qtbot.mouseClick(dialog.back_button, Qt.MouseButton.LeftButton)
    rest(qtbot, dialog, ui)
    preview = dialog.file_page.preview
    assert preview.encoding.isVisible()
    assert (preview.encoding.key(), preview.delimiter.key()) == ("gb18030", ",")
    assert first_cells(dialog, 1)[:2] == ["2", "远岫食品0厂"]
    other = next(
        preview.encoding.itemData(place)
        for place in range(preview.encoding.count())
        if preview.encoding.itemData(place) != "gb18030"
    )
    choose(preview.encoding, other)
    rest(qtbot, dialog, ui)
    assert dialog.work.sources[0].book.encoding == other
    assert first_cells(dialog, 1)[1] != "远岫食品0厂"
    choose(preview.encoding, "gb18030")
    rest(qtbot, dialog, ui)
    assert first_cells(dialog, 1)[1] == "远岫食品0厂"
    assert dialog.confirm_button.text() == "Next"


def test_a_text_is_cut_at_another_character(qtbot: QtBot, ui: Ui, opened: Opened, tmp_path: Path):
    dialog = opened(text_file(tmp_path, "utf-8", ";"))
    qtbot.mouseClick(dialog.back_button, Qt.MouseButton.LeftButton)
    rest(qtbot, dialog, ui)
    preview = dialog.file_page.preview
    assert preview.delimiter.key() == ";"
    choose(preview.delimiter, "|")
    rest(qtbot, dialog, ui)
    assert preview.rows.columnCount() == 2
    choose(preview.delimiter, ";")
    rest(qtbot, dialog, ui)
    assert preview.rows.columnCount() == 4


def test_the_header_is_set_by_hand(qtbot: QtBot, ui: Ui, opened: Opened, workbook: Workbook):
    rows = [("客户名称", "手机"), ("客户名称", "电话"), ("远岫食品机械厂", "0571-00000090")]
    dialog = opened(workbook(rows))
    qtbot.mouseClick(dialog.back_button, Qt.MouseButton.LeftButton)
    preview = dialog.file_page.preview
    assert not preview.encoding.isVisible()
    assert preview.header.currentText() == "Row 1"
    choose(preview.header, "2")
    settled(qtbot, dialog, FILE)
    assert dialog.work.plan is not None
    assert dialog.work.plan.sheets[0].header_row == 2
    assert preview.rows.shown.header == 2
    index = preview.rows.index(0, 1)
    preview.table.doubleClicked.emit(index)
    settled(qtbot, dialog, FILE)
    assert dialog.work.plan.sheets[0].header_row == 1


def test_every_line_of_the_list_is_said_aloud(several: ImportDialog):
    model = several.file_page.list.lines
    told = [model.index(i).data(Qt.ItemDataRole.AccessibleTextRole) for i in range(model.rowCount())]
    assert told[1] == "华东, Customers · 2 of 2 columns · 1 row"
    assert model.index(0).data(Qt.ItemDataRole.CheckStateRole) is None
    assert model.index(1).data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
