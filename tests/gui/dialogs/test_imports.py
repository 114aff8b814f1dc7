"""The list of imports, and taking one back in it, driven as a person drives it."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from crmdesk.core.changes import Changes
from crmdesk.core.customers import Listing
from crmdesk.gui.dialogs.imports import ImportsDialog
from crmdesk.gui.models.imports import FILE, NEW, STATE, UPDATED
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.buttons import Button
from crmdesk.gui.window import MainWindow
from crmdesk.services import customers, history, importing, importing_undo
from crmdesk.services.desk import Desk
from tests.gui.conftest import PutUp
from tests.gui.dialogs.conftest import press
from tests.services.importing import run

HEADER = ["编号", "客户名称", "城市"]
Listed = Callable[[], ImportsDialog]


@pytest.fixture
def batch(desk: Desk) -> int:
    """Two new customers, and another city for the first of `PEOPLE`."""
    rows = [["K00001", "张伟", "上海市"], ["", "拾光书店", "嘉兴"], ["", "听泉茶庄", "嘉兴"]]
    done = run(desk, [HEADER, *rows], existing="update").batch
    assert done is not None
    return done


@pytest.fixture
def listed(ui: Ui, put_up: PutUp) -> Listed:
    """Shows the dialog and waits until what it says of the newest import stands there."""
    return lambda: put_up(ImportsDialog(ui))


def chosen(dialog: ImportsDialog) -> int:
    found = dialog.batch()
    assert found is not None
    return found.id


def occupy(ui: Ui) -> Event:
    """Keep the worker busy until this is set, so that what is asked of it next has not begun."""
    gate = Event()
    ui.jobs.run(ui.bus, lambda _desk, _job: gate.wait(10), lambda _done: None, lambda _error: None)
    return gate


def texts(dialog: ImportsDialog, row: int) -> list[object]:
    return [dialog.model.index(row, column).data() for column in (FILE, NEW, UPDATED, STATE)]


def test_it_says_what_would_happen_and_enter_does_it(qtbot: QtBot, ui: Ui, batch: int, listed: Listed) -> None:
    customers.edit(ui.desk, customers.find(ui.desk, Listing("拾光"))[0], {"likes": "茶"})
    said: list[tuple[str, bool]] = []
    wrote: list[Changes] = []
    ui.bus.message.connect(lambda text, undo: said.append((text, undo)))
    ui.bus.changed.connect(wrote.append)
    dialog = listed()
    assert texts(dialog, 0) == ["客户.xlsx", "2", "1", ""]
    assert dialog.outlook.facts.accessibleName() == (
        "New customers that go 2, Others that are as before 1, Values that stay 0"
    )
    assert dialog.outlook.edited.accessibleName() == "1 was changed since and goes too K00006"
    assert not dialog.outlook.held.isVisible()
    assert not dialog.outlook.table.isVisible()
    press(dialog, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not dialog.isVisible())
    assert len(customers.find(ui.desk, Listing())) == 5
    assert importing.batches(ui.desk)[0].undone
    assert [undo for _, undo in said] == [True]
    assert len(wrote) == 1
    assert history.entries(ui.desk)[0].verb == "import-undo"
    assert batch == importing.batches(ui.desk)[0].id


def test_values_changed_since_are_shown_and_stay(qtbot: QtBot, ui: Ui, batch: int, listed: Listed) -> None:
    first = customers.id_of(ui.desk, "K00001")
    customers.edit(ui.desk, first, {"city": "温州市"})
    dialog = listed()
    assert dialog.outlook.table.isVisible()
    kept = dialog.outlook.kept
    assert [kept.index(0, column).data() for column in range(4)] == ["K00001", "City", "温州市", "上海市"]
    assert chosen(dialog) == batch
    qtbot.mouseClick(dialog.confirm_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not dialog.isVisible())
    assert customers.file(ui.desk, first).values["city"] == "温州市"


def test_one_that_was_taken_back_says_so_and_cannot_be_again(ui: Ui, batch: int, listed: Listed) -> None:
    importing_undo.undo(ui.desk, batch)
    dialog = listed()
    assert texts(dialog, 0)[-1] == "taken back"
    assert dialog.outlook.sentence.text() == "This import was taken back."
    assert not dialog.confirm_button.isEnabled()
    entries = history.entries(ui.desk)
    press(dialog, Qt.Key.Key_Return)
    assert history.entries(ui.desk) == entries


def test_nothing_left_of_it_is_said(ui: Ui, listed: Listed) -> None:
    run(ui.desk, [HEADER, ["K00001", "张伟", "上海市"]], existing="update")
    customers.edit(ui.desk, customers.id_of(ui.desk, "K00001"), {"city": "温州市"})
    dialog = listed()
    assert dialog.outlook.sentence.text() == "Nothing of this import is left to be taken back."
    assert not dialog.confirm_button.isEnabled()


def test_arrows_go_from_one_import_to_the_next(qtbot: QtBot, ui: Ui, batch: int, listed: Listed) -> None:
    run(ui.desk, [HEADER, ["", "云岫客栈", "绍兴"]])
    dialog = listed()
    assert "New customers that go 1," in dialog.outlook.facts.accessibleName()
    press(dialog, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: "New customers that go 2," in dialog.outlook.facts.accessibleName())
    assert chosen(dialog) == batch


def test_stopped_midway_everything_stays(qtbot: QtBot, ui: Ui, batch: int, listed: Listed) -> None:
    dialog = listed()
    everybody = customers.find(ui.desk, Listing())
    gate = occupy(ui)
    dialog.accept()
    dialog.outlook.progress.cancelled.emit()
    gate.set()
    qtbot.waitUntil(lambda: not ui.jobs.busy)
    assert dialog.isVisible()
    assert dialog.outlook.sentence.text() == "Stopped. Nothing was changed."
    assert customers.find(ui.desk, Listing()) == everybody
    assert not importing.batches(ui.desk)[0].undone
    assert dialog.confirm_button.isEnabled()
    assert batch == importing.batches(ui.desk)[0].id


def test_closing_stops_what_is_under_way(qtbot: QtBot, ui: Ui, batch: int, listed: Listed) -> None:
    dialog = listed()
    everybody = customers.find(ui.desk, Listing())
    gate = occupy(ui)
    dialog.accept()
    press(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    gate.set()
    qtbot.waitUntil(lambda: not dialog.isVisible())
    assert customers.find(ui.desk, Listing()) == everybody
    assert not next(each for each in importing.batches(ui.desk) if each.id == batch).undone


def test_the_context_menu_takes_back(qtbot: QtBot, ui: Ui, batch: int, listed: Listed) -> None:
    dialog = listed()
    place: QPoint = dialog.table.visualRect(dialog.model.index(0, 0)).center()
    dialog.table.customContextMenuRequested.emit(place)
    menu = dialog.findChild(QMenu)
    assert isinstance(menu, QMenu)
    QTest.keyClick(menu, Qt.Key.Key_Down)
    QTest.keyClick(menu, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not dialog.isVisible())
    assert importing.batches(ui.desk)[0].undone
    assert batch == importing.batches(ui.desk)[0].id


def test_without_imports_the_next_step_is_offered(qtbot: QtBot, listed: Listed) -> None:
    dialog = listed()
    assert dialog.pages.currentWidget() is dialog.empty
    assert not dialog.confirm_button.isVisible()
    with qtbot.waitSignal(dialog.import_asked):
        qtbot.mouseClick(dialog.empty.findChild(Button), Qt.MouseButton.LeftButton)
    assert not dialog.isVisible()


def test_the_menu_opens_it_and_undo_brings_the_import_back(qtbot: QtBot, batch: int, window: MainWindow) -> None:
    action = next(a for a, _ in window.content.menus.actions() if a.objectName() == "imports")
    action.trigger()
    dialog = window.findChild(ImportsDialog)
    assert isinstance(dialog, ImportsDialog)
    qtbot.waitUntil(dialog.confirm_button.isEnabled)
    page = window.content.page
    assert len(page.list.model.ids) == 7
    press(dialog, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(page.list.model.ids) == 5)
    assert importing.batches(window.ui.desk)[0].undone
    window.activateWindow()
    window.content.history.undo.trigger()
    qtbot.waitUntil(lambda: len(page.list.model.ids) == 7)
    assert not importing.batches(window.ui.desk)[0].undone
    assert batch == importing.batches(window.ui.desk)[0].id
