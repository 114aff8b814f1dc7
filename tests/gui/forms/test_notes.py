"""The notes of a file: written, changed, pinned, deleted and found, as a person does it."""

from __future__ import annotations

import itertools
import random
import time

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from crmdesk.core.notes import MOST_CHARACTERS
from crmdesk.gui.forms.notes_block import NoteBlock
from crmdesk.services import customers, drafts, history, notes

CONTROL = Qt.KeyboardModifier.ControlModifier
MIXED = (
    "月底盘点，25 日后不收货。",
    "שלום, נא להתקשר מחר בבוקר",
    "👍 已确认",
    "Please call before ten. " * 30,
    "https://heyan.example/" + "a" * 300,
    "第一行\n\n第三行",
)


def press(qtbot, key, modifier=Qt.KeyboardModifier.NoModifier):
    qtbot.keyClick(QApplication.focusWidget(), key, modifier)


def stored(ui, customer_id) -> list[str]:
    return [note.text for note in notes.of_customer(ui.desk, customer_id)]


def shown_texts(pane) -> list[str]:
    """The texts in the list, from the top, as far as they are in sight."""
    blocks = [block for block in pane.notes.list.widgets() if isinstance(block, NoteBlock)]
    return [block.text.toPlainText() for block in sorted(blocks, key=lambda block: block.y())]


@pytest.fixture
def shown(ui, pane, enterprise):
    """Three notes, the page open."""
    for text in ("一：来电", "二：走访", "三：报价"):
        notes.add(ui.desk, enterprise, text)
    pane.show_customer(enterprise)
    pane.show_page("notes")
    QApplication.processEvents()
    return pane


def test_the_newest_comes_first_and_the_tab_counts(shown):
    assert shown_texts(shown) == ["三：报价", "二：走访", "一：来电"]
    counts = {tab.key: tab.count for tab in (item.tab for item in shown.tabs.findChildren(type(shown.tabs._items[0])))}
    assert counts["notes"] == "3"


def test_typing_and_control_enter_saves(ui, shown, enterprise, heard, qtbot, write):
    shown.notes.input.text.setFocus()
    write("四：寄样")
    press(qtbot, Qt.Key.Key_Return)
    write("下周到")
    press(qtbot, Qt.Key.Key_Return, CONTROL)
    assert stored(ui, enterprise)[0] == "四：寄样\n下周到"
    assert shown_texts(shown)[0] == "四：寄样\n下周到"
    assert shown.notes.input.text.toPlainText() == ""
    assert heard.messages == ["Saved the note"]
    ui.wrote(history.undo(ui.desk)[1])
    assert shown_texts(shown) == ["三：报价", "二：走访", "一：来电"]


def test_the_button_saves_and_the_input_grows(ui, shown, enterprise, qtbot, write):
    line = shown.notes.input
    assert not line.save.isEnabled()
    line.text.setFocus()
    low = line.text.height()
    write("一\n二\n三")
    assert line.text.height() > low
    qtbot.mouseClick(line.save, Qt.MouseButton.LeftButton)
    assert stored(ui, enterprise)[0] == "一\n二\n三"
    assert line.text.height() == low


def test_a_refused_note_stays_in_the_input(ui, shown, enterprise, qtbot):
    shown.notes.input.text.setFocus()
    shown.notes.input.text.insertPlainText("长" * (MOST_CHARACTERS + 1))
    press(qtbot, Qt.Key.Key_Return, CONTROL)
    assert "20,001" in shown.notes.input.problem.text()
    assert shown.notes.input.problem.isVisible()
    assert len(shown.notes.input.text.toPlainText()) == MOST_CHARACTERS + 1
    assert len(stored(ui, enterprise)) == 3


def test_f2_changes_on_the_spot_and_esc_gives_up(ui, shown, enterprise, heard, qtbot, write):
    shown.notes.list.setFocus(Qt.FocusReason.TabFocusReason)
    press(qtbot, Qt.Key.Key_Down)
    press(qtbot, Qt.Key.Key_F2)
    write("，方工在")
    press(qtbot, Qt.Key.Key_Escape)
    assert stored(ui, enterprise)[1] == "二：走访"
    assert shown.notes.list.hasFocus()
    press(qtbot, Qt.Key.Key_F2)
    write("，方工在")
    press(qtbot, Qt.Key.Key_Return, CONTROL)
    assert stored(ui, enterprise)[1] == "二：走访，方工在"
    assert shown_texts(shown)[1] == "二：走访，方工在"
    assert heard.messages == ["Saved the note"]


