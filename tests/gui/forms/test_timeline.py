"""The timeline of a file and its months: read, filtered, opened, ticked, deleted, as a person does it."""

from __future__ import annotations

import datetime as dt
import time
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from crmdesk.gui.dialogs.month import MonthDialog
from crmdesk.gui.dialogs.objection import ObjectionDialog
from crmdesk.gui.forms.timeline_bar import MONTHS
from crmdesk.gui.forms.timeline_block import TimelineBlock
from crmdesk.gui.models.timeline import MORE
from crmdesk.services import (
    contacts,
    customers,
    history,
    interactions,
    notes,
    objections,
    orders,
    payments,
    products,
    tasks,
    timeline,
)

CONTROL = Qt.KeyboardModifier.ControlModifier
MANY = 5_000


def press(qtbot, key, modifier=Qt.KeyboardModifier.NoModifier):
    qtbot.keyClick(QApplication.focusWidget(), key, modifier)


def blocks(pane) -> list[TimelineBlock]:
    """Those in sight, from the top."""
    found = [block for block in pane.timeline.list.widgets() if isinstance(block, TimelineBlock)]
    return sorted(found, key=lambda block: block.y())


def titles(pane) -> list[str]:
    return [block.line.title for block in blocks(pane)]


def tick(qtbot, pane, button, key) -> None:
    """Tick or untick one line of a filter."""
    button.open()
    button.popup.ticked.emit(key, key not in button.keys_on())
    button.popup.hide()
    QApplication.processEvents()


@pytest.fixture
def made(ui, enterprise) -> dict[str, int]:
    """Two contacts made in two months, an objection, a note, an order that was paid."""
    desk = ui.desk
    contacts.add(desk, enterprise, {"name": "周砚秋"})
    products.add(desk, {"name": "纸箱", "price": "5"})
    order = orders.add(
        desk, enterprise, {"date": "2026-11-02", "state": "ordered", "by": "陈立"},
        [{"product": "纸箱", "quantity": "10", "price": "5"}],
    )[0]  # fmt: skip
    return {
        "call": interactions.add(desk, enterprise, {"at": "2026-10-20 09:30", "kind": "call", "by": "王晓"})[0],
        "visit": interactions.add(
            desk, enterprise,
            {"at": "2026-11-18 14:30", "content": "谈了价格，手机 13812345678", "contact": "周砚秋",
             "promise": "周五前寄样", "next_step": "问结果", "next_date": "2026-11-19"},
        )[0],
        "objection": objections.add(desk, enterprise, {"kind": "price", "text": "太贵", "raised_on": "2026-11-10"})[0],
        "note": notes.add(desk, enterprise, "门口停车难")[0],
        "order": order,
        "payment": payments.add(desk, enterprise, {"date": "2026-11-05", "amount": "20"}, order_id=order)[0],
    }  # fmt: skip


@pytest.fixture
def shown(ui, pane, enterprise, made):
    pane.show_customer(enterprise)
    pane.show_page("timeline")
    QApplication.processEvents()
    return pane


def test_everything_stands_there_by_month_the_newest_first(shown):
    assert titles(shown) == ["Note", "Visit", "Objection: Price", "Payment", "Order D00001", "Call"]
    assert [block.head for block in blocks(shown)] == ["Nov 2026", "", "", "", "", "Oct 2026"]
    visit = blocks(shown)[1]
    assert visit.line.detail == "陈立 → 周砚秋"
    assert visit.line.rows == (("Promised", "周五前寄样"),)
    assert visit.line.step is not None
    assert (visit.line.step.state, visit.line.step.tone) == ("2 days overdue", "bad")
    assert [block.line.value for block in blocks(shown)[3:5]] == ["¥20.00", "¥50.00"]
    assert shown.tabs.findChild(QWidget, "tab-timeline").tab.count == "2"
    heights = [block.height() for block in blocks(shown)]
    assert heights == [block.heightForWidth(block.width()) for block in blocks(shown)]


def test_kinds_and_people_filter(qtbot, shown):
    tick(qtbot, shown, shown.timeline.bar.kinds, "call")
    assert titles(shown) == ["Call"]
    tick(qtbot, shown, shown.timeline.bar.kinds, "payment")
    assert titles(shown) == ["Payment", "Call"]
    tick(qtbot, shown, shown.timeline.bar.people, "王晓")
    assert titles(shown) == ["Call"]
    tick(qtbot, shown, shown.timeline.bar.kinds, "call")
    assert shown.timeline.findChild(QWidget, "timeline-none").isVisible()
    qtbot.mouseClick(shown.timeline.findChild(QWidget, "timeline-none-button"), Qt.MouseButton.LeftButton)
    assert len(titles(shown)) == 6


