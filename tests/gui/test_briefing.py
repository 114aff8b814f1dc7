"""The briefing before a visit or call, from wherever a customer is in sight."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from crmdesk.core.customers import Listing
from crmdesk.gui.dialogs.briefing import BriefingDialog
from crmdesk.gui.dialogs.interaction import InteractionDialog
from crmdesk.gui.forms.file_window import FileWindow
from crmdesk.gui.ui import Ui
from crmdesk.services import complaints, contacts, customers, interactions, orders, products, tasks
from crmdesk.services.desk import Desk
from tests.gui.conftest import Hand, OpenWindow, PutUp, enter, opened

CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


@pytest.fixture
def heyan(desk: Desk) -> int:
    """An enterprise with which much is going on."""
    customer = customers.find(desk, Listing(query="禾砚"))[0]
    contacts.add(desk, customer, {"name": "周砚秋", "salutation": "周总", "role": "decides", "mobile": "13900000077"})
    interactions.add(
        desk, customer,
        {"at": "2026-11-16", "kind": "visit", "contact": "周砚秋", "content": "看了样品，电话 13812345678。",
         "promise": "周五前寄两卷样品", "next_step": "问样品", "next_date": "2026-11-20"},
    )  # fmt: skip
    complaints.add(desk, customer, {"words": "纸箱受潮了", "received_at": "2026-11-19 09:00"})
    tasks.add(desk, customer, {"text": "寄目录", "due_on": "2026-11-25"})
    product = products.add(desk, {"name": "缠绕膜", "price": "58"})[0]
    code = products.product(desk, product).code
    for date in ("2026-08-01", "2026-09-01", "2026-10-01"):
        orders.add(desk, customer, {"date": date}, [{"product": code, "quantity": "100"}])
    return customer


def _told(dialog: QWidget) -> str:
    shown = [each.accessibleName() for each in dialog.findChildren(QWidget) if each.isVisibleTo(dialog)]
    return "\n".join(shown)


def test_one_key_shows_whom_one_meets_and_leads_on(
    qtbot: QtBot, shown: OpenWindow, desk: Desk, heyan: int, press: Hand
):
    window = shown(desk)
    window.content.places.go("customers")
    ids = list(window.content.page.list.model.ids)
    window.content.page.open(heyan)
    qtbot.waitUntil(lambda: window.content.page.pane.customer_id == heyan)
    press(Qt.Key.Key_B, CONTROL)
    dialog = opened(window, BriefingDialog)
    qtbot.waitUntil(dialog.isActiveWindow)
    told = _told(dialog)
    for expected in (
        "周总  周砚秋",
        "Promised: 周五前寄两卷样品",
        "问样品",
        "寄目录",
        "纸箱受潮了",
        "缠绕膜",
        "¥58.00",
    ):
        assert expected in told, expected
    assert dialog.page.head.name.text() == "禾砚精密机械（嘉兴）有限公司"

    place = ids.index(heyan)
    other = ids[place - 1] if place else ids[1]
    press(Qt.Key.Key_Up if place else Qt.Key.Key_Down, ALT)
    assert dialog.customer_id == other
    assert "周砚秋" not in _told(dialog)
    press(Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not window.findChildren(BriefingDialog))


def test_a_contact_is_logged_from_it_and_shown_in_it(
    qtbot: QtBot, shown: OpenWindow, desk: Desk, heyan: int, press: Hand
):
    window = shown(desk)
    window.ui.bus.briefing.emit(heyan)
    dialog = opened(window, BriefingDialog)
    qtbot.waitUntil(dialog.isActiveWindow)
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: isinstance(QApplication.activeWindow(), InteractionDialog))
    enter("约好周五上门")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "约好周五上门" in _told(dialog))
    qtbot.mouseClick(dialog.file_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.content.page.pane.customer_id == heyan)
    assert not dialog.isVisible()


def test_a_files_own_window_is_of_its_customer_alone(
    qtbot: QtBot, shown: OpenWindow, desk: Desk, heyan: int, press: Hand
):
    window = shown(desk)
    window.content.open_alone(heyan)
    alone = opened(window, FileWindow)
    qtbot.waitUntil(alone.isActiveWindow)
    press(Qt.Key.Key_B, CONTROL)
    dialog = opened(alone, BriefingDialog)
    assert dialog.customer_id == heyan
    assert dialog.page.head.later.isHidden()


def test_as_text_and_hidden(ui: Ui, heyan: int, put_up: PutUp, qtbot: QtBot):
    dialog = put_up(BriefingDialog(ui, heyan))
    qtbot.mouseClick(dialog.copy_button, Qt.MouseButton.LeftButton)
    text = QApplication.clipboard().text()
    assert text.startswith("禾砚精密机械（嘉兴）有限公司\nK00002")
    assert "139 0000 0077" in text
    ui.masking.set_on(True)
    told = _told(dialog)
    assert "139 0000 0077" not in told
    assert "13812345678" not in told


def test_of_somebody_in_the_trash_there_is_none(qtbot: QtBot, shown: OpenWindow, desk: Desk, heyan: int):
    window = shown(desk)
    window.ui.bus.briefing.emit(heyan)
    dialog = opened(window, BriefingDialog)
    window.ui.wrote(customers.delete(desk, [heyan]))
    assert not dialog.isVisible()
