"""Finding doubles and merging them, as a person does it."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QRadioButton
from pytestqt.qtbot import QtBot

from crmdesk.core.customers import Listing
from crmdesk.gui.dialogs.duplicates import DuplicatesDialog
from crmdesk.gui.dialogs.merging import MergeDialog
from crmdesk.gui.ui import Ui
from crmdesk.gui.window import MainWindow
from crmdesk.services import contacts, customers, duplicates, history, notes
from crmdesk.services.desk import Desk
from tests.gui.conftest import PEOPLE, enter

Key = Qt.Key
FIRM = len(PEOPLE) + 1
"""The second file of 禾砚; the first is the second of `PEOPLE`."""


@pytest.fixture
def doubled(desk: Desk) -> Desk:
    """Two doubles beside everybody: a company and a person."""
    made, _ = customers.add(
        desk,
        {
            "name": "浙江禾砚精密机械股份有限公司",
            "phone": "0573 0000 0014",
            "owner": "王芳",
            "wechat": "heyan",
            "notes": "月结",
        },
    )
    assert made == FIRM
    contacts.add(desk, FIRM, {"name": "尉迟恭", "mobile": "13600004321"})
    customers.edit(desk, 2, {"notes": "要开票"})
    customers.add(desk, {"name": "许念安", "mobile": "13900000017"})
    return desk


@pytest.fixture
def dialog(qtbot: QtBot, ui: Ui, doubled: Desk) -> DuplicatesDialog:
    dialog = DuplicatesDialog(ui)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    with qtbot.waitSignal(dialog.found):
        dialog.show()
    return dialog


def merge_dialog(qtbot: QtBot, parent: DuplicatesDialog | MainWindow) -> MergeDialog:
    def shown() -> list[MergeDialog]:
        return [found for found in parent.findChildren(MergeDialog) if found.isVisible()]

    qtbot.waitUntil(lambda: bool(shown()))
    return shown()[0]


def names(dialog: DuplicatesDialog) -> list[tuple[str, str]]:
    return [(pair.one.name, pair.other.name) for pair in dialog.model.pairs]


def pick(qtbot: QtBot, dialog: MergeDialog, field: str, side: str) -> None:
    radio = dialog.findChild(QRadioButton, f"merge-{field}-{side}")
    assert radio is not None
    cell = radio.parentWidget()
    assert cell is not None
    qtbot.mouseClick(cell, Qt.MouseButton.LeftButton, pos=QPoint(cell.width() - 4, cell.height() // 2))
    assert radio.isChecked()


def test_pairs_best_first_beside_each_other(dialog: DuplicatesDialog) -> None:
    assert names(dialog) == [(PEOPLE[1]["name"], "浙江禾砚精密机械股份有限公司"), ("许念安", "许念安")]
    assert dialog.why.text() == "Very likely: Same name but for place and legal form · Same phone 0573-0000 0014"
    assert dialog.sides.into.name.text() == PEOPLE[1]["name"]
    shown = {line.pair.field.key: line.pair.differs for line in dialog.fields.lines}
    assert shown["owner"]
    assert not shown["phone"]
    assert not dialog.fields.choices(), "nothing is chosen here"
    assert dialog.list.hasFocus()


def test_not_the_same_is_remembered_and_undone(qtbot: QtBot, dialog: DuplicatesDialog, ui: Ui) -> None:
    told: list[str] = []
    ui.bus.message.connect(lambda text, _undo: told.append(text))
    qtbot.mouseClick(dialog.apart, Qt.MouseButton.LeftButton)
    assert names(dialog) == [("许念安", "许念安")]
    assert told == ["K00002 and K00006 are two customers"]
    assert duplicates.not_same_as(ui.desk, 2) == {FIRM}
    assert dialog.list.currentIndex().row() == 0
    with qtbot.waitSignal(dialog.found):
        ui.wrote(history.undo(ui.desk)[1])
    assert len(names(dialog)) == 2


def test_two_are_merged_by_enter_and_it_is_undone(qtbot: QtBot, dialog: DuplicatesDialog, ui: Ui) -> None:
    told: list[tuple[str, bool]] = []
    ui.bus.message.connect(lambda text, undo: told.append((text, undo)))
    qtbot.keyClick(dialog.list, Key.Key_Return)
    merge = merge_dialog(qtbot, dialog)
    assert [line.pair.field.key for line in merge.fields.lines] == ["name", "owner", "notes"]
    assert merge.moves.text().startswith("Moves over: 1 contact.")
    pick(qtbot, merge, "owner", "from")
    with qtbot.waitSignal(merge.accepted):
        qtbot.keyClick(merge, Key.Key_Return)
    found = customers.file(ui.desk, 2)
    assert (found.values["owner"], found.values["wechat"], found.values["notes"]) == ("王芳", "heyan", "要开票\n月结")
    assert [contact.values["name"] for contact in found.contacts] == ["尉迟恭"]
    assert "陈立" in notes.of_customer(ui.desk, 2)[0].text
    assert told == [("浙江禾砚精密机械股份有限公司 (K00006) was merged into K00002", True)]
    assert names(dialog) == [("许念安", "许念安")]
    ui.wrote(history.undo(ui.desk)[1])
    assert customers.file(ui.desk, FIRM).values["wechat"] == "heyan"


def test_the_other_one_stays_after_a_swap(qtbot: QtBot, dialog: DuplicatesDialog, ui: Ui) -> None:
    qtbot.mouseClick(dialog.confirm_button, Qt.MouseButton.LeftButton)
    merge = merge_dialog(qtbot, dialog)
    pick(qtbot, merge, "name", "from")
    qtbot.mouseClick(merge.sides.swap, Qt.MouseButton.LeftButton)
    assert merge.sides.into.name.text() == "浙江禾砚精密机械股份有限公司"
    assert merge.fields.choices()["name"] == "into", "the same name stays"
    assert merge.fields.choices()["owner"] == "from"
    with qtbot.waitSignal(merge.accepted):
        merge.confirm_button.click()
    found = customers.file(ui.desk, FIRM)
    assert (found.name, found.values["owner"]) == ("浙江禾砚精密机械股份有限公司", "陈立")
    assert customers.file(ui.desk, 2).deleted


def test_all_fields_can_be_chosen(qtbot: QtBot, dialog: DuplicatesDialog, ui: Ui) -> None:
    dialog.confirm_button.click()
    merge = merge_dialog(qtbot, dialog)
    qtbot.mouseClick(merge.all_fields, Qt.MouseButton.LeftButton, pos=QPoint(8, 8))
    shown = [line.pair.field.key for line in merge.fields.lines]
    assert {"kind", "phone", "city", "wechat"} <= set(shown)
    assert merge.fields.choices()["wechat"] == "from"
    pick(qtbot, merge, "wechat", "into")
    merge.all_fields.click()
    with qtbot.waitSignal(merge.accepted):
        merge.confirm_button.click()
    assert "wechat" not in customers.file(ui.desk, 2).values


def test_escape_changes_nothing(qtbot: QtBot, dialog: DuplicatesDialog, ui: Ui) -> None:
    before = history.entries(ui.desk)
    dialog.confirm_button.click()
    merge = merge_dialog(qtbot, dialog)
    with qtbot.waitSignal(merge.rejected):
        qtbot.keyClick(merge, Key.Key_Escape)
    assert history.entries(ui.desk) == before
    assert len(names(dialog)) == 2


def test_a_file_that_is_gone_meanwhile_leaves_the_list(qtbot: QtBot, dialog: DuplicatesDialog, ui: Ui) -> None:
    ui.wrote(customers.delete(ui.desk, [FIRM]))
    assert names(dialog) == [("许念安", "许念安")]
    dialog.confirm_button.click()
    merge = merge_dialog(qtbot, dialog)
    customers.delete(ui.desk, [len(PEOPLE)])
    merge.confirm_button.click()
    qtbot.waitUntil(merge.trouble.isVisible)
    assert "in the trash" in merge.trouble.accessibleName()
    assert merge.isVisible()


def test_opening_one_closes_the_dialog(qtbot: QtBot, dialog: DuplicatesDialog, ui: Ui) -> None:
    with qtbot.waitSignal(ui.bus.open_customer) as asked:
        qtbot.mouseClick(dialog.sides.other.open, Qt.MouseButton.LeftButton)
    assert asked.args == [FIRM]
    assert not dialog.isVisible()


def test_nobody_twice_says_so(qtbot: QtBot, ui: Ui) -> None:
    dialog = DuplicatesDialog(ui)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    with qtbot.waitSignal(dialog.found):
        dialog.show()
    assert dialog.empty.isVisible()
    assert not dialog.confirm_button.isEnabled()
    assert not dialog.apart.isEnabled()


def test_closing_stops_looking(qtbot: QtBot, ui: Ui, monkeypatch: pytest.MonkeyPatch) -> None:
    began = threading.Event()
    stopped: list[bool] = []

    def waiting(_desk: Desk, _limit: int, _progress: object, cancelled: Callable[[], bool]) -> list[duplicates.Pair]:
        began.set()
        while not cancelled():
            pass
        stopped.append(True)
        return []

    monkeypatch.setattr(duplicates, "pairs", waiting)
    dialog = DuplicatesDialog(ui)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.progress.isVisible()
    qtbot.waitUntil(began.is_set)
    qtbot.keyClick(dialog, Key.Key_Escape)
    qtbot.waitUntil(lambda: stopped == [True])
    assert not dialog.isVisible()


def test_reached_from_the_menu_and_from_two_selected(
    qtbot: QtBot, doubled: Desk, shown: Callable[..., MainWindow]
) -> None:
    window = shown(doubled)
    entry = window.findChild(QAction, "duplicates")
    assert entry is not None
    entry.trigger()
    dialog = next(found for found in window.findChildren(DuplicatesDialog) if found.isVisible())
    qtbot.waitUntil(lambda: len(dialog.model.pairs) == 2)
    dialog.reject()
    page = window.content.page
    page.view.selectAll()
    page._show_menu(QPoint(0, 0))
    assert menu_entry(window, "customer-merge") is None, "five are not two"
    window.findChildren(QMenu, "customer-menu")[-1].close()
    window.content.search.setText("禾砚")
    qtbot.waitUntil(
        lambda: page.list.listing == Listing("禾砚", page.list.listing.sort) and page.list.model.rowCount() == 2
    )
    page.view.selectAll()
    page._show_menu(QPoint(0, 0))
    merging = menu_entry(window, "customer-merge")
    assert merging is not None
    merging.trigger()
    merge = merge_dialog(qtbot, window)
    assert merge.compared is not None
    assert (merge.compared.into.id, merge.compared.other.id) == (2, FIRM)
    merge.reject()


def menu_entry(window: MainWindow, name: str) -> QAction | None:
    menus = window.findChildren(QMenu, "customer-menu")
    return menus[-1].findChild(QAction, name) if menus else None


def test_while_editing_the_other_file_comes_in(qtbot: QtBot, doubled: Desk, shown: Callable[..., MainWindow]) -> None:
    window = shown(doubled)
    page = window.content.page
    page.view.go_to(page.list.model.place_of(2), by_hand=True)
    qtbot.waitUntil(lambda: page.pane.customer_id == 2)
    page.file.edit()
    part = page.pane.editing_part
    name = part.form.rows["name"].field if hasattr(part.form, "rows") else None
    assert name is not None
    name.setFocus()
    name.selectAll()
    enter("浙江禾砚精密机械")
    qtbot.waitUntil(part.doubles.bar.isVisible)
    merge_button = part.doubles.bar.buttons["merge"]
    assert merge_button.isVisible()
    qtbot.mouseClick(merge_button, Qt.MouseButton.LeftButton)
    merge = merge_dialog(qtbot, window)
    assert not merge.sides.swap.isVisible()
    with qtbot.waitSignal(merge.accepted):
        merge.confirm_button.click()
    assert page.pane.editing
    assert customers.file(doubled, FIRM).deleted
    page.file.save()
    qtbot.waitUntil(lambda: customers.file(doubled, 2).name == "浙江禾砚精密机械")
    assert customers.file(doubled, 2).values["wechat"] == "heyan"
