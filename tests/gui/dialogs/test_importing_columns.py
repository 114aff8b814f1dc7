"""Second step of the import: which field each column becomes, and what holds for all rows."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from crmdesk.core.customers import Listing
from crmdesk.core.importing import KEYS
from crmdesk.gui.dialogs.importing import COLUMNS, DONE, FILE, TRIAL, ImportDialog
from crmdesk.gui.dialogs.importing_columns_choice import FieldChoice
from crmdesk.gui.dialogs.importing_columns_more import CONSTANTS, EMPTY_WORDS, KNOWN_BY
from crmdesk.gui.ui import Ui
from crmdesk.services import customers, importing
from tests.gui.conftest import enter
from tests.gui.dialogs.conftest import HEADER, ROWS, Opened, Workbook, press, settled

Key = Qt.Key
SHEET = "客户名单"


def values(ui: Ui, query: str) -> dict[str, Any]:
    (customer_id,) = customers.find(ui.desk, Listing(query=query))
    return dict(customers.file(ui.desk, customer_id).values)


def choose(combo: QComboBox, key: str) -> None:
    """As if picked from the open list."""
    combo.setCurrentIndex(combo.findData(key))
    combo.activated.emit(combo.currentIndex())


def search(qtbot: QtBot, combo: FieldChoice, text: str) -> None:
    """Type letters at a column's choice and take the first field found by Enter."""
    combo.setFocus()
    qtbot.keyClick(combo, text[0])
    assert combo.popup is not None
    qtbot.waitUntil(combo.popup.isVisible)
    qtbot.keyClicks(combo.popup.search, text[1:])
    qtbot.keyClick(combo.popup.search, Key.Key_Return)
    assert not combo.popup.isVisible()


def column(dialog: ImportDialog, index: int, sheet: str = SHEET) -> FieldChoice:
    combo = dialog.columns_page.combo(sheet, index)
    assert isinstance(combo, FieldChoice)
    return combo


def sure(dialog: ImportDialog, index: int, sheet: str = SHEET) -> str:
    """The word beside a column."""
    return dialog.columns_page.lines[sheet, index].word.text()


def on(qtbot: QtBot, dialog: ImportDialog, step: int = TRIAL) -> None:
    """By the main button."""
    qtbot.mouseClick(dialog.confirm_button, Qt.MouseButton.LeftButton)
    settled(qtbot, dialog, step)


def test_a_field_is_found_by_typing_and_taken_by_enter(qtbot: QtBot, ui: Ui, opened: Opened, workbook: Workbook):
    dialog = opened(workbook([("公司名称", "代号", "电话"), ("远岫食品机械厂", "远岫", "0571-00000090")]))
    combo = column(dialog, 1)
    assert (combo.key(), combo.currentText(), sure(dialog, 1)) == ("", "Do not import", "Not recognised")
    search(qtbot, combo, "short")
    assert (combo.key(), sure(dialog, 1)) == ("short_name", "Chosen")
    on(qtbot, dialog)
    on(qtbot, dialog, DONE)
    assert values(ui, "远岫食品机械厂")["short_name"] == "远岫"


def test_esc_in_the_open_list_changes_nothing_and_del_leaves_the_column_out(qtbot: QtBot, opened: Opened, workbook):
    dialog = opened(workbook())
    combo = column(dialog, 2)
    combo.setFocus()
    qtbot.keyClick(combo, Key.Key_Down)
    assert combo.popup is not None
    qtbot.waitUntil(combo.popup.isVisible)
    qtbot.keyClick(combo.popup.search, Key.Key_Escape)
    qtbot.waitUntil(lambda: not combo.popup.isVisible())
    assert (combo.key(), sure(dialog, 2)) == ("city", "Recognised")
    qtbot.keyClick(combo, Key.Key_Delete)
    assert (combo.key(), sure(dialog, 2)) == ("", "Left out")


def test_a_field_of_another_column_is_refused_with_a_word(qtbot: QtBot, ui: Ui, opened: Opened, workbook: Workbook):
    dialog = opened(workbook([("公司名称", "代号", "城市"), ("远岫食品机械厂", "嘉兴", "杭州")]))
    first, second = column(dialog, 1), column(dialog, 2)
    notes = {pick.key: pick.note for pick in first.picks()}
    assert (notes["city"], notes["province"]) == ("城市", "")
    choose(first, "city")
    assert (first.key(), second.key()) == ("", "city")
    assert "“城市”" in dialog.columns_page.trouble.text()
    choose(second, "")
    choose(first, "city")
    assert not dialog.columns_page.trouble.isVisible()
    on(qtbot, dialog)
    assert dialog.work.plan is not None
    assert dialog.work.plan.sheets[0].mapping == {"公司名称": "name", "代号": "city", "城市": None}


