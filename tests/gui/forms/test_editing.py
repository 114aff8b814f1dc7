"""Editing on the spot."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QLineEdit, QPlainTextEdit, QWidget

from crmdesk.services import customers, duplicates, history

CONTROL = Qt.KeyboardModifier.ControlModifier


def stored(ui, customer_id):
    return customers.file(ui.desk, customer_id).values


def press(qtbot, key, modifier=Qt.KeyboardModifier.NoModifier):
    qtbot.keyClick(QApplication.focusWidget(), key, modifier)


@pytest.fixture
def editing(pane, enterprise):
    pane.show_customer(enterprise)
    pane.start_editing("phone")
    return pane


def test_the_phone_edited_and_saved_by_keyboard(ui, pane, enterprise, heard, qtbot, write):
    pane.show_customer(enterprise)
    pane.reading.setFocus()
    press(qtbot, Qt.Key.Key_E, CONTROL)
    assert pane.editing
    pane.editing_part.form.focus("phone")
    write("0573-0000 0099", instead=True)
    assert pane.head.state.text() == "1 changed"
    press(qtbot, Qt.Key.Key_S, CONTROL)
    assert not pane.editing
    assert stored(ui, enterprise)["phone"] == "0573-0000 0099"
    assert heard.messages == ["Saved 禾砚精密机械（嘉兴）有限公司"]
    history.undo(ui.desk)
    assert stored(ui, enterprise)["phone"] == "0573-0000 0013"


def test_only_what_was_changed_is_written(ui, editing, enterprise, write):
    write("0573-0000 0099", instead=True)
    assert editing.editing_part.form.typed() == {"phone": "0573-0000 0099"}
    assert editing.save()
    entries = [entry for entry in history.of_customer(ui.desk, enterprise, ui.words) if entry.field]
    assert [entry.field for entry in entries] == ["Phone"]


def test_nothing_changed_writes_nothing(ui, editing, enterprise, heard):
    form = editing.editing_part.form
    assert form.changes(hidden=True) == {}
    before = history.entries(ui.desk)
    assert editing.save()
    assert history.entries(ui.desk) == before
    assert heard.messages == []


def test_a_hard_problem_blocks_and_gets_the_cursor(ui, editing, enterprise, qtbot, write):
    form = editing.editing_part.form
    form.focus("founded_on")
    write("2009-02-30", instead=True)
    press(qtbot, Qt.Key.Key_Return)
    assert form.rows["founded_on"].problem()[0] == "bad"
    assert "1 to mend" in editing.head.state.text()
    assert not form.inputs["founded_on"].widget.hasFocus()
    press(qtbot, Qt.Key.Key_S, CONTROL)
    assert editing.editing
    assert form.inputs["founded_on"].widget.hasFocus()
    write("2009-02-28", instead=True)
    assert form.rows["founded_on"].problem()[0] == ""
    press(qtbot, Qt.Key.Key_S, CONTROL)
    assert str(stored(ui, enterprise)["founded_on"]) == "2009-02-28"


def test_a_name_is_needed(editing, qtbot, write):
    form = editing.editing_part.form
    form.focus("name")
    write("", instead=True)
    press(qtbot, Qt.Key.Key_Backspace)
    assert not editing.save()
    assert form.rows["name"].problem() == ("bad", "A name is needed.")


def test_a_soft_problem_warns_and_is_kept(ui, editing, enterprise, qtbot, write):
    form = editing.editing_part.form
    form.focus("credit_code")
    write("91000000MA00001386", instead=True)
    press(qtbot, Qt.Key.Key_Tab)
    assert form.rows["credit_code"].problem()[0] == "warn"
    assert "1 to check" in editing.head.state.text()
    assert editing.save()
    assert stored(ui, enterprise)["credit_code"] == "91000000MA00001386"


def test_a_number_in_use_is_refused_beside_its_field(editing, individual, ui, write):
    form = editing.editing_part.form
    form.focus("number")
    write(stored(ui, individual)["number"], instead=True)
    assert not editing.save()
    assert "许念安" in form.rows["number"].problem()[1]


def test_a_stored_doubtful_value_warns_at_once(ui, pane, individual):
    customers.edit(ui.desk, individual, {"mobile": "1390000"})
    pane.show_customer(individual)
    pane.start_editing()
    form = pane.editing_part.form
    assert form.rows["mobile"].problem()[0] == "warn"
    assert pane.head.state.text() == ""


def test_a_dot_marks_what_changed(editing, write):
    form = editing.editing_part.form
    write("0573-0000 0099", instead=True)
    assert form.rows["phone"].is_changed()
    write("0573-0000 0013", instead=True)
    assert not form.rows["phone"].is_changed()


def test_starting_to_edit_moves_nothing_above_the_tabs(pane, enterprise, qtbot):
    pane.show_customer(enterprise)
    places = [(w.mapTo(pane, QPoint()), w.size()) for w in (pane.head, pane.facts, pane.tabs, pane.pages)]
    pane.start_editing()
    QApplication.processEvents()
    assert [(w.mapTo(pane, QPoint()), w.size()) for w in (pane.head, pane.facts, pane.tabs, pane.pages)] == places


def test_enter_goes_on_to_the_next_field(editing, qtbot):
    form = editing.editing_part.form
    press(qtbot, Qt.Key.Key_Return)
    assert editing.editing
    assert form.inputs["fax"].widget.hasFocus()


def test_control_enter_saves_even_from_the_notes(ui, editing, enterprise, qtbot, write):
    editing.editing_part.form.focus("notes")
    write("改了", instead=True)
    press(qtbot, Qt.Key.Key_Return, CONTROL)
    assert not editing.editing
    assert stored(ui, enterprise)["notes"] == "改了"


@pytest.mark.parametrize(
    ("button", "editing_after", "kept"),
    [
        ("leave-confirm", False, "0573-0000 0099"),
        ("leave-discard", False, "0573-0000 0013"),
        ("leave-cancel", True, "0573-0000 0013"),
    ],
)
def test_escape_with_changes_asks(ui, editing, enterprise, qtbot, write, answer, button, editing_after, kept):
    write("0573-0000 0099", instead=True)
    asked = answer(button)
    press(qtbot, Qt.Key.Key_Escape)
    assert asked == ["Save the changes to “禾砚精密机械（嘉兴）有限公司”?"]
    assert editing.editing is editing_after
    assert stored(ui, enterprise)["phone"] == kept
    if editing_after:
        assert editing.editing_part.form.text("phone") == "0573-0000 0099"


@pytest.mark.parametrize("key", ["phone", "notes", "tier", "wanted", "founded_on"])
def test_escape_without_changes_just_leaves_from_any_input(editing, qtbot, key):
    editing.editing_part.form.focus(key)
    press(qtbot, Qt.Key.Key_Escape)
    assert not editing.editing


def test_saving_while_leaving_fails_when_something_is_refused(editing, write, answer):
    form = editing.editing_part.form
    form.focus("founded_on")
    write("2009-02-30", instead=True)
    answer("leave-confirm")
    assert not editing.may_leave()
    assert editing.editing
    assert form.text("founded_on") == "2009-02-30"


def test_the_kind_switches_the_fields_and_loses_nothing(ui, editing, enterprise, qtbot, write):
    form = editing.editing_part.form
    form.focus("short_name")
    write("新简称", instead=True)
    qtbot.mouseClick(form.findChild(QAbstractButton, "segment-individual"), Qt.MouseButton.LeftButton)
    assert "gender" in form.asked()
    assert "short_name" not in form.asked()
    assert form.rows["name"].field.accessibleName() == "Name"
    qtbot.mouseClick(form.findChild(QAbstractButton, "segment-enterprise"), Qt.MouseButton.LeftButton)
    assert form.text("short_name") == "新简称"
    assert editing.save()
    assert stored(ui, enterprise)["short_name"] == "新简称"
    assert stored(ui, enterprise)["kind"] == "enterprise"


def test_a_choice_can_be_emptied_and_a_tick_taken_away(ui, editing, enterprise, qtbot):
    form = editing.editing_part.form
    form.focus("tier")
    press(qtbot, Qt.Key.Key_Delete)
    form.focus("wanted")
    press(qtbot, Qt.Key.Key_Space)
    assert editing.save()
    values = stored(ui, enterprise)
    assert "tier" not in values
    assert not values.get("wanted")


def test_amounts_take_their_usual_form(editing, qtbot, write):
    form = editing.editing_part.form
    form.focus("turnover")
    write("9600万", instead=True)
    press(qtbot, Qt.Key.Key_Tab)
    assert form.text("turnover") == "¥96,000,000.00"


def test_groups_complete_the_last_name(editing, qtbot):
    form = editing.editing_part.form
    line = form.inputs["groups"].widget
    completer = line.completer()
    completer._read("")
    line.setText("甲; 展会")
    completer.setCompletionPrefix(completer.splitPath(line.text())[0])
    assert completer.currentCompletion() == "甲; 展会名单"


def test_a_customer_is_offered_by_name(editing, individual, ui, qtbot, write):
    form = editing.editing_part.form
    form.focus("referrer")
    line = form.inputs["referrer"].widget
    qtbot.keyClicks(line, "xunian")
    completer = line.completer()
    qtbot.waitUntil(lambda: completer.model().rowCount() == 1)
    index = completer.model().index(0, 0)
    assert index.data().endswith("许念安")
    number = stored(ui, individual)["number"]
    assert completer.pathFromIndex(index) == number
    completer.popup().hide()
    form.put("referrer", number)
    assert editing.save()


def test_doubles_are_hinted_opened_or_dismissed(ui, editing, heard, qtbot, write, answer):
    other = customers.add(
        ui.desk, {"name": "禾砚精密机械厂", "number": "K00087", "phone": "0573-0000 0087", "owner": "王晓"}
    )[0]
    form, bar = editing.editing_part.form, editing.editing_part.doubles.bar
    line = form.inputs["phone"].widget
    place = line.mapTo(editing, QPoint())
    write("0573-0000 0087", instead=True)
    qtbot.waitUntil(bar.isVisible)
    assert "禾砚精密机械厂 (K00087)" in bar.accessibleName()
    assert "Same phone" in bar.accessibleName()
    assert form.rows["phone"].problem() == ("warn", "Same as K00087, see below")
    assert line.hasFocus()
    assert line.mapTo(editing, QPoint()) == place
    qtbot.mouseClick(bar.buttons["other"], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not bar.isVisible())
    assert form.rows["phone"].problem()[0] == ""
    form.focus("name")
    write("禾砚精密机械厂", instead=True)
    qtbot.waitUntil(lambda: not ui.jobs.busy)
    assert not bar.isVisible()
    assert duplicates.not_same_as(ui.desk, editing.customer_id) == {other}, "it is remembered"
    editing.editing_part.stop()
    ui.wrote(duplicates.take_back_not_same(ui.desk, editing.customer_id, other))
    editing.start_editing("phone")
    write("0573-0000 0087", instead=True)
    qtbot.waitUntil(bar.isVisible)
    asked = answer("leave-discard")
    qtbot.mouseClick(bar.buttons["open"], Qt.MouseButton.LeftButton)
    assert len(asked) == 1
    assert heard.opened == [other]
    assert not bar.isVisible()


def test_unchanged_values_hint_nothing(ui, editing, qtbot):
    customers.add(ui.desk, {"name": "同号", "phone": "0573-0000 0013"})
    form = editing.editing_part.form
    form.focus("short_name")
    qtbot.keyClicks(form.inputs["short_name"].widget, "x")
    qtbot.waitUntil(lambda: not ui.jobs.busy)
    assert not editing.editing_part.doubles.bar.isVisible()


def test_a_change_from_elsewhere_keeps_what_was_typed(ui, editing, enterprise, write):
    form = editing.editing_part.form
    write("0573-0000 0099", instead=True)
    ui.wrote(customers.edit(ui.desk, enterprise, {"short_name": "别处改的", "phone": "0573-0000 0077"}))
    assert form.text("short_name") == "别处改的"
    assert not form.rows["short_name"].is_changed()
    assert form.text("phone") == "0573-0000 0099"
    assert form.rows["phone"].is_changed()
    assert editing.save()
    assert stored(ui, enterprise)["phone"] == "0573-0000 0099"
    assert stored(ui, enterprise)["short_name"] == "别处改的"


def test_deleted_meanwhile_nothing_typed_is_lost(ui, editing, enterprise, write, answer):
    write("0573-0000 0099", instead=True)
    ui.wrote(customers.delete(ui.desk, [enterprise]))
    trouble = editing.editing_part.trouble
    assert trouble.isVisible()
    assert "deleted" in trouble.accessibleName()
    assert editing.editing_part.form.text("phone") == "0573-0000 0099"
    assert not editing.save()
    assert editing.editing
    ui.wrote(history.undo(ui.desk)[1])
    assert not trouble.isVisible()
    assert editing.save()
    assert stored(ui, enterprise)["phone"] == "0573-0000 0099"


def test_reading_follows_an_undo_and_stays_where_it_was(ui, pane, enterprise, qtbot):
    customers.edit(ui.desk, enterprise, {"short_name": "改过"})
    pane.show_customer(enterprise)
    bar = pane.reading.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 100)
    bar.setValue(100)
    ui.wrote(history.undo(ui.desk)[1])
    assert bar.value() == 100
    rows = [row for row in pane.reading.findChildren(QWidget, "read-short_name") if row.isVisible()]
    assert [row._value.text() for row in rows] == ["禾砚精密"]


def test_every_input_has_a_label_and_a_name(editing):
    form = editing.editing_part.form
    buddies = {label.buddy() for label in form.findChildren(QLabel) if label.buddy()}
    for key, made in form.inputs.items():
        assert made.widget in buddies, key
        assert made.widget.accessibleName(), key
        assert made.widget.objectName() == f"field-{key}"
    kinds = QLineEdit | QComboBox | QPlainTextEdit
    assert all(widget.accessibleName() for widget in form.findChildren(QWidget) if isinstance(widget, kinds))
