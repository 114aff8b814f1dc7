"""Lists, own fields and competitors in the settings, by keyboard."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from crmdesk.gui.dialogs.settings_fields import NewFieldDialog
from crmdesk.gui.dialogs.settings_replacing import ReplaceDialog
from crmdesk.gui.ui import Ui
from crmdesk.services import competitors, customers, elsewhere, history, lists, user_fields
from tests.gui.conftest import enter
from tests.gui.dialogs.settings import at_rest, key, names, open_settings, shown, write_line


@pytest.fixture
def sources(ui: Ui) -> list[int]:
    return [
        customers.add(ui.desk, {"name": f"客户{i}", "source": word})[0] for i, word in enumerate(("web", "web", "fair"))
    ]


def current_dialog(qtbot: QtBot, kind: type):
    qtbot.waitUntil(lambda: isinstance(QApplication.activeWindow(), kind))
    return QApplication.activeWindow()


def click(widget, name: str) -> None:
    QTest.mouseClick(widget.findChild(QAbstractButton, name), Qt.MouseButton.LeftButton)


def test_a_word_is_renamed_by_f2_and_keeps_its_customers(qtbot: QtBot, ui: Ui, sources: list[int]):
    dialog = open_settings(qtbot, ui, "lists")
    box = dialog.pane.box
    dialog.pane.go_to("source/web")
    key(Qt.Key.Key_F2)
    write_line(qtbot, "互联网")
    at_rest(qtbot, ui)
    assert ("互联网", "Web", "2") in shown(box)
    assert box.table.hasFocus()
    assert box.table.current_key() == "web"
    assert dialog.pane.reset_link.text() == "Back to “Web”"
    click(dialog, "lists-reset")
    assert names(box) == [word.label.en for word in lists.words(ui.desk, "source")]
    assert not dialog.pane.reset_link.isVisible()
    assert len(history.entries(ui.desk)) >= 2


def test_a_word_is_added_by_ins_and_esc_adds_nothing(qtbot: QtBot, ui: Ui):
    dialog = open_settings(qtbot, ui, "lists")
    box = dialog.pane.box
    before = names(box)
    dialog.pane.go_to("source")
    key(Qt.Key.Key_Insert)
    qtbot.waitUntil(lambda: QApplication.focusWidget().objectName() == "line-editor")
    key(Qt.Key.Key_Escape)
    assert names(box) == before
    assert dialog.isVisible()
    key(Qt.Key.Key_Insert)
    write_line(qtbot, "抖音")
    assert names(box) == [*before, "抖音"]
    assert box.table.current_key() == "抖音"


def test_a_word_that_is_there_is_refused_and_can_be_mended(qtbot: QtBot, ui: Ui):
    dialog = open_settings(qtbot, ui, "lists")
    box = dialog.pane.box
    dialog.pane.go_to("source/web")
    key(Qt.Key.Key_F2)
    write_line(qtbot, "展会")
    qtbot.waitUntil(lambda: QApplication.focusWidget().objectName() == "line-editor")
    assert box.problem.isVisible()
    assert "already" in box.problem.accessibleName()
    assert QApplication.focusWidget().text() == "展会"
    write_line(qtbot, "线上展会")
    assert not box.problem.isVisible()
    assert "线上展会" in names(box)


def test_words_are_moved_by_alt_and_the_arrows(qtbot: QtBot, ui: Ui):
    dialog = open_settings(qtbot, ui, "lists")
    box = dialog.pane.box
    first, second, *_rest = names(box)
    dialog.pane.go_to("source/" + box.table.lines.lines[1].key)
    key(Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert names(box)[:2] == [second, first]
    key(Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert names(box)[:2] == [second, first]
    assert not box.up_button.isEnabled()
    dialog.undo()
    at_rest(qtbot, ui)
    assert names(box)[:2] == [first, second]


def test_an_unused_word_is_deleted_at_once(qtbot: QtBot, ui: Ui):
    dialog = open_settings(qtbot, ui, "lists")
    dialog.pane.go_to("source/fair")
    key(Qt.Key.Key_Delete)
    at_rest(qtbot, ui)
    assert "fair" not in [word.key for word in lists.words(ui.desk, "source")]
    assert dialog.pane.box.table.current_key()
    assert dialog.undo_link.isVisible()


def test_a_used_word_asks_what_takes_its_place(qtbot: QtBot, ui: Ui, sources: list[int]):
    dialog = open_settings(qtbot, ui, "lists")
    dialog.pane.go_to("source/web")
    key(Qt.Key.Key_Delete)
    asked = current_dialog(qtbot, ReplaceDialog)
    assert "2 customers" in asked.findChildren(type(dialog._title))[0].text()
    key(Qt.Key.Key_Escape)
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    dialog.pane.box.table.setFocus()
    assert lists.counts(ui.desk, "source") == {"web": 2, "fair": 1}
    key(Qt.Key.Key_Delete)
    asked = current_dialog(qtbot, ReplaceDialog)
    asked.choice.set_key("fair")
    key(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: lists.counts(ui.desk, "source") == {"fair": 3})
    at_rest(qtbot, ui)
    assert "Web" not in names(dialog.pane.box)
    dialog.undo()
    at_rest(qtbot, ui)
    assert "Web" in names(dialog.pane.box)
    assert lists.counts(ui.desk, "source") == {"web": 2, "fair": 1}


def test_another_list_and_own_choices_are_shown(qtbot: QtBot, ui: Ui):
    own, _ = user_fields.add(ui.desk, "储存方式", user_fields.Type.CHOICE, ["常温", "冷藏"])
    dialog = open_settings(qtbot, ui, "lists")
    dialog.pane.choice.setFocus()
    key(Qt.Key.Key_End)
    at_rest(qtbot, ui)
    assert dialog.pane.choice.key() == own
    assert names(dialog.pane.box) == ["常温", "冷藏"]


def test_an_own_field_is_made_in_its_dialog(qtbot: QtBot, ui: Ui):
    dialog = open_settings(qtbot, ui, "fields")
    assert "text" in dialog.pane.box._empty.accessibleName()
    click(dialog, "fields-empty-button")
    new = current_dialog(qtbot, NewFieldDialog)
    assert not new.rows["words"].isVisible()
    enter("手机")
    new.type.set_key("choice")
    assert new.rows["words"].isVisible()
    key(Qt.Key.Key_Return)
    assert new.rows["label"].problem()[0] == "bad" or new.rows["words"].problem()[0] == "bad"
    new.words.setPlainText("常温\n冷藏\n\n")
    key(Qt.Key.Key_Return)
    new.label.setFocus()
    new.label.selectAll()
    enter("储存方式")
    key(Qt.Key.Key_Return)
    at_rest(qtbot, ui)
    assert shown(dialog.pane.box) == [("储存方式", "A choice", "常温, 冷藏", "0")]
    click(dialog, "fields-words")
    assert (dialog.pane.key, dialog.pane.choice.key()) == ("lists", "x1")


def test_own_fields_are_renamed_moved_deleted(qtbot: QtBot, ui: Ui):
    for label in ("甲", "乙"):
        user_fields.add(ui.desk, label, user_fields.Type.TEXT)
    dialog = open_settings(qtbot, ui, "fields")
    box = dialog.pane.box
    dialog.pane.go_to("x2")
    key(Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert names(box) == ["乙", "甲"]
    key(Qt.Key.Key_F2)
    write_line(qtbot, "丙")
    assert names(box) == ["丙", "甲"]
    key(Qt.Key.Key_Delete)
    at_rest(qtbot, ui)
    assert names(box) == ["甲"]
    dialog.undo()
    at_rest(qtbot, ui)
    assert names(box) == ["丙", "甲"]


def test_a_text_field_becomes_a_choice(qtbot: QtBot, ui: Ui):
    key_, _ = user_fields.add(ui.desk, "设备", user_fields.Type.TEXT)
    dialog = open_settings(qtbot, ui, "fields")
    click(dialog, "fields-choice")
    qtbot.waitUntil(dialog.pane.box.problem.isVisible)
    customers.add(ui.desk, {"name": "客户", key_: "磨床"})
    click(dialog, "fields-choice")
    qtbot.waitUntil(lambda: user_fields.known(ui.desk, key_).type is user_fields.Type.CHOICE)
    at_rest(qtbot, ui)
    assert shown(dialog.pane.box)[0][1:3] == ("A choice", "磨床")
    assert not dialog.pane.box.problem.isVisible()


def test_the_register_of_competitors(qtbot: QtBot, ui: Ui):
    dialog = open_settings(qtbot, ui, "competitors")
    pane = dialog.pane
    click(dialog, "competitors-empty-button")
    write_line(qtbot, "海川工具")
    click(dialog, "competitors-add")
    write_line(qtbot, "汇凌耗材")
    assert names(pane.box) == ["海川工具", "汇凌耗材"]
    pane.inputs["strengths"].setFocus()
    enter("价格低")
    pane.inputs["weaknesses"].setFocus()
    found = {each.name: each for each in competitors.all_competitors(ui.desk)}
    assert found["汇凌耗材"].strengths == "价格低"
    pane.go_to(str(found["海川工具"].id))
    assert pane.inputs["strengths"].toPlainText() == ""
    key(Qt.Key.Key_F2)
    write_line(qtbot, "汇凌耗材")
    qtbot.waitUntil(pane.box.problem.isVisible)
    key(Qt.Key.Key_Escape)
    assert names(pane.box) == ["海川工具", "汇凌耗材"]


def test_a_competitor_customers_buy_from_asks_for_another(qtbot: QtBot, ui: Ui):
    first, _ = competitors.add(ui.desk, {"name": "海川工具"})
    other, _ = competitors.add(ui.desk, {"name": "汇凌耗材"})
    customer_id, _ = customers.add(ui.desk, {"name": "客户"})
    elsewhere.add(ui.desk, customer_id, {"product": "胶带", "competitor": "海川工具"})
    dialog = open_settings(qtbot, ui, "competitors")
    dialog.pane.go_to(str(first))

    def answer() -> None:
        asked = current_dialog(qtbot, ReplaceDialog)
        asked.choice.set_key(str(other))
        asked.accept()

    QTimer.singleShot(0, dialog, answer)
    key(Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: names(dialog.pane.box) == ["汇凌耗材"])
    assert competitors.all_competitors(ui.desk)[0].customers == 1


def test_long_work_shows_how_far_it_is_and_can_be_stopped(qtbot: QtBot, ui: Ui, sources: list[int]):
    dialog = open_settings(qtbot, ui, "lists")
    box = dialog.pane.box
    stopped: list[bool] = []

    box.begin(lambda: stopped.append(True))
    box.show_progress(500, 12_000)
    assert box.progress.isVisible()
    assert not box.table.isEnabled()
    assert not box.delete_button.isEnabled()
    click(dialog, "lists-progress-cancel")
    assert stopped == [True]
    assert box.table.isEnabled()
    assert not box.progress.isVisible()


def test_a_stopped_deletion_leaves_everything(qtbot: QtBot, ui: Ui, sources: list[int]):
    dialog = open_settings(qtbot, ui, "lists")
    before = names(dialog.pane.box)
    held = threading.Event()
    ui.jobs.run(ui.bus, lambda _desk, _job: held.wait(5), lambda _result: None, ui.bus.failed.emit)
    dialog.pane._deleted("web", "fair")
    dialog.pane.box.progress.cancelled.emit()
    held.set()
    at_rest(qtbot, ui)
    assert lists.counts(ui.desk, "source") == {"web": 2, "fair": 1}
    assert names(dialog.pane.box) == before


def test_closing_the_settings_does_not_stop_what_is_being_written(qtbot: QtBot, ui: Ui, sources: list[int]):
    dialog = open_settings(qtbot, ui, "lists")
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    held = threading.Event()
    ui.jobs.run(ui.bus, lambda _desk, _job: held.wait(5), lambda _result: None, ui.bus.failed.emit)
    dialog.pane._deleted("web", "fair")
    with qtbot.waitSignal(dialog.destroyed):
        dialog.close()
    with qtbot.waitSignal(ui.bus.changed):
        held.set()
    assert lists.counts(ui.desk, "source") == {"fair": 3}