def test_the_same_header_in_another_table_is_meant_as_well(qtbot: QtBot, opened: Opened, workbook: Workbook):
    rows = [("公司名称", "代号"), ("远岫食品机械厂", "远岫")]
    dialog = opened(workbook(华东=rows, 华北=rows))
    settled(qtbot, dialog, FILE)
    on(qtbot, dialog, COLUMNS)
    choose(column(dialog, 1, "华东"), "short_name")
    assert column(dialog, 1, "华北").key() == "short_name"
    on(qtbot, dialog)
    assert dict(dialog.work.options.map) == {"代号": "short_name"}


def test_without_the_name_there_is_a_sentence_and_the_way_back(qtbot: QtBot, opened: Opened, workbook: Workbook):
    dialog = opened(workbook())
    choose(column(dialog, 0), "")
    qtbot.mouseClick(dialog.confirm_button, Qt.MouseButton.LeftButton)
    assert (dialog.step, dialog.work.phase) == (COLUMNS, "")
    assert "客户名单" in dialog.columns_page.trouble.text()
    choose(column(dialog, 0), "name")
    on(qtbot, dialog)


def test_an_unknown_column_becomes_a_field_of_ones_own(qtbot: QtBot, ui: Ui, opened: Opened, workbook: Workbook):
    dialog = opened(workbook([("公司名称", "电话", "幸运色"), ("远岫食品机械厂", "0571-00000090", "青")]))
    choose(column(dialog, 2), "own")
    on(qtbot, dialog)
    on(qtbot, dialog, DONE)
    assert [field.label.zh for field in ui.desk.fields("customer").all if field.by_user] == ["幸运色"]


def test_a_value_is_filled_in_for_all_rows(qtbot: QtBot, ui: Ui, opened: Opened, workbook: Workbook):
    dialog = opened(workbook([("公司名称", "电话"), ("远岫食品机械厂", "0571-00000090")]))
    more = dialog.columns_page.more
    assert not more.constants.isVisible()
    qtbot.mouseClick(more.fold.heads[CONSTANTS], Qt.MouseButton.LeftButton)
    qtbot.mouseClick(more.constants.add, Qt.MouseButton.LeftButton)
    (line,) = more.constants.lines
    line.choose("owner")
    qtbot.waitUntil(lambda: line.input is not None and line.input.widget.hasFocus())
    enter("何安")
    assert more.fold.heads[CONSTANTS].text().endswith("何安")
    on(qtbot, dialog)
    assert dict(dialog.work.options.constants) == {"owner": "何安"}
    on(qtbot, dialog, DONE)
    assert values(ui, "远岫食品机械厂")["owner"] == "何安"


def test_a_value_that_cannot_be_read_is_said_beside_it(qtbot: QtBot, opened: Opened, workbook: Workbook):
    dialog = opened(workbook([("公司名称", "电话"), ("远岫食品机械厂", "0571-00000090")]))
    constants = dialog.columns_page.more.constants
    line = constants.add_line()
    line.choose("founded_on", "2020-02-30")
    qtbot.mouseClick(dialog.confirm_button, Qt.MouseButton.LeftButton)
    assert (dialog.step, dialog.work.phase) == (COLUMNS, "")
    assert constants.isVisible()
    assert line._problem.text()
    qtbot.mouseClick(line.remove, Qt.MouseButton.LeftButton)
    assert not constants.lines
    on(qtbot, dialog)


def test_words_for_nothing_and_keys_are_ticked(qtbot: QtBot, ui: Ui, opened: Opened, workbook: Workbook):
    dialog = opened(workbook([("公司名称", "电话", "城市"), ("远岫食品机械厂", "0571-00000090", "暂无")]))
    more = dialog.columns_page.more
    more.fold.open(EMPTY_WORDS)
    (box,) = (box for box in more.blanks if box.text() == "暂无")
    qtbot.mouseClick(box, Qt.MouseButton.LeftButton, pos=box.rect().center())
    more.fold.open(KNOWN_BY)
    assert not box.isVisible()
    assert [key.isChecked() for key in more.keys] == [True] * len(KEYS)
    more.keys[-1].setFocus()
    press(dialog, Key.Key_Space)
    on(qtbot, dialog)
    assert "暂无" in dialog.work.options.blanks
    assert dialog.work.options.keys == KEYS[:-1]


def test_what_stood_last_time_can_be_thrown_away(qtbot: QtBot, ui: Ui, opened: Opened, workbook: Workbook):
    rows = [("公司名称", "代号", "电话"), ("远岫食品机械厂", "远岫", "0571-00000090")]
    importing.import_file(ui.desk, workbook(rows), importing.Options(map={"代号": "short_name"}))
    dialog = opened(workbook([*rows, ("岸沐日化用品有限公司", "岸沐", "0571-00000091")]))
    page = dialog.columns_page
    assert (column(dialog, 1).key(), sure(dialog, 1)) == ("short_name", "As last time")
    assert page.memory.isVisible()
    qtbot.mouseClick(page.memory.buttons["anew"], Qt.MouseButton.LeftButton)
    settled(qtbot, dialog, COLUMNS)
    assert (column(dialog, 1).key(), sure(dialog, 1)) == ("", "Not recognised")
    assert not page.memory.isVisible()