def test_enter_opens_each_where_it_belongs(ui, qtbot, shown, made):
    opened, ordered = [], []
    ui.bus.open_interaction.connect(opened.append)
    ui.bus.open_order.connect(ordered.append)
    line = shown.timeline.list
    line.setFocus(Qt.FocusReason.TabFocusReason)
    for _turn in range(4):
        press(qtbot, Qt.Key.Key_Down)
        if blocks(shown)[_turn + 1].line.kind != "objection":
            press(qtbot, Qt.Key.Key_Return)
    assert opened == [made["visit"]]
    assert ordered == [made["order"], made["order"]]
    press(qtbot, Qt.Key.Key_Home)
    press(qtbot, Qt.Key.Key_Return)
    assert shown.tabs.key() == "notes"


def test_space_does_the_next_step_and_opens_it_again(ui, qtbot, shown, made, heard):
    shown.timeline.list.setFocus(Qt.FocusReason.TabFocusReason)
    press(qtbot, Qt.Key.Key_Down)
    press(qtbot, Qt.Key.Key_Space)
    done = interactions.interaction(ui.desk, made["visit"]).values["next_done_on"]
    assert done == ui.desk.today()
    assert blocks(shown)[1].line.step.state == "done Today"
    box = blocks(shown)[1].check
    qtbot.mouseClick(box, Qt.MouseButton.LeftButton)
    assert "next_done_on" not in interactions.interaction(ui.desk, made["visit"]).values
    assert heard.messages == ["Next step done", "Next step open again"]


def test_delete_and_undo(ui, qtbot, shown, made, heard):
    shown.timeline.list.setFocus(Qt.FocusReason.TabFocusReason)
    press(qtbot, Qt.Key.Key_Down)
    press(qtbot, Qt.Key.Key_Delete)
    assert "Visit" not in titles(shown)
    press(qtbot, Qt.Key.Key_Delete)  # the objection
    assert titles(shown) == ["Note", "Payment", "Order D00001", "Call"]
    press(qtbot, Qt.Key.Key_Delete)  # a payment is not deleted here
    assert len(titles(shown)) == 4
    assert heard.messages == ["Deleted: visit", "Deleted an objection"]
    ui.wrote(history.undo(ui.desk)[1])
    ui.wrote(history.undo(ui.desk)[1])
    assert len(titles(shown)) == 6


def test_a_task_stands_there_once_it_is_done(ui, qtbot, shown, enterprise, heard):
    asked = []
    ui.bus.open_task.connect(asked.append)
    task, _ = tasks.add(ui.desk, enterprise, {"text": "送样品", "phase": "before", "due_on": "2026-11-20"})
    ui.wrote(tasks.finish(ui.desk, task))
    (line,) = (block.line for block in blocks(shown) if block.line.kind == "task")
    assert (line.title, line.detail, line.text, line.facts) == ("Task done", "陈立", "送样品", "Before the sale")
    shown.timeline.list.setFocus(Qt.FocusReason.TabFocusReason)
    press(qtbot, Qt.Key.Key_Home)
    press(qtbot, Qt.Key.Key_Down)  # past the note of today
    press(qtbot, Qt.Key.Key_Return)
    assert asked == [task]
    press(qtbot, Qt.Key.Key_Delete)
    assert heard.messages == ["Deleted a task"]
    assert "Task done" not in titles(shown)


def test_log_asks_for_this_customer_and_an_empty_file_offers_it(ui, qtbot, shown, individual, enterprise):
    asked = []
    ui.bus.record_interaction.connect(lambda customer, typed: asked.append((customer, typed)))
    qtbot.mouseClick(shown.timeline.bar.log, Qt.MouseButton.LeftButton)
    shown.show_customer(individual)
    shown.show_page("timeline")
    qtbot.mouseClick(shown.timeline.findChild(QWidget, "timeline-empty-button"), Qt.MouseButton.LeftButton)
    assert asked == [(enterprise, {}), (individual, {})]


def test_the_menu_of_a_line_says_what_can_be_done(shown):
    actions = shown.timeline.actions_part
    entries = {}
    for block in blocks(shown):
        menu = actions.make_menu(block.line)
        entries[block.line.kind] = [each.text().partition("\t")[0] for each in menu.actions() if each.text()]
        menu.deleteLater()
    both = ["Log a visit or call...", "Note an objection..."]
    assert entries["interaction"] == ["Edit", "Copy", *both, "Delete"]
    assert entries["note"] == ["To the notes", "Copy", *both]
    assert entries["payment"] == ["Open the order", "Copy", *both]
    assert [each.text() for each in actions.make_menu(blocks(shown)[1].line).actions()][1] == "Next step done\tSpace"


