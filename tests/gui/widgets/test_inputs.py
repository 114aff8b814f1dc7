"""Inputs: dates typed and picked, the search box, form rows that say what is wrong."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.tokens import LIGHT
from crmdesk.gui.widgets.calendar import add_months, month_start
from crmdesk.gui.widgets.dates import DateEdit, read_date
from crmdesk.gui.widgets.form import FormRow, ProblemMark, ReadRow
from crmdesk.gui.widgets.inputs import CheckBox, ComboBox, LineEdit, TextEdit
from crmdesk.gui.widgets.search import SearchBox
from tests.gui.widgets.dressing import colours, picture

Key = Qt.Key
DAY = dt.date(2026, 11, 26)


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2026-11-26", DAY),
        (" 2026/11/26 ", DAY),
        ("2026.11.26", DAY),
        ("2026年11月26日", DAY),
        ("20261126", DAY),
        ("2026-1-5", dt.date(2026, 1, 5)),
        ("2026-02-30", None),
        ("26-11-2026", None),
        ("tomorrow", None),
        ("", None),
    ],
)
def test_dates_are_read_as_people_write_them(text: str, date: dt.date | None):
    assert read_date(text) == date


@given(st.dates())
def test_every_date_is_read_back(day: dt.date):
    assert read_date(day.isoformat()) == day
    assert read_date(f"{day.year:04}/{day.month}/{day.day}") == day


@given(st.dates(), st.integers(-30, 30))
def test_months_are_added_within_the_calendar(day: dt.date, months: int):
    moved = add_months(day, months)
    expected = day.year * 12 + day.month + months
    if 12 < expected <= dt.MAXYEAR * 12 + 12:
        assert moved.year * 12 + moved.month == expected
        assert moved.day <= day.day
    else:
        assert moved in (day, moved)


@given(st.dates(min_value=dt.date(1, 1, 8)))
def test_a_month_begins_on_a_monday(day: dt.date):
    start = month_start(day)
    assert start.weekday() == 0
    assert 0 <= (day.replace(day=1) - start).days < 7


@pytest.fixture
def edit(theme, qtbot, words_en) -> DateEdit:
    made = DateEdit(words_en, today=lambda: dt.date(2026, 11, 21), name="founded", label="Founded")
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(made.isActiveWindow)
    made.setFocus()
    return made


def test_a_date_may_be_empty_typed_or_wrong(edit, qtbot):
    assert edit.date() is None
    assert edit.is_valid()
    with qtbot.waitSignal(edit.changed):
        QTest.keyClicks(edit, "2026/11/26")
    assert edit.date() == DAY
    QTest.keyClick(edit, Key.Key_Return)
    assert edit.text() == "2026-11-26"
    edit.setText("2026-02-30")
    assert edit.date() is None
    assert not edit.is_valid()
    assert edit.text() == "2026-02-30"


def test_arrows_move_by_a_day(edit):
    edit.set_date(DAY)
    QTest.keyClick(edit, Key.Key_Up)
    assert edit.date() == DAY + dt.timedelta(days=1)
    QTest.keyClick(edit, Key.Key_Down)
    assert edit.date() == DAY


def test_a_day_is_picked_by_keyboard(edit, qtbot):
    edit.set_date(DAY)
    QTest.keyClick(edit, Key.Key_F4)
    grid = QApplication.activePopupWidget().grid
    assert grid.day() == DAY
    QTest.keyClick(grid, Key.Key_PageDown)
    QTest.keyClick(grid, Key.Key_Left)
    with qtbot.waitSignal(edit.changed):
        QTest.keyClick(grid, Key.Key_Return)
    assert edit.date() == dt.date(2026, 12, 25)
    assert QApplication.activePopupWidget() is None


def test_a_day_is_picked_by_mouse(edit):
    edit.open_calendar()
    grid = QApplication.activePopupWidget().grid
    QTest.mouseClick(grid, Qt.MouseButton.LeftButton, pos=QPoint(16, 36))
    assert edit.date() == dt.date(2026, 10, 26)


def test_esc_closes_the_month_and_keeps_the_date(edit):
    edit.set_date(DAY)
    edit.open_calendar()
    QTest.keyClick(QApplication.activePopupWidget(), Key.Key_Escape)
    assert QApplication.activePopupWidget() is None
    assert edit.date() == DAY


def test_the_search_box_clears_and_leaves_by_esc(theme, qtbot):
    box = SearchBox("Search customers", shortcut="Ctrl+K")
    qtbot.addWidget(box)
    assert (box.sizeHint().width(), box.sizeHint().height()) == (480, 28)
    QTest.keyClicks(box, "zw")
    with qtbot.assertNotEmitted(box.left):
        QTest.keyClick(box, Key.Key_Escape)
    assert box.text() == ""
    with qtbot.waitSignal(box.left):
        QTest.keyClick(box, Key.Key_Escape)
    with qtbot.waitSignal(box.down):
        QTest.keyClick(box, Key.Key_Down)


def test_ctrl_k_goes_to_the_search(theme, qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    box = SearchBox("Search", shortcut="Ctrl+K", width=200)
    box.setParent(window)
    other = LineEdit(parent=window)
    window.show()
    qtbot.waitUntil(window.isActiveWindow)
    box.setText("zw")
    other.setFocus()
    QTest.keyClick(other, Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert box.hasFocus()
    assert box.selectedText() == "zw"


def test_a_combo_box_goes_by_keys(theme, qtbot):
    combo = ComboBox([("", ""), ("state", "State-owned"), ("private", "Private")], name="ownership", label="Ownership")
    qtbot.addWidget(combo)
    assert combo.key() == ""
    combo.set_key("private")
    assert (combo.key(), combo.currentText()) == ("private", "Private")
    with qtbot.waitSignal(combo.picked) as told:
        QTest.keyClick(combo, Key.Key_Up)
    assert told.args == ["state"]
    with qtbot.waitSignal(combo.picked) as told:
        QTest.keyClick(combo, Key.Key_Delete)
    assert told.args == [""]
    combo.set_key("no-such")
    assert combo.currentIndex() == -1


def test_the_wheel_passes_over_a_combo_box_without_focus(theme, qtbot):
    combo = ComboBox([("a", "A"), ("b", "B")])
    qtbot.addWidget(combo)
    combo.set_key("a")
    none = Qt.KeyboardModifier.NoModifier
    event = QWheelEvent(
        QPointF(5, 5), QPointF(5, 5), QPoint(0, -120), QPoint(0, -120), Qt.MouseButton.NoButton, none,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(combo, event)
    assert combo.key() == "a"
    assert not event.isAccepted()


@pytest.mark.parametrize("width", [tokens.SHORT_INPUT, tokens.NORMAL_INPUT, tokens.LONG_INPUT])
def test_inputs_are_as_wide_as_their_content(theme, qtbot, width: int):
    row = FormRow("Postcode", LineEdit(width=width))
    qtbot.addWidget(row)
    row.resize(700, 36)
    row.show()
    assert row.field.width() == width
    assert row.sizeHint().height() == tokens.EDIT_ROW


def test_a_label_belongs_to_its_input(theme, qtbot):
    field = LineEdit(name="postcode")
    row = FormRow("Postcode", field, required=True, unit="km")
    qtbot.addWidget(row)
    assert field in [label.buddy() for label in row.findChildren(QLabel)]
    assert field.accessibleName() == "Postcode"


@pytest.mark.parametrize(("width", "below"), [(700, False), (360, True)])
def test_a_problem_stands_beside_or_below(theme, qtbot, width: int, below: bool):
    holder = QWidget()
    qtbot.addWidget(holder)
    row = FormRow("Birthday", LineEdit(), parent=holder)
    row.resize(width, 36)
    holder.resize(width, 100)
    holder.show()
    row.set_problem("bad", "February has no 30th; write the day as in the passport")
    row.resize(width, row.sizeHint().height())
    mark = next(mark for mark in row.findChildren(ProblemMark) if mark.isVisible())
    under = mark.mapTo(row, QPoint(0, 0)).y() >= row.field.geometry().bottom()
    assert under is below
    assert row.problem()[0] == "bad"
    assert row.field.accessibleDescription().startswith("February")
    assert LIGHT.bad in colours(picture(mark))
    row.set_problem("")
    assert not any(mark.isVisible() for mark in row.findChildren(ProblemMark))


def test_a_changed_value_has_a_dot(theme, qtbot):
    row = FormRow("Birthday", LineEdit())
    qtbot.addWidget(row)
    row.resize(500, 36)
    assert LIGHT.accent not in colours(picture(row))
    row.set_changed(True)
    assert row.is_changed()
    assert LIGHT.accent in colours(picture(row))


def test_a_double_click_on_a_value_asks_to_edit(theme, qtbot):
    row = ReadRow("Ownership", "Private")
    qtbot.addWidget(row)
    row.resize(500, 28)
    row.show()
    value = next(label for label in row.findChildren(QLabel) if label.text() == "Private")
    assert row.sizeHint().height() == tokens.READ_ROW
    with qtbot.waitSignal(row.edit_asked):
        QTest.mouseDClick(value, Qt.MouseButton.LeftButton)
    row.set_value("State-owned")
    assert value.text() == "State-owned"


def test_tab_leaves_a_text_box(theme, qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    text, tick = TextEdit(parent=window), CheckBox("Keep", parent=window)
    window.show()
    qtbot.waitUntil(window.isActiveWindow)
    text.setFocus()
    QTest.keyClick(text, Key.Key_Tab)
    assert tick.hasFocus()
    assert text.toPlainText() == ""
