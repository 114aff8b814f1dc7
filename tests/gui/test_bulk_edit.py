"""Changing several customers at once: the dialog with its preview, the quick entries of the context menu, undo."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from crmdesk.core.changes import Changes
from crmdesk.gui.dialogs.bulk_edit import BulkEditDialog
from crmdesk.gui.models.bulk_samples import OLD_ROLE
from crmdesk.gui.pages.customers import CustomersPage
from crmdesk.gui.window import MainWindow
from crmdesk.services import bulk_edit, customers, groups, history
from crmdesk.services.desk import Desk
from tests.gui.conftest import PEOPLE

Key = Qt.Key
SHIFTED = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def page(window: MainWindow) -> CustomersPage:
    return window.content.page


@pytest.fixture
def dialog(qtbot: QtBot, window: MainWindow, page: CustomersPage) -> BulkEditDialog:
    """The dialog for everybody, by the keys."""
    page.view.selectAll()
    qtbot.keyClick(page.view, Key.Key_B, SHIFTED)
    return next(found for found in window.findChildren(BulkEditDialog) if found.isVisible())


def looked(qtbot: QtBot, dialog: BulkEditDialog, changed: int) -> None:
    """The preview says so many."""
    qtbot.waitUntil(lambda: dialog.preview is not None and dialog.preview.changed == changed)


def values(desk: Desk, key: str) -> list[object]:
    return [customers.file(desk, customer_id).values.get(key) for customer_id in range(1, len(PEOPLE) + 1)]


def test_nothing_chosen_changes_nothing(dialog: BulkEditDialog):
    assert dialog.windowTitle() == "Change 5 customers"
    assert not dialog.confirm_button.isEnabled()


def test_a_field_is_set_in_all_with_a_preview_and_undone(
    qtbot: QtBot, dialog: BulkEditDialog, desk: Desk, page: CustomersPage
):
    before = values(desk, "owner")
    line = dialog.fields.lines[0]
    line.choose("owner")
    assert line.input is not None
    line.input.set_text("王晓")
    looked(qtbot, dialog, 3)
    assert dialog.preview is not None
    assert dialog.preview.same == 2
    assert dialog.confirm_button.text() == "Change 3 customers"
    rows = [[dialog.samples.index(row, column).data() for column in range(4)] for row in range(3)]
    assert ["K00001", "张伟", "Owner", "王晓"] in rows
    assert dialog.samples.index(0, 3).data(OLD_ROLE) == "陈立"
    assert values(desk, "owner") == before, "a preview writes nothing"
    messages: list[str] = []
    page._ui.bus.message.connect(lambda text, _undo: messages.append(text))
    with qtbot.waitSignal(dialog.accepted):
        qtbot.mouseClick(dialog.confirm_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: messages == ["Changed 3 customers"])
    assert values(desk, "owner") == ["王晓"] * len(PEOPLE)
    page._ui.wrote(history.undo(desk)[1])
    assert values(desk, "owner") == before


def test_emptying_and_groups(qtbot: QtBot, dialog: BulkEditDialog, desk: Desk):
    groups.add(desk, "展会")
    line = dialog.fields.lines[0]
    line.choose("city")
    line.empty.setChecked(True)
    looked(qtbot, dialog, 5)
    dialog.into.setText("展会")
    qtbot.waitUntil(lambda: any(dialog.samples.index(row, 3).data() == "+ 展会" for row in range(10)))
    assert dialog.samples.index(0, 3).data() == "(empty)"
    with qtbot.waitSignal(dialog.accepted):
        dialog.accept()
    assert values(desk, "city") == [None] * len(PEOPLE)
    assert values(desk, "groups") == [("展会",)] * len(PEOPLE)


def test_two_fields_and_one_line_taken_away(qtbot: QtBot, dialog: BulkEditDialog):
    first = dialog.fields.lines[0]
    first.choose("wanted")
    assert first.input is not None
    first.input.set_text("Yes")
    second = dialog.fields.add_line()
    second.choose("source")
    assert second.input is not None
    second.input.set_text("Trade fair")
    looked(qtbot, dialog, 5)
    assert dialog.fields.changes() == {"wanted": "Yes", "source": "Trade fair"}
    first.removed.emit(first)
    assert dialog.fields.changes() == {"source": "Trade fair"}
    second.removed.emit(second)
    assert len(dialog.fields.lines) == 1
    qtbot.waitUntil(lambda: dialog.preview is None)


def test_what_cannot_be_is_said(qtbot: QtBot, dialog: BulkEditDialog, desk: Desk):
    line = dialog.fields.lines[0]
    line.choose("founded_on")
    assert line.input is not None
    line.input.set_text("2009-02-30")
    qtbot.waitUntil(dialog.trouble.isVisible)
    assert "30" in dialog.trouble.text()
    assert not dialog.confirm_button.isEnabled()
    line.input.set_text("2009-02-20")
    looked(qtbot, dialog, 2)
    assert not dialog.trouble.isVisible()
    assert dialog.preview is not None
    assert {refusal.number for refusal in dialog.preview.refused} == {"K00001", "K00003", "K00005"}
    assert dialog.samples.index(0, 2).data() == "Left as it is"
    assert dialog.samples.index(0, 3).data()


def test_stopping_leaves_everything(qtbot: QtBot, dialog: BulkEditDialog, desk: Desk, monkeypatch: pytest.MonkeyPatch):
    before = values(desk, "owner")
    gate = threading.Event()
    apply = bulk_edit.apply

    def slow(*args: object, cancelled: Callable[[], bool], **named: object) -> Changes:
        gate.wait(5)
        return apply(*args, cancelled=cancelled, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(bulk_edit, "apply", slow)
    line = dialog.fields.lines[0]
    line.choose("owner")
    assert line.input is not None
    line.input.set_text("何安")
    looked(qtbot, dialog, 5)
    dialog.accept()
    assert dialog.progress.isVisible()
    dialog.reject()
    gate.set()
    qtbot.waitUntil(dialog.trouble.isVisible)
    assert dialog.trouble.text() == "Stopped. Nothing was changed."
    assert values(desk, "owner") == before
    dialog.reject()
    assert not dialog.isVisible()


def menu_of(page: CustomersPage) -> QMenu:
    page.view.menu_asked.emit(QPoint(10, 10))
    return page.findChild(QMenu, "customer-menu")


def entry(menu: QMenu, name: str) -> QAction:
    return next(action for action in menu.actions() if action.objectName() == name or action.text() == name)


def test_into_a_group_and_out_again_from_the_menu(qtbot: QtBot, page: CustomersPage, desk: Desk):
    groups.add(desk, "展会", "red")
    page.view.select(1)
    menu = menu_of(page)
    under = menu.findChild(QMenu, "customer-groups")
    under.aboutToShow.emit()
    entry(under, "展会").trigger()
    assert customers.file(desk, 1).values["groups"] == ("展会",)
    menu.close()
    qtbot.waitUntil(lambda: not page.list.finder.jobs.busy)
    page.view.select(1)
    menu = menu_of(page)
    under = next(m for m in page.findChildren(QMenu, "customer-groups") if m.parent() is menu)
    under.aboutToShow.emit()
    assert entry(under, "展会").isChecked()
    entry(under, "展会").trigger()
    assert "groups" not in customers.file(desk, 1).values
    menu.close()


def test_the_owner_of_several_from_the_menu(qtbot: QtBot, page: CustomersPage, desk: Desk):
    page.view.selectAll()
    menu = menu_of(page)
    under = menu.findChild(QMenu, "customer-owners")
    under.aboutToShow.emit()
    qtbot.waitUntil(lambda: any(action.text() == "王晓" for action in under.actions()))
    assert [action.text() for action in under.actions() if action.text()] == ["陈立", "王晓", "&Nobody"]
    entry(under, "王晓").trigger()
    qtbot.waitUntil(lambda: values(desk, "owner") == ["王晓"] * len(PEOPLE))
    menu.close()


def test_wanted_from_the_menu(qtbot: QtBot, page: CustomersPage, desk: Desk):
    page.view.select(1)
    menu = menu_of(page)
    wanted = entry(menu, "customer-wanted")
    assert not wanted.isChecked()
    wanted.trigger()
    assert customers.file(desk, 1).values["wanted"] is True
    menu.close()


def test_the_menu_leads_to_the_parent_company(qtbot: QtBot, page: CustomersPage, desk: Desk):
    customers.edit(desk, 4, {"parent_company": "K00002"})
    page.view.select(4)
    menu = menu_of(page)
    shown = entry(menu, "customer-show-parent_company")
    assert PEOPLE[1]["name"] in shown.text()
    shown.trigger()
    qtbot.waitUntil(lambda: page.view.current_id() == 2)
    menu.close()
