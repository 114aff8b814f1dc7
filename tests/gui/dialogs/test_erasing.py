"""Erasing for good, asked for in every place where it can be, and done only when it was confirmed."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu, QWidget
from pytestqt.qtbot import QtBot

from crmdesk.core.changes import Changes
from crmdesk.core.customers import Listing
from crmdesk.gui.dialogs.erasing import EraseDialog, is_typed
from crmdesk.gui.pages.customers_menu import CustomerMenu
from crmdesk.gui.ui import Ui
from crmdesk.gui.window import MainWindow
from crmdesk.services import attachments, backups, contacts, customers, history, merging, privacy
from tests.gui.conftest import PutUp

Asked = Callable[..., EraseDialog]


@pytest.fixture
def asked(ui: Ui, put_up: PutUp) -> Asked:
    """Shows the dialog and waits until it says what goes."""
    return lambda *ids, contact_id=None: put_up(EraseDialog(ui, ids, contact_id=contact_id))


def person(ui: Ui) -> int:
    return customers.id_of(ui.desk, "K00001")


def counts(dialog: EraseDialog) -> list[str]:
    told = dialog.told.findChild(QWidget, "erasing-counts")
    assert told is not None
    return [each.accessibleName() for each in told.findChildren(QWidget) if each.accessibleName()]


def said(dialog: EraseDialog, name: str) -> str:
    """Every sentence of a section."""
    section = dialog.told.findChild(QWidget, name)
    return "" if section is None else " ".join(
        str(each.property("text") or "") or each.accessibleName() for each in section.findChildren(QWidget)
    )  # fmt: skip


def test_it_says_what_goes_and_asks_for_the_number(ui: Ui, asked: Asked, qtbot: QtBot) -> None:
    one = person(ui)
    contacts.add(ui.desk, one, {"name": "李娟"})
    customers.edit(ui.desk, customers.id_of(ui.desk, "K00003"), {"referrer": "K00001"})
    privacy.add_request(ui.desk, "deletion", customer_id=one)
    backups.make(ui.desk)
    wrote: list[Changes] = []
    messages: list[tuple[str, bool]] = []
    ui.bus.changed.connect(wrote.append)
    ui.bus.message.connect(lambda text, undo: messages.append((text, undo)))
    dialog = asked(one)
    assert dialog.head.text() == "K00001 张伟"
    assert counts(dialog)[:2] == ["Customer files 1", "Contacts 1"]
    assert "1 other customer names it" in said(dialog, "erasing-beside")
    assert "1 request stays in the list with the number alone" in said(dialog, "erasing-beside")
    assert "Backed up by hand" in said(dialog, "erasing-backups")
    assert dialog.cancel_button.isDefault()
    dialog.typed.setText("K0000")
    assert not dialog.confirm_button.isEnabled()
    QTest.keyClick(dialog.typed, Qt.Key.Key_Return)
    assert dialog.isVisible()
    QTest.keyClicks(dialog.typed, "1")
    qtbot.mouseClick(dialog.confirm_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not dialog.isVisible())
    assert customers.files(ui.desk, [one]) == []
    assert messages == [("K00001 is erased for good. 1 backup may still hold it.", False)]
    assert len(wrote) == 1
    assert one in wrote[0].touched("customer")
    assert privacy.entries(ui.desk)[0].what == "erase"


def test_enter_erases_what_was_confirmed(ui: Ui, asked: Asked, qtbot: QtBot) -> None:
    dialog = asked(person(ui))
    QTest.keyClicks(dialog.typed, " k00001 ")
    QTest.keyClick(dialog.typed, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not dialog.isVisible())
    assert len(customers.find(ui.desk, Listing())) == 4


def test_escape_leaves_everything(ui: Ui, asked: Asked) -> None:
    entries = history.entries(ui.desk)
    dialog = asked(person(ui))
    dialog.typed.setText("K00001")
    QTest.keyClick(dialog.typed, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert history.entries(ui.desk) == entries
    assert len(customers.find(ui.desk, Listing())) == 5


def test_several_are_confirmed_by_how_many_they_are(ui: Ui, asked: Asked, qtbot: QtBot) -> None:
    ids = customers.find(ui.desk, Listing(sort="number"))[:3]
    dialog = asked(*ids)
    assert dialog.head.text().startswith("3 customers: K00001 张伟")
    dialog.typed.setText("K00001")
    assert not dialog.confirm_button.isEnabled()
    dialog.typed.setText("3")
    qtbot.mouseClick(dialog.confirm_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not dialog.isVisible())
    assert len(customers.find(ui.desk, Listing())) == 2


def test_merged_files_are_named(ui: Ui, asked: Asked) -> None:
    other = customers.id_of(ui.desk, "K00003")
    merging.merge(ui.desk, other, person(ui))
    dialog = asked(person(ui))
    assert "K00003 单雄信" in said(dialog, "erasing-beside")
    assert "Customer files 2" in counts(dialog)
    dialog.reject()


def test_one_that_was_merged_into_another_is_refused_with_the_reason(ui: Ui, asked: Asked) -> None:
    other = customers.id_of(ui.desk, "K00003")
    merging.merge(ui.desk, other, person(ui))
    dialog = asked(other)
    assert dialog.trouble.isVisible()
    assert "K00001" in dialog.trouble.text()
    assert not dialog.typed.isVisible()
    dialog.reject()


def test_a_contact_alone(ui: Ui, asked: Asked, qtbot: QtBot) -> None:
    company = customers.id_of(ui.desk, "K00002")
    contact = contacts.add(ui.desk, company, {"name": "李娟", "mobile": "13900000099"})[0]
    contacts.add(ui.desk, company, {"name": "周工"})
    dialog = asked(company, contact_id=contact)
    assert dialog.head.text() == "Contact 李娟 of K00002 禾砚精密机械（嘉兴）有限公司"
    assert dialog.expected() == "K00002"
    dialog.typed.setText("K00002")
    qtbot.mouseClick(dialog.confirm_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not dialog.isVisible())
    assert [part.values["name"] for part in customers.file(ui.desk, company).contacts] == ["周工"]


def test_personal_values_are_hidden_in_it(ui: Ui, asked: Asked) -> None:
    customers.edit(ui.desk, person(ui), {"name": "张伟 13900000013"})
    ui.masking.set_on(True)
    dialog = asked(person(ui))
    assert dialog.head.text() == "K00001 张伟 139****0013"
    dialog.reject()
    ui.masking.set_on(False)


def test_the_window_forgets_whom_it_showed(window: MainWindow, qtbot: QtBot) -> None:
    ui, page = window.ui, window.content.page
    one = person(ui)
    attachments.add_content(ui.desk, one, "合同.txt", "机密".encode())
    page.open(one)
    qtbot.waitUntil(lambda: page.pane.customer_id == one)
    next(action for action in page.pane.head.menu.actions() if action.objectName() == "file-erase").trigger()
    dialog = window.findChild(EraseDialog)
    assert dialog is not None
    qtbot.waitUntil(lambda: dialog.erasure is not None)
    assert "Attachments 1" in counts(dialog)
    dialog.typed.setText("K00001")
    qtbot.mouseClick(dialog.confirm_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.list.count == 4 and page.pane.customer_id != one)
    message = window.content.status.message()
    assert message.startswith("K00001 is erased for good.")


def test_from_the_list_and_from_the_trash(window: MainWindow, qtbot: QtBot) -> None:
    ui, page = window.ui, window.content.page
    one = person(ui)
    customers_menu = CustomerMenu(ui, [one], deleted=False, parent=page)
    assert {"customer-erase", "customer-copy-all"} <= {each.objectName() for each in customers_menu.actions()}
    ui.wrote(customers.delete(ui.desk, [one]))
    page.list.show_trash()
    qtbot.waitUntil(lambda: page.list.count == 1 and page.view.selected_count() == 1)
    in_trash: QMenu = CustomerMenu(ui, [one], deleted=True, parent=page)
    assert "customer-erase" in {each.objectName() for each in in_trash.actions()}
    next(each for each in in_trash.actions() if each.objectName() == "customer-erase").trigger()
    dialog = window.findChild(EraseDialog)
    assert dialog is not None
    qtbot.waitUntil(lambda: dialog.erasure is not None)
    dialog.typed.setText("K00001")
    qtbot.mouseClick(dialog.confirm_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.list.count == 0)


def test_not_while_something_of_theirs_is_being_typed(ui: Ui) -> None:
    ui.bus.typed.add("note/1/new~2")
    assert is_typed(ui, {1, 2})
    assert not is_typed(ui, {2})
    ui.bus.typed.add("customer/new")
    assert not is_typed(ui, {2})