def test_an_objection_is_noted_and_answered(ui, qtbot, shown, enterprise, heard):
    shown.timeline.actions_part.add_objection()
    dialog = shown.findChild(ObjectionDialog)
    qtbot.waitUntil(dialog.isActiveWindow)
    dialog.form.put("kind", "Money")
    dialog.form.put("text", "年底没钱")
    dialog.accept()
    found = next(each for each in objections.of_customer(ui.desk, enterprise) if each.values["kind"] == "money")
    assert {key: found.values[key] for key in ("raised_on", "by", "outcome", "text")} == {
        "raised_on": ui.desk.today(), "by": "陈立", "outcome": "open", "text": "年底没钱",
    }  # fmt: skip
    line = next(block.line for block in blocks(shown) if block.line.title == "Objection: Money")
    qtbot.waitUntil(lambda: shown.findChild(ObjectionDialog) is None)
    shown.timeline.actions_part.open(line)
    again = shown.findChild(ObjectionDialog)
    assert again.form.text("text") == "年底没钱"
    again.form.put("answer", "可以分期")
    again.form.put("outcome", "Resolved")
    again.accept()
    line = next(block.line for block in blocks(shown) if block.line.title == "Objection: Money")
    assert (line.detail, line.tone, line.rows) == ("Resolved", "good", (("Our answer", "可以分期"),))


def test_the_months_say_when_who_was_there_and_take_what_they_sell(ui, qtbot, shown, enterprise, heard):
    bar, months = shown.timeline.bar, shown.timeline.months
    qtbot.mouseClick(bar.view.findChild(QWidget, f"segment-{MONTHS}"), Qt.MouseButton.LeftButton)
    rows = [[months.months.text(line, column) for column in range(5)] for line in months.months.lines]
    assert rows == [
        ["Nov 2026", "1", "18 Nov 陈立 Visit", "¥50.00", ""],
        ["Oct 2026", "1", "20 Oct 王晓 Call", "", ""],
    ]
    months.setFocus()
    press(qtbot, Qt.Key.Key_Down)
    press(qtbot, Qt.Key.Key_Return)
    dialog = shown.findChild(MonthDialog)
    dialog.form.put("average_sales", "8000")
    dialog.accept()
    assert months.months.text(months.months.lines[1], 4) == "¥8,000.00"
    kept = next(each for each in timeline.months(ui.desk, enterprise, ui.desk.today()) if each.month.month == 10)
    assert kept.average_sales == Decimal(8000)
    assert months.currentIndex().row() == 1
    assert heard.messages == ["Saved Oct 2026 of K00131"]


def test_hidden_data_is_not_to_be_read_or_changed(ui, qtbot, shown, made):
    refused, opened = [], []
    ui.masking.refused.connect(lambda: refused.append(True))
    ui.masking.set_on(True)
    visit = blocks(shown)[1].line
    assert "13812345678" not in visit.text
    assert "138****5678" in visit.text
    ui.bus.open_interaction.connect(opened.append)
    shown.timeline.actions_part.add_objection()
    assert refused
    assert shown.findChild(ObjectionDialog) is None


def test_the_trash_is_only_read(ui, qtbot, shown, enterprise):
    customers.delete(ui.desk, [enterprise])
    shown.show_customer(enterprise)
    shown.show_page("timeline")
    assert not shown.timeline.bar.log.isVisible()
    assert not blocks(shown)[1].check.isEnabled()
    entries = shown.timeline.actions_part.make_menu(blocks(shown)[1].line).actions()
    assert [each.text().partition("\t")[0] for each in entries] == ["Copy"]


def test_five_thousand_open_at_once_and_go_on(ui, pane, enterprise, qtbot):
    """A part of them is read; older ones on asking, and what is in sight stays."""
    desk = ui.desk
    day = dt.datetime(2026, 11, 20, 9, 0)
    with desk.recording("interaction-add", number="K00131") as made:
        for place in range(MANY):
            at = (day - dt.timedelta(hours=5 * place)).isoformat(timespec="minutes")
            flat = {"customer_id": enterprise, "at": at, "kind": "call", "by": "陈立", "content": f"第 {place} 次"}
            made.create("interaction", flat)
    pane.show_customer(enterprise)
    begun = time.perf_counter()
    pane.show_page("timeline")
    QApplication.processEvents()
    assert time.perf_counter() - begun < 0.5
    line = pane.timeline.list
    assert len(line.keys()) == 201
    line.setFocus()
    press(qtbot, Qt.Key.Key_End)
    assert line.current() == MORE
    last = line.keys()[-2]
    press(qtbot, Qt.Key.Key_Return)
    assert len(line.keys()) == 401
    assert line.current() == last
    assert line.widget_of(last) is not None