def test_day_and_month_are_asked_for_where_the_column_does_not_tell(qtbot: QtBot, ui: Ui, opened: Opened, workbook):
    dialog = opened(workbook([("公司名称", "电话", "成立日期"), ("远岫食品机械厂", "0571-00000090", "1/2/2020")]))
    line = dialog.columns_page.lines[SHEET, 2]
    assert set(line.radios) == {"mdy", "dmy"}
    assert not any(radio.isChecked() for radio in line.radios.values())
    radio = line.radios["dmy"]
    qtbot.mouseClick(radio, Qt.MouseButton.LeftButton, pos=radio.rect().center())
    on(qtbot, dialog)
    assert list(dialog.work.options.dates.values()) == ["dmy"]
    on(qtbot, dialog, DONE)
    assert str(values(ui, "远岫食品机械厂")["founded_on"]) == "2020-02-01"


def test_columns_can_be_guessed_without_a_header(qtbot: QtBot, opened: Opened, workbook: Workbook):
    rows = [(f"远岫食品{i}有限公司", f"139000001{i:02}") for i in range(12)]
    dialog = opened(workbook(rows))
    if dialog.step == FILE:
        on(qtbot, dialog, COLUMNS)
    assert sure(dialog, 1) == "Guessed: check"
    assert column(dialog, 1).key() == "mobile"


def test_going_back_keeps_what_was_chosen(qtbot: QtBot, opened: Opened, workbook: Workbook):
    dialog = opened(workbook([HEADER, *ROWS]))
    choose(column(dialog, 2), "")
    dialog.columns_page.more.keys[0].setChecked(False)
    on(qtbot, dialog)
    qtbot.mouseClick(dialog.back_button, Qt.MouseButton.LeftButton)
    assert dialog.step == COLUMNS
    assert (column(dialog, 2).key(), sure(dialog, 2)) == ("", "Left out")
    assert not dialog.columns_page.more.keys[0].isChecked()


@pytest.mark.parametrize("text", ["sj", "shouji", "手机"])
def test_a_field_is_found_by_pinyin(qtbot: QtBot, ui: Ui, opened: Opened, workbook: Workbook, words_zh, text: str):
    chinese = Ui(ui.desk, words_zh, ui.jobs, ui.bus, ui.preferences)
    dialog = opened(workbook([("公司名称", "代号"), ("远岫食品机械厂", "远岫")]), of=chinese)
    if dialog.step == FILE:
        on(qtbot, dialog, COLUMNS)
    combo = column(dialog, 1)
    combo.showPopup()
    assert combo.popup is not None
    combo.popup.search.setText(text)
    assert combo.popup.list.key_at(combo.popup.list.currentIndex()) == "mobile"
    combo.popup.hide()


def test_what_is_ticked_is_told_beside_its_title_in_words(opened: Opened, workbook: Workbook):
    dialog = opened(workbook())
    more = dialog.columns_page.more
    for box in more.keys:
        box.setChecked(box.objectName() in ("import-key-phone", "import-key-name"))
    assert more.fold.heads[KNOWN_BY].text() == "Recognise existing customers by: Phone, Name"
    for box in more.blanks:
        box.setChecked(box is more.blanks[0])
    assert more.fold.heads[EMPTY_WORDS].text() == f"Words that mean empty: {more.blanks[0].text()}"


def test_dates_that_mean_two_days_are_asked_about_before_going_on(qtbot: QtBot, opened: Opened, workbook: Workbook):
    rows = [(f"客户{i}", f"1390000{i:04}", "嘉兴", f"{i}/{i + 1}/1990", "陈立") for i in range(1, 9)]
    dialog = opened(workbook([HEADER, *rows]))
    page = dialog.columns_page
    press(dialog, Key.Key_Return)
    assert dialog.step == COLUMNS
    assert page.trouble.text() == "Say whether the month or the day stands first in “生日”."
    radios = page.lines[SHEET, 3].radios
    assert radios["mdy"].hasFocus()
    qtbot.keyClick(radios["mdy"], Key.Key_Space)
    assert not page.trouble.isVisible()
    on(qtbot, dialog)
    assert dialog.work.sorted.count("new") == 8
    qtbot.mouseClick(dialog.back_button, Qt.MouseButton.LeftButton)
    page.lines[SHEET, 3].show_order("")
    choose(column(dialog, 3), "")
    on(qtbot, dialog)
    assert dialog.work.sorted.count("new") == 8
