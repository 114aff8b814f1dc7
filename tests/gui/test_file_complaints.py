"""A customer's complaints in its file, in the list, in the timeline and by Ctrl+K, in the window."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from crmdesk.core.timeline import COMPLAINT
from crmdesk.gui.dialogs.complaint import ComplaintDialog
from crmdesk.gui.forms.file_complaints_page import FileComplaintsPage
from crmdesk.gui.models import goto
from crmdesk.gui.models.file_complaints import DUE, NUMBER, STAGE, STATE, WHAT
from crmdesk.gui.window import MainWindow
from crmdesk.services import complaint_steps, complaints, customers, orders, products
from crmdesk.services.desk import Desk
from crmdesk.tour.camera import settle
from tests.gui.selling import CONTROL, press, rest, write

STEPS = (
    ("listen", {"text": "六卷断了两卷"}),
    ("apologise", {"text": "当面致歉"}),
    ("restate", {"text": "要的是稳定的膜"}),
    ("empathise", {"text": "停线两小时，确实耽误交货"}),
    ("compensate", {"kind": "discount", "amount": "320", "text": "本单让利"}),
    ("confirm", {"level": "high", "text": "周总说处理得快"}),
)
Told = Callable[[int], tuple[str, ...]]


@pytest.fixture
def customer(desk: Desk) -> int:
    return customers.id_of(desk, "K00002")


@pytest.fixture
def made(desk: Desk, customer: int) -> dict[str, int]:
    """One that is late, at its fourth step; one that was settled; one that was given up."""
    products.add(desk, {"name": "缠绕膜", "code": "BM-50", "price": "58"})
    orders.add(desk, customer, {"date": "2026-11-02"}, [{"product": "BM-50", "quantity": "24"}])
    late = {"received_at": "2026-11-10 09:20", "words": "上机就断，停了两个小时。", "due_on": "2026-11-19"}
    open_ = complaints.add(desk, customer, {**late, "sales_order": "D00001"})[0]
    for step, typed in STEPS[:3]:
        complaint_steps.finish(desk, open_, step, {**typed, "at": "2026-11-10 10:05"})
    settled = complaints.add(desk, customer, {"received_at": "2026-03-02 15:00", "words": "送货晚了三天"})[0]
    for step, typed in STEPS:
        complaint_steps.finish(desk, settled, step, {**typed, "at": "2026-03-03 10:00"})
    left = complaints.add(desk, customer, {"received_at": "2025-06-02", "words": "态度不好"})[0]
    complaints.unresolved(desk, left, {"reason": "refused", "text": "不谈了"})
    return {"open": open_, "settled": settled, "left": left}


@pytest.fixture
def page(made: dict[str, int], customer: int, window: MainWindow) -> FileComplaintsPage:
    window.ui.bus.open_customer.emit(customer)
    rest(window.ui)
    window.content.page.pane.show_page("complaints")
    rest(window.ui)
    return window.content.page.pane.pages.complaints


@pytest.fixture
def asked(window: MainWindow) -> list[int]:
    """Which cards are asked for."""
    asked: list[int] = []
    window.ui.bus.open_complaint.connect(asked.append)
    return asked


@pytest.fixture
def told(page: FileComplaintsPage) -> Told:
    """What a row says of number, what it is about, how far it is and how it stands."""
    return lambda row: tuple(page.model.text(page.model.lines[row], each) for each in (NUMBER, WHAT, STAGE, STATE))


def test_the_tab_says_how_each_stands(page: FileComplaintsPage, told: Told, window: MainWindow):
    assert [told(row) for row in range(3)] == [
        ("T00001", "上机就断，停了两个小时", "4 Empathise", "2 days late"),
        ("T00002", "送货晚了三天", "1 round", "Highly satisfied"),
        ("T00003", "态度不好", "1 round", "Unresolved"),
    ]
    assert [page.model.tone(line, DUE) for line in page.model.lines] == ["bad", "text_2", "text_2"]
    facts = page.facts.accessibleName()
    for fact in ("Still open 1", "In the last 12 months 2", "Satisfied in the end 1 of 1"):
        assert fact in facts
    assert "¥320.00" in facts
    tabs = [each.accessibleName() for each in window.content.page.pane.tabs.findChildren(QAbstractButton)]
    assert "Complaints 3" in tabs


def test_enter_opens_the_card_ins_logs_and_del_takes_out(
    window: MainWindow, desk: Desk, page: FileComplaintsPage, asked: list[int], made: dict[str, int], told: Told
):
    ui = window.ui
    page.table.setFocus()
    press(ui, Qt.Key.Key_Return)
    assert asked == [made["open"]]
    back(window)
    page.table.setFocus()
    press(ui, Qt.Key.Key_Insert)
    (dialog,) = [each for each in window.findChildren(ComplaintDialog) if each.isVisible()]
    assert dialog.already.isVisible()
    write(ui, "again")
    press(ui, Qt.Key.Key_Return)
    back(window)
    assert page.model.rowCount() == 4
    assert told(0)[1] == "again" or told(1)[1] == "again"
    page.table.setFocus()
    page.table.go_to(made["left"])
    press(ui, Qt.Key.Key_Delete)
    assert [line.id for line in page.model.lines if line.id == made["left"]] == []
    window.content.history.undo.trigger()
    rest(ui)
    assert made["left"] in [line.id for line in page.model.lines]


def test_the_menu_offers_what_can_be_done_with_each(window: MainWindow, page: FileComplaintsPage, made: dict[str, int]):
    shown: list[int] = []
    window.ui.bus.open_order.connect(shown.append)
    offered = []
    for line in page.model.lines[:2]:
        page.show_menu(line, QPoint(0, 0))
        assert page.menu is not None
        names = {action.objectName().removeprefix("complaint-"): action for action in page.menu.actions()}
        offered.append(set(names) - {""})
        if "order" in names:
            names["order"].trigger()
        page.menu.close()
        rest(window.ui)
    assert offered == [
        {"open", "order", "edit", "unresolved", "move", "delete"},
        {"open", "edit", "reopen", "survey", "move", "delete"},
    ]
    assert len(shown) == 1
    for dialog in window.findChildren(QWidget, "order-dialog"):
        dialog.hide()


def test_a_customer_without_any_is_asked_for_the_first(window: MainWindow, desk: Desk):
    window.ui.bus.open_customer.emit(customers.id_of(desk, "K00005"))
    rest(window.ui)
    pane = window.content.page.pane
    pane.show_page("complaints")
    rest(window.ui)
    page = pane.pages.complaints
    assert page.empty.isVisible()
    page.empty.take_keyboard()
    press(window.ui, Qt.Key.Key_Space)
    (dialog,) = [each for each in window.findChildren(ComplaintDialog) if each.isVisible()]
    assert dialog.line.customer_id == customers.id_of(desk, "K00005")
    write(window.ui, "late")
    press(window.ui, Qt.Key.Key_Return)
    back(window)
    assert page.model.rowCount() == 1
    assert page.table.isVisible()


def test_red_words_stand_in_row_and_head_until_it_is_settled(
    page: FileComplaintsPage, window: MainWindow, desk: Desk, made: dict[str, int], customer: int
):
    content = window.content
    model, badges = content.page.list.model, content.page.pane.head.badges

    def row() -> list[tuple[str, str]]:
        found = model.row(model.place_of(customer))
        return [(badge.text, badge.key) for badge in found.top if badge.kind == "tint"]

    assert row() == [("Complaint", "bad")]
    assert model.row(model.place_of(customers.id_of(desk, "K00005"))).top == ()
    label = badges.findChild(QWidget, "badge-complaints")
    assert label.accessibleName() == "1 complaint being handled"
    content.page.pane.show_page("basics")
    QTest.mouseClick(badges, Qt.MouseButton.LeftButton, pos=label.geometry().center())
    assert content.page.pane.tabs.key() == "complaints"
    window.ui.wrote(complaints.unresolved(desk, made["open"], {"reason": "law", "text": "已起诉"}))
    rest(window.ui)
    assert row() == []
    assert badges.findChild(QWidget, "badge-complaints") is None


def test_the_timeline_opens_the_card(
    window: MainWindow, page: FileComplaintsPage, asked: list[int], made: dict[str, int]
):
    pane = window.content.page.pane
    pane.show_page("timeline")
    rest(window.ui)
    lines = [line for line in pane.timeline._lines.values() if line.kind == COMPLAINT]
    assert [(line.title, line.detail, line.tone) for line in lines] == [
        ("Complaint T00001", "Open  Empathise", "bad"),
        ("Complaint T00002", "Closed  Highly satisfied", "text_2"),
        ("Complaint T00003", "Unresolved", "text_2"),
    ]
    menu = pane.timeline.actions_part.make_menu(lines[0])
    assert menu.actions()[0].text().startswith("Open the complaint")
    pane.timeline.actions_part.open(lines[1])
    assert asked == [made["settled"]]


def test_a_number_finds_the_complaint_and_a_filter_the_customers(
    window: MainWindow, desk: Desk, page: FileComplaintsPage, asked: list[int], made: dict[str, int], customer: int
):
    ui, popup = window.ui, window.content.goto.popup
    window.content.page.view.setFocus()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_K, CONTROL)
    QTest.keyClicks(popup.input, "t00002")
    rest(ui)
    rest_of_list(window)
    found = [row for row in popup.model.rows if isinstance(row, goto.Entry) and row.kind == goto.COMPLAINT]
    assert [entry.title for entry in found] == ["T00002  送货晚了三天"]
    press(ui, Qt.Key.Key_Return)
    assert asked == [made["settled"]]
    back(window)
    QTest.keyClick(window, Qt.Key.Key_K, CONTROL)
    QTest.keyClicks(popup.input, "with open complaints")
    rest_of_list(window)
    press(ui, Qt.Key.Key_Return)
    rest_of_list(window)
    assert list(window.content.page.list.model.ids) == [customer]


def back(window: MainWindow) -> None:
    """To the customers again, from the card."""
    window.content.places.go("customers")
    window.activateWindow()
    rest(window.ui)


def rest_of_list(window: MainWindow) -> None:
    """Until the list and Ctrl+K have their answers."""
    settle(window.content.page.list.finder.jobs)
    rest(window.ui)