def test_a_double_click_changes_the_note_under_it(ui, shown, enterprise, qtbot, write):
    block = shown.notes.list.widget_of(shown.notes.list.keys()[2])
    qtbot.mouseDClick(block.text.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    write("：改", instead=True)
    qtbot.mouseClick(block.findChild(type(shown.notes.input.save), "note-save"), Qt.MouseButton.LeftButton)
    assert stored(ui, enterprise)[2] == "：改"


def test_delete_by_key_and_undo(ui, shown, enterprise, heard, qtbot):
    shown.notes.list.setFocus(Qt.FocusReason.TabFocusReason)
    press(qtbot, Qt.Key.Key_Delete)
    assert stored(ui, enterprise) == ["二：走访", "一：来电"]
    assert shown_texts(shown) == ["二：走访", "一：来电"]
    assert shown.notes.list.current() == shown.notes.list.keys()[0]
    press(qtbot, Qt.Key.Key_Delete)
    assert stored(ui, enterprise) == ["一：来电"]
    assert heard.messages == ["Deleted a note"] * 2
    ui.wrote(history.undo(ui.desk)[1])
    assert shown_texts(shown) == ["二：走访", "一：来电"]


def test_the_menu_pins_and_copies(ui, shown, enterprise, heard):
    first = shown.notes.list.keys()[2]
    note = next(one for one in notes.of_customer(ui.desk, enterprise) if one.id == first)
    menu = shown.notes.actions_part.make_menu(note)
    entries = {action.text().partition("\t")[0]: action for action in menu.actions()}
    entries["Keep on top"].trigger()
    assert shown_texts(shown)[0] == "一：来电"
    entries["Copy"].trigger()
    assert QGuiApplication.clipboard().text() == "一：来电"
    assert heard.messages == ["The note stays on top", "Copied the note"]
    menu.deleteLater()


def test_what_is_selected_is_copied_alone(shown, qtbot):
    shown.notes.list.setFocus(Qt.FocusReason.TabFocusReason)
    block = shown.notes.list.widget_of(shown.notes.list.keys()[0])
    cursor = block.text.textCursor()
    cursor.setPosition(0)
    cursor.setPosition(1, cursor.MoveMode.KeepAnchor)
    block.text.setTextCursor(cursor)
    press(qtbot, Qt.Key.Key_C, CONTROL)
    assert QGuiApplication.clipboard().text() == "三"


def test_searching_as_one_types(ui, shown, enterprise, qtbot, write):
    for number in range(4):
        notes.add(ui.desk, enterprise, f"第 {number} 次试装")
    shown.show_customer(enterprise)
    shown.notes.filter.setFocus()
    write("试装")
    assert len(shown.notes.list.keys()) == 4
    assert shown.notes.found.text() == "4 of 7"
    write("没有")
    assert shown.notes.list.keys() == []
    qtbot.mouseClick(shown.notes._nothing.findChild(type(shown.notes.input.save)), Qt.MouseButton.LeftButton)
    assert len(shown.notes.list.keys()) == 7


def test_what_was_not_saved_waits_for_its_customer(ui, shown, enterprise, individual, write):
    shown.notes.input.text.setFocus()
    write("半句话")
    assert shown.may_leave()
    assert shown.notes.input.text.toPlainText() == "半句话"
    shown.show_customer(individual)
    shown.show_page("notes")
    assert shown.notes.input.text.toPlainText() == ""
    assert [draft.texts for draft in drafts.all_drafts(ui.desk)] == [{"text": "半句话"}]
    shown.show_customer(enterprise)
    shown.show_page("notes")
    assert shown.notes.input.text.toPlainText() == "半句话"
    shown.notes.input.text.setFocus()
    shown.notes.input._save()
    assert stored(ui, enterprise)[0] == "半句话"
    shown.show_nothing()
    assert drafts.all_drafts(ui.desk) == []


def test_leaving_a_changed_note_asks(ui, shown, enterprise, write, answer, qtbot):
    key = shown.notes.list.keys()[0]
    shown.notes.edit(key)
    write("！")
    questions = answer("leave-cancel")
    assert not shown.may_leave()
    assert questions == ["Save the changes to “禾砚精密机械（嘉兴）有限公司”?"]
    answer("leave-confirm")
    assert shown.may_leave()
    assert stored(ui, enterprise)[0] == "三：报价！"
    shown.activateWindow()
    qtbot.waitUntil(shown.isActiveWindow)
    shown.notes.edit(key)
    write("？")
    questions = answer("leave-discard")
    assert shown.may_leave()
    assert len(questions) == 1
    assert stored(ui, enterprise)[0] == "三：报价！"


def test_a_note_being_changed_survives_what_else_is_written(ui, shown, enterprise, write):
    shown.notes.edit(shown.notes.list.keys()[0])
    write("，改到一半")
    ui.wrote(notes.add(ui.desk, enterprise, "别处写的")[1])
    assert shown_texts(shown)[0] == "别处写的"
    block = shown.notes.list.widget_of(shown.notes.list.keys()[1])
    assert block.editor.toPlainText() == "三：报价，改到一半"
    block.end()


def test_searching_never_takes_away_a_note_being_changed(shown, write):
    shown.notes.edit(shown.notes.list.keys()[0])
    write("，改到一半")
    shown.notes.filter.setText("走访")
    assert len(shown.notes.list.keys()) == 2
    assert shown.notes.list.widget_of(shown.notes.list.keys()[0]).editor.toPlainText() == "三：报价，改到一半"
    shown.notes.end_editing()


def test_the_trash_is_only_read(ui, shown, enterprise, qtbot):
    customers.delete(ui.desk, [enterprise])
    shown.show_customer(enterprise)
    shown.show_page("notes")
    assert shown_texts(shown) == ["三：报价", "二：走访", "一：来电"]
    assert not shown.notes.input.isVisible()
    shown.notes.list.setFocus(Qt.FocusReason.TabFocusReason)
    press(qtbot, Qt.Key.Key_Delete)
    press(qtbot, Qt.Key.Key_F2)
    assert len(stored(ui, enterprise)) == 3
    note = notes.of_customer(ui.desk, enterprise)[0]
    menu = shown.notes.actions_part.make_menu(note, fixed=True)
    assert [action.text().partition("\t")[0] for action in menu.actions()] == ["Copy"]
    menu.deleteLater()


def test_two_thousand_notes_open_and_scroll_quickly(ui, pane, enterprise, qtbot):
    chance = random.Random(3)
    with ui.desk.recording("import", count=2000, file="") as made:
        for number in range(2000):
            text = f"{number} " + " ".join(chance.choice(MIXED) for _ in range(chance.choice((1, 1, 2, 8))))
            row = {"text": text, "at": f"2026-01-01T00:{number // 60 % 60:02}:{number % 60:02}Z", "who": "陈立"}
            made.create("note", {"customer_id": enterprise, **row})
    pane.show_customer(enterprise)
    QApplication.processEvents()
    begin = time.perf_counter()
    pane.show_page("notes")
    QApplication.processEvents()
    assert time.perf_counter() - begin < 1.0, "opening is far from at once"
    column, bar = pane.notes.list, pane.notes.list.verticalScrollBar()
    assert len(column.keys()) == 2000
    assert len(column.widgets()) < 40
    for value in (*range(0, 3000, 60), bar.maximum() // 2, bar.maximum()):
        bar.setValue(value)
        in_order = sorted(column.widgets(), key=lambda block: block.y())
        for above, below in itertools.pairwise(in_order):
            assert above.geometry().bottom() + 1 == below.y()
    assert len(column.widgets()) < 40
    last = max(column.widgets(), key=lambda block: block.y())
    assert last.note.id == column.keys()[-1]
    assert last.geometry().bottom() + 1 == column.viewport().height()


def test_scrolling_up_nothing_jumps(ui, pane, enterprise):
    chance = random.Random(5)
    for number in range(120):
        notes.add(ui.desk, enterprise, f"{number} " + " ".join(chance.choice(MIXED) for _ in range(4)))
    pane.show_customer(enterprise)
    pane.show_page("notes")
    QApplication.processEvents()
    column, bar = pane.notes.list, pane.notes.list.verticalScrollBar()
    bar.setValue(bar.maximum())
    while bar.value() > 0:
        before = {block.note.id: block.y() for block in column.widgets()}
        step = min(40, bar.value())
        bar.setValue(bar.value() - step)
        both = {block.note.id: block.y() for block in column.widgets() if block.note.id in before}
        assert both
        assert {block_id: y - before[block_id] for block_id, y in both.items()} == dict.fromkeys(both, step)
